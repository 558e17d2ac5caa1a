"""Check how many needs a day brings: its hours, its day of the week, what the calendar says."""

import datetime as dt
import json

import numpy as np
import pytest

from simulator.io.scenario_files import read_scenario
from simulator.model.scenario import Scenario
from simulator.topology.rhythm import cumulative_needs, knot_minutes, ordinary_needs

WEEK = [1.0, 1.0, 1.0, 1.0, 1.2, 0.7, 0.5]


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites: it starts on Saturday 15 October 2022 and lasts two days."""
    made = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    made["people"]["categories"][0]["by_weekday"] = WEEK
    return made


def needs_by_day(toy):
    scenario = Scenario.model_validate_json(json.dumps(toy))
    whole = ordinary_needs(scenario.people.categories[0], scenario)
    return np.diff(whole[::24]).tolist()


def test_an_ordinary_sunday_is_a_sunday(toy):
    assert needs_by_day(toy) == pytest.approx([10 * 0.7, 10 * 0.5])


def test_a_holiday_is_lived_as_another_day(toy):
    toy["people"]["calendar"] = [{"date": "2022-10-15", "name": "Holiday", "like": "friday"}]
    assert needs_by_day(toy) == pytest.approx([10 * 1.2, 10 * 0.5])


def test_a_day_may_have_a_factor_of_its_own(toy):
    day = {"date": "2022-10-16", "name": "Fair", "like": "monday", "factor": {"messaging": 3.0}}
    toy["people"]["calendar"] = [day]
    assert needs_by_day(toy) == pytest.approx([10 * 0.7, 10 * 3.0])


def test_days_outside_the_run_change_nothing(toy):
    before = needs_by_day(toy)
    toy["people"]["calendar"] = [{"date": "2022-10-14", "name": "Before", "like": "monday"}]
    assert needs_by_day(toy) == before


def test_what_arrives_follows_the_calendar_too(toy):
    toy["people"]["calendar"] = [{"date": "2022-10-16", "name": "Holiday", "like": "monday"}]
    scenario = Scenario.model_validate_json(json.dumps(toy))
    category = scenario.people.categories[0]
    knots = knot_minutes(scenario.clock, ())
    assert np.array_equal(
        cumulative_needs(category, scenario, (), knots), ordinary_needs(category, scenario)
    )


@pytest.mark.parametrize(
    ("name", "holidays"), [("kakao-2022", 0), ("quake-2016", 0), ("yes24-2025-august", 1)]
)
def test_public_holidays_of_the_shipped_runs(name, holidays):
    scenario = read_scenario(name)
    start = scenario.clock.start.date()
    end = start + dt.timedelta(hours=scenario.clock.horizon_h)
    here = [day for day in scenario.people.calendar if start <= day.date < end]
    assert len(here) == holidays
    assert all(day.like == "sunday" and day.date.weekday() < 6 for day in scenario.people.calendar)
