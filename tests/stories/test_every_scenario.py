"""Check what holds of all shipped scenarios: questions, languages, remedies, twins, beats."""

import re

import pytest

from simulator.engine.run import run, without_hazards
from simulator.io.bundled import bundled
from simulator.io.scenario_files import check_file, list_scenarios, read_scenario
from simulator.results.digest import digest

pytestmark = pytest.mark.slow

NAMES = [name for name, _ in list_scenarios()]
PROMISED = {
    "kakao-2022", "kakao-2022-naver-design", "kakao-2022-tools-outside", "quake-2016",
    "yes24-2025-june", "yes24-2025-august", "strike-2025", "singles-day", "cloud-monoculture",
    "bad-push", "exchange-fire-2018", "tessera",
}  # fmt: skip
OVERRUN = ("tessera", "bad-push", "exchange-fire-2018", "strike-2025")
"""Those whose own stories do not halve the beat."""


def named(part):
    """Walk a declaration for everything that has a name for people."""
    if isinstance(part, dict):
        if {"name", "name_ko"} <= part.keys():
            yield part["name"], part["name_ko"]
        for below in part.values():
            yield from named(below)
    elif isinstance(part, list):
        for below in part:
            yield from named(below)


def test_all_promised_scenarios_are_there():
    assert set(NAMES) >= PROMISED


@pytest.mark.parametrize("name", NAMES)
def test_it_is_well_alone_and_under_each_remedy(name):
    assert check_file(name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_its_first_line_is_its_question_in_both_languages(name):
    scenario = read_scenario(name)
    first = bundled("scenarios", f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# {scenario.question}"
    assert scenario.question.endswith("?")
    assert scenario.question_ko.endswith("?")
    assert scenario.source
    pairs = list(named(scenario.model_dump(mode="json")))
    assert len(pairs) > 40
    assert [pair for pair in pairs if not re.search("[가-힣]", pair[1])] == []
    assert [pair for pair in pairs if re.search("[가-힣]", pair[0])] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_offers_remedies_that_change_something(name):
    scenario = read_scenario(name)
    assert len(scenario.remedies) >= 2
    for remedy in scenario.remedies:
        changed = read_scenario(name, remedies=[remedy.id])
        assert changed != scenario or name.endswith(("naver-design", "tools-outside")), remedy.id


@pytest.mark.parametrize("name", NAMES)
def test_without_its_hazards_nothing_happens(name):
    twin = run(without_hazards(read_scenario(name)), 1, 300)
    assert len(twin.tables["events"]) == 0
    assert int(twin.tables["harm"]["unmet_ms"].sum()) == 0


@pytest.mark.parametrize("name", ["quake-2016", "singles-day"])
def test_threads_do_not_move_a_surge(name):
    scenario, more_than_a_block = read_scenario(name), 17_000
    results = [run(scenario, 2, more_than_a_block, threads=n) for n in (1, 2)]
    assert digest(results[0].tables) == digest(results[1].tables)


@pytest.mark.parametrize("name", OVERRUN)
def test_half_the_beat_tells_the_same(tell, name):
    beat_s = read_scenario(name).clock.beat_s
    usual = tell(name, people=10_000)
    fine = tell(name, settings={"clock.beat_s": str(beat_s // 2)}, people=10_000)
    assert fine.unmet_h() == pytest.approx(usual.unmet_h(), rel=0.05)
