"""Check that runs are found by what they are."""

import pytest

from simulator.errors import ResultsError
from simulator.io.store import RunStore, is_run_id, run_id


@pytest.fixture
def store(tmp_path):
    return RunStore(tmp_path / "runs")


def test_an_id_depends_on_scenario_seed_and_people_alone(fake):
    scenario = fake.fake_scenario()
    ours = run_id(scenario, 1, 100)
    assert is_run_id(ours)
    assert ours == run_id(fake.fake_scenario(), 1, 100)
    others = {
        run_id(scenario, 2, 100),
        run_id(scenario, 1, 101),
        run_id(fake.fake_scenario("toy-other"), 1, 100),
    }
    assert len(others | {ours}) == 4


def test_a_saved_run_is_held_listed_loaded_and_removed(store, paired):
    assert store.ids() == []
    name = store.save(paired)
    assert store.holds(name)
    assert store.ids() == [name]
    assert store.load(name).run.seed == 1
    assert store.load(name[:5]).run.seed == 1
    assert dict(store.manifests())[name].scenario == "toy-fire"
    assert store.verify(name).digest.startswith("sha256:")
    assert store.remove(name[:5]) == name
    assert not store.holds(name)


def test_the_same_run_is_kept_once(store, paired):
    assert store.save(paired) == store.save(paired)
    assert len(store.ids()) == 1


@pytest.mark.parametrize("name", ["", "zz", "../outside", "0" * 26, "a/b"])
def test_what_is_no_run_is_refused(store, paired, name):
    store.save(paired)
    if name:
        with pytest.raises(ResultsError):
            store.load(name)
    assert not store.holds(name)


def test_a_damaged_run_is_listed_as_such_and_can_be_removed(store, paired):
    name = store.save(paired)
    manifest = store.folder(name) / "manifest.json"
    manifest.write_text("{}")
    assert isinstance(dict(store.manifests())[name], ResultsError)
    with pytest.raises(ResultsError):
        store.verify(name)
    assert store.remove(name) == name
