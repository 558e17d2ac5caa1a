"""Check that a fire can be moved, and its clock with it."""

import pytest

from dashboard.strike import strike
from simulator.model.consistency import find_problems


def test_another_site_burns_at_the_chosen_hour(loaded):
    moved = strike(loaded.scenario, "south", 1, 9)
    fire = moved.hazards[0]
    assert fire.site == "south"
    assert (fire.at.weekday(), fire.at.hour) == (1, 9)
    assert moved.clock.event == fire.at
    assert [stage.zones for stage in fire.power_stages] == [()]
    assert fire.power_stages[0].after_h == 30
    assert list(find_problems(moved)) == []


def test_the_same_site_keeps_the_stages_of_its_power(loaded):
    moved = strike(loaded.scenario, "north", 5, 3)
    assert moved.hazards[0].power_stages == loaded.scenario.hazards[0].power_stages
    assert moved.clock.start == loaded.scenario.clock.start


def test_no_observation_is_held_against_it(loaded):
    original = loaded.scenario.model_copy(update={"case": "kakao-2022"})
    moved = strike(original, "south", 0, 12)
    assert moved.case is None
    assert moved.title == "A fire at South hall, Monday 12:00"
    assert "월요일" in moved.title_ko


@pytest.mark.parametrize(
    ("site", "day", "hour"), [("moon", 0, 0), ("south", 7, 0), ("south", 0, 24)]
)
def test_what_is_not_there_cannot_burn(loaded, site, day, hour):
    with pytest.raises(ValueError, match="no such"):
        strike(loaded.scenario, site, day, hour)
