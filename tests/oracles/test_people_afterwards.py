"""Compare the days after a run with the cure model S(t) = xi + (1 - xi) exp(-delta t)."""

from math import exp

import numpy as np
import pytest

from simulator.population.afterwards import GAINED, KEPT, LOST, afterwards
from simulator.population.arrays import NEVER, empty_block
from simulator.population.birth import give_birth
from simulator.topology.compile import compile_scenario
from simulator.topology.later import DAYS_AFTER, later_days, later_needs, retained_shares
from simulator.topology.rhythm import day_factor

SE = 4.0
XI, DELTA, ACTIVE, PER_DAY = 0.07, 0.4, 0.15, 16.0
PEOPLE = 20_000
DAY_MIN = 24 * 60
TALK, RIVAL = 0, 1


@pytest.fixture(scope="module")
def lingering(lives):
    """Let everybody take up a rival at midnight of day 0, and count them on later days."""
    rival = {**lives.RIVAL, "holders": 0.0, "adoption": 0.5, "second_use": 0.3}
    scenario = lives.toy(lives.TALK, rival, needs_per_day=PER_DAY, horizon_h=24.0)
    habits = compile_scenario(scenario).habits._replace(active_use=ACTIVE)
    block = empty_block(0, PEOPLE, habits)
    give_birth(block, habits, np.uint64(1))
    luck = np.random.default_rng(1)
    days_of_use = luck.exponential(1 / DELTA, PEOPLE)
    for_good = luck.random(PEOPLE) < XI
    block.slots["held"] |= 1 << RIVAL
    block.slots["extra"] = RIVAL
    block.past["extra_until_min"] = np.where(for_good, NEVER, days_of_use * DAY_MIN)
    days = np.arange(15, dtype=np.int64)
    needs = np.full((len(days), 1), PER_DAY)
    counts = np.zeros((len(days), 2, 3), np.int64)
    afterwards(block, habits, np.uint64(1), days, needs, counts)
    return days, counts


def expect(counts, chance):
    assert counts / PEOPLE == pytest.approx(chance, abs=SE * (0.25 / PEOPLE) ** 0.5)


def test_v33_use_falls_as_the_cure_model_says(lingering):
    days, counts = lingering
    still = np.array([XI + (1 - XI) * exp(-DELTA * day) for day in days])
    expect(counts[:, RIVAL, GAINED], still * (1 - exp(-PER_DAY * ACTIVE)))
    expect(counts[:, RIVAL, KEPT], np.full(len(days), XI))
    assert counts[:, RIVAL, LOST].sum() == 0


def test_who_uses_two_apps_does_without_the_usual_one_on_a_few_days(lingering):
    days, counts = lingering
    still = np.array([XI + (1 - XI) * exp(-DELTA * day) for day in days])
    expect(counts[:, TALK, LOST], still * (exp(-PER_DAY * (1 - ACTIVE)) - exp(-PER_DAY)))
    assert counts[:, TALK, GAINED].sum() == 0


def test_without_a_second_app_nothing_is_left(lives):
    scenario = lives.toy(horizon_h=24.0)
    habits = compile_scenario(scenario).habits
    block = empty_block(0, 1000, habits)
    give_birth(block, habits, np.uint64(1))
    days = later_days(scenario)
    counts = np.zeros((len(days), 1, 3), np.int64)
    afterwards(block, habits, np.uint64(1), days, later_needs(scenario), counts)
    assert counts.sum() == 0


def test_days_after_lie_behind_the_run_and_have_its_ordinary_needs(lives):
    scenario = lives.toy(horizon_h=24.0 * 12, by_weekday=[1, 1, 1, 1, 1, 0.7, 0.6])
    days, needs = later_days(scenario), later_needs(scenario)
    assert days.tolist() == [n for n in DAYS_AFTER if n >= 12]
    category, start = scenario.people.categories[0], scenario.clock.start
    dates = [
        start.fromtimestamp(start.timestamp() + 86_400 * int(day), start.tzinfo) for day in days
    ]
    factors = [day_factor(category, date, None) for date in dates]
    assert needs[:, 0] == pytest.approx([category.needs_per_day * factor for factor in factors])


def test_a_second_long_outage_in_a_year_doubles_those_who_stay_away(lives):
    once = lives.toy(lives.TALK, lives.RIVAL, behaviour={"retained_share": 0.2})
    services = [
        s.model_copy(update={"long_outages_before": 1}) if s.id == "talk" else s
        for s in once.services
    ]
    twice = once.model_copy(update={"services": tuple(services)})
    before, after = (compile_scenario(s).habits.retained_share[0] for s in (once, twice))
    assert before.tolist() == [0.2] * len(before)
    assert after[TALK] == 0.4
    assert after[RIVAL] == after[-1] == 0.2
    sure = twice.people.behaviour.model_copy(update={"retained_share": 0.7})
    people = twice.people.model_copy(update={"behaviour": sure})
    assert (
        retained_shares(people.categories[0], twice.model_copy(update={"people": people}))[0] == 1
    )
