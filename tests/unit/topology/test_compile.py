"""Check that a compiled scenario says with numbers what the scenario says with names."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.topology.compile import compile_scenario
from simulator.topology.ordinary import ordinary_choice
from simulator.topology.world import MOST_OPTIONS, MOST_SECOND_USE, NO_APP
from simulator.units import HOUR_MS


@pytest.fixture
def toy(checkout: Path) -> dict[str, Any]:
    """Read the toy with two sites; tests change it as they like."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def compiled(toy):
    """Compile the toy as it now stands."""
    return compile_scenario(Scenario.model_validate_json(json.dumps(toy)))


def test_names_and_clock_become_numbers(toy):
    world = compiled(toy)
    assert world.service_ids == ("talk", "pay", "rival", "sms")
    assert world.habits.service.tolist() == [0, 3]
    assert world.habits.outside.tolist() == [False, True]
    assert (world.beats, world.habits.horizon_ms) == (576, 48 * HOUR_MS)
    assert world.habits.event_ms == HOUR_MS
    assert world.habits.tolerance_ms.tolist() == [[4 * HOUR_MS, HOUR_MS // 4]]
    assert world.habits.look_again_h.tolist() == [1.0]


def test_expected_needs_follow_the_hours_and_days_of_the_clock(toy):
    category = toy["people"]["categories"][0]
    category.update(by_hour=[*range(24)], by_weekday=[1, 1, 1, 1, 1, 0.5, 0.25])
    needs = compiled(toy).habits.cumulative[0]  # the run begins on a Saturday
    assert needs[0] == 0.0
    assert needs[24] == pytest.approx(10 * 0.5)
    assert needs[48] == pytest.approx(10 * 0.75)
    assert np.diff(needs)[10] == pytest.approx(10 * 0.5 * 10 / sum(range(24)))


def test_an_option_uses_only_its_features(toy):
    option = toy["people"]["categories"][0]["options"][0]
    names = compiled(toy).feature_ids
    all_of_it = dict(zip(names, compiled(toy).option_features[0], strict=True))
    assert (all_of_it["talk.text"], all_of_it["talk.media"]) == (0.75, 0.25)
    option["features"] = ["media"]
    part = dict(zip(names, compiled(toy).option_features[0], strict=True))
    assert {name: weight for name, weight in part.items() if weight} == {"talk.media": 1.0}


def test_a_service_may_have_a_goodput_decay_of_its_own(toy):
    toy["services"][2]["goodput_decay"] = 0.0
    toy["people"]["behaviour"] = {"goodput_decay": 0.75}
    assert compiled(toy).goodput_decay.tolist() == [0.75, 0.75, 0.0, 0.75]


def test_a_service_may_have_a_retry_budget_of_its_own(toy):
    toy["services"][2]["client_requests"] = 1.1
    toy["people"]["behaviour"] = {"client_requests": 2.0}
    assert compiled(toy).client_requests.tolist() == [2.0, 2.0, 1.1, 2.0]


def test_segments_are_carved_out_of_the_ages(toy):
    segments = toy["people"]["segments"]
    part = {"id": "some", "name": "Some", "name_ko": "일부", "ages": ["20-29"], "within": 0.3}
    segments.insert(0, part)
    table = compiled(toy).habits.segment_cumulative
    assert table[0].tolist() == [0.0, 0.0]  # children
    assert table[2].tolist() == pytest.approx([0.3, 1.0])
    assert table[3].tolist() == [0.0, 1.0]


def test_holders_and_factors_go_by_segment(toy):
    category = toy["people"]["categories"][0]
    category["options"][0]["holders"] = {"all": 0.6}
    category["factor"] = {"all": 1.5}
    habits = compiled(toy).habits
    assert habits.holders.tolist() == [[0.6], [1.0]]
    assert habits.factor.tolist() == [[1.5]]


def test_every_row_of_the_ordinary_table_is_a_distribution(toy):
    category = toy["people"]["categories"][0]
    category["options"].insert(1, {"service": "rival", "second_use": 0.95, "primacy": 0.1})
    scenario = Scenario.model_validate_json(json.dumps(toy))
    options, rules = scenario.people.categories[0].options, scenario.people.behaviour
    table = ordinary_choice(options, rules)
    assert (np.diff(table, axis=2) >= 0.0).all()
    assert set(np.unique(table[:, :, -1])) == {0.0, 1.0}
    assert table[0].sum() == 0.0  # who has nothing chooses nothing
    for held in range(1, 8):
        row = np.diff(table[held, 0], prepend=0.0)
        chosen = {j for j in range(MOST_OPTIONS) if row[j] > 0.0}
        assert all(held >> j & 1 for j in chosen)
    ordinary = np.diff(table[0b111, 0], prepend=0.0)
    assert ordinary[1] == pytest.approx(0.95 / (1 - MOST_SECOND_USE + 0.95))
    assert table[0b010, NO_APP].sum() == 0.0  # an app alone is somebody's usual one
