"""Check that a changed setup never passes for the event as it happened."""

import pytest

from dashboard.app import _usual
from dashboard.library import StoredLibrary
from dashboard.pages.pictures import wish
from dashboard.pages.what_happened import layout
from dashboard.ports import Card, Loaded
from dashboard.report import write_report
from dashboard.texts import say
from dashboard.viewmodels.kpis import kpis
from simulator.io.originals import is_changed
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import scenario_hash
from simulator.io.store import RunStore
from simulator.results.run_result import PairedRun, RunResult

NAME = "kakao-2022"


def card(run, *, changed, scenario=NAME):
    return Card(run, scenario, "Fire", "\ud654\uc7ac", 20_000, 3, changed)


@pytest.fixture
def renamed(loaded):
    """Give the run of the small town the name of a shipped scenario."""

    def change(run):
        update = {"name": NAME, "case": NAME}
        scenario = run.scenario.model_copy(update=update)
        return RunResult(scenario, run.seed, run.people, run.tables)

    return PairedRun(change(loaded.paired.run), change(loaded.paired.baseline))


def test_only_another_hash_under_a_shipped_name_is_changed():
    assert not is_changed(NAME, scenario_hash(read_scenario(NAME)))
    other = read_scenario(NAME, {}, ["tools-outside"])
    assert is_changed(other.name, scenario_hash(other))
    assert not is_changed("small-town", "0" * 64)


def test_the_page_opens_with_the_newest_unchanged_run():
    cards = [card("c", changed=True), card("b", changed=False), card("a", changed=False)]
    assert _usual(cards) == "b"
    assert _usual(cards[:1]) == "c"
    assert _usual([]) == ""


def test_a_changed_run_says_so_in_lists():
    said = card("abcdef", changed=True).label("en")
    assert said == "Fire · changed · abcd · 20,000 · seed 3"
    assert "changed" not in card("abcdef", changed=False).label("en")


def test_the_store_marks_it(renamed, tmp_path):
    run = RunStore(tmp_path / "runs").save(renamed)
    library = StoredLibrary(tmp_path)
    assert [found.changed for found in library.runs()] == [True]
    loaded = library.load(run)
    assert loaded is not None
    assert (loaded.changed, loaded.real) == (True, False)


def test_its_numbers_stand_alone(loaded):
    row = {"id": "text-first", "unit": "h", "simulated": 9.0, "observed": 10.0, "hit": True}
    told = dict(loaded.summary) | {"observations": [row]}
    [_, shown] = kpis(told, {}, "en", loaded.scenario.name, changed=True)
    assert (shown.simulated, shown.observed, shown.verdict, shown.note) == ("9.0 h", "", "", "")


def test_page_and_report_say_so(loaded, renamed, tmp_path):
    changed = Loaded(loaded.id, loaded.paired, loaded.summary, changed=True)
    page = str(layout(wish(changed, {}, "ko"), []).to_plotly_json())
    assert say("ko", "changed.note") in page
    html = write_report(renamed, (), tmp_path / "r.html").read_text("utf-8")
    assert say("en", "changed.note") in html
    plain = write_report(loaded.paired, (), tmp_path / "s.html").read_text("utf-8")
    assert say("en", "changed.note") not in plain
