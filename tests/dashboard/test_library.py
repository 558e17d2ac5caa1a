"""Check that pages find stored runs, and no more than those."""

from dashboard.library import StoredDesk, StoredLibrary
from simulator.io.store import RunStore


def test_a_stored_run_is_listed_and_loaded(loaded, tmp_path):
    run = RunStore(tmp_path / "runs").save(loaded.paired)
    library = StoredLibrary(tmp_path)
    [card] = library.runs()
    assert (card.id, card.people, card.named("ko")) == (run, 1000, "작은 마을")
    found = library.load(run)
    assert found is not None
    assert found.summary["digest"] == loaded.summary["digest"]
    assert library.load(run) is found
    assert library.made(loaded.scenario, 1, 1000) == run
    assert library.made(loaded.scenario, 2, 1000) is None


def test_a_path_is_no_run_and_no_scenario(tmp_path):
    library = StoredLibrary(tmp_path)
    assert library.load("../../etc/passwd") is None
    assert library.load("b" * 26) is None
    assert library.scenario("../../etc/passwd").name == "kakao-2022"


def test_a_damaged_run_is_left_out(loaded, tmp_path):
    run = RunStore(tmp_path / "runs").save(loaded.paired)
    (tmp_path / "runs" / run / "run-events.parquet").write_bytes(b"spoilt")
    assert StoredLibrary(tmp_path).load(run) is None


def test_outlines_carry_the_ids_of_the_regions(tmp_path):
    outlines = StoredLibrary(tmp_path).outlines()
    ids = {shape["id"] for shape in outlines["features"]}
    assert len(ids) == 17
    assert "kr-11" in ids


def test_what_is_asked_for_waits_and_what_is_there_is_done(loaded, tmp_path):
    desk = StoredDesk(tmp_path)
    waiting = desk.progress(desk.ask(loaded.scenario, 1, 1000))
    assert waiting is not None
    assert (waiting.phase, waiting.share) == ("queued", 0)
    run = RunStore(tmp_path / "runs").save(loaded.paired)
    done = desk.progress(desk.ask(loaded.scenario, 1, 1000))
    assert done is not None
    assert (done.phase, done.run) == ("done", run)
    assert desk.progress("nothing") is None
