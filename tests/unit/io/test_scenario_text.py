"""Check that what is written reads back equal, and that a hash tells scenarios apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.io.scenario_files import list_scenarios, read_scenario, read_scenario_text
from simulator.io.scenario_text import dump_scenario, scenario_hash

SEEN = st.characters(exclude_categories=["C", "Zl", "Zp"])


def test_a_scenario_reads_back_equal(small_town):
    again = read_scenario_text(dump_scenario(small_town), "again.yaml")
    assert again == small_town
    assert scenario_hash(again) == scenario_hash(small_town)


@pytest.mark.parametrize("name", [name for name, _ in list_scenarios()])
def test_every_shipped_scenario_reads_back_equal(name):
    scenario = read_scenario(name)
    assert read_scenario_text(dump_scenario(scenario), "again.yaml") == scenario


@pytest.mark.parametrize(
    "title",
    [
        "NO",
        "1e5",
        "010",
        ".nan",
        "9" * 30,
        "null",
        "~",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "a\nb",
        "'",
        '"',
        "\\",
        " a ",
        "{",
        "[x",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "---",
        "...",
        "불: 물",
        "a\tb",
        "<<",
    ],
)
def test_a_title_that_looks_like_something_else_stays_itself(small_town, title):
    scenario = small_town.model_copy(update={"title": title, "question": title})
    assert read_scenario_text(dump_scenario(scenario), "again.yaml") == scenario


@given(title=st.text(SEEN, min_size=1, max_size=200))
def test_any_title_stays_itself(small_town, title):
    scenario = small_town.model_copy(update={"title": title})
    assert read_scenario_text(dump_scenario(scenario), "again.yaml").title == title


def test_a_hash_tells_any_change_and_nothing_else(small_town, town):
    reordered = town.replace(
        "  horizon_h: 48\n  beat_s: 300\n", "  beat_s: 300\n  horizon_h: 4.8e1\n"
    )
    assert reordered != town
    same = read_scenario_text(reordered, "x.yaml")
    other = read_scenario_text(town, "x.yaml", settings={"clock.horizon_h": "49"})
    assert scenario_hash(same) == scenario_hash(small_town)
    assert scenario_hash(other) != scenario_hash(small_town)
    assert len(scenario_hash(other)) == 64
