"""Check what holds of machines whatever strikes them at random."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.drawn import with_random_hazards
from simulator.engine.machines_alone import run_machines
from simulator.model.consistency import find_problems

STRUCK, DAYS = timedelta(days=20), 120


@pytest.fixture(scope="module")
def shaken(many):
    """Lend a country in which everything strikes for twenty days, and then nothing any more."""
    country = many(40, days=DAYS)
    gentle = {"share_mean": 1e-6, "share_concentration": None}  # fires destroy nothing
    catalogue = tuple(
        kind.model_copy(
            update={"rate_per_year": 4.0 * kind.rate_per_year}
            | (gentle if kind.id == "fire" else {})
        )
        for kind in country.catalogue
    )
    country = country.model_copy(update={"catalogue": catalogue})

    def draw(seed):
        drawn = with_random_hazards(country, seed)
        end = drawn.clock.start + STRUCK
        hazards = tuple(hazard for hazard in drawn.hazards if hazard.at and hazard.at < end)
        return drawn.model_copy(update={"hazards": hazards})

    return draw


def test_the_country_is_a_sound_scenario(many):
    assert list(find_problems(many(40))) == []


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_when_nothing_strikes_any_more_everything_comes_back(shaken, seed):
    scenario = shaken(seed)
    rows = run_machines(scenario, seed).record.states
    assert len(scenario.hazards) > 50
    assert len({row[3] for row in rows if row[2] == "component" and row[4] < 1.0}) > 10
    last = {(row[2], row[3]): (row[4], row[5]) for row in rows}
    assert {name: state for name, state in last.items() if state != (1.0, 1.0)} == {}


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_shares_stay_shares_and_causes_come_before_what_they_cause(shaken, seed):
    record = run_machines(shaken(seed), seed).record
    assert all(0.0 <= row[4] <= 1.0 and 0.0 <= row[5] <= 1.0 for row in record.states)
    times = [row[1] for row in record.events]
    assert times == sorted(times)
    for number, time_s, *_, because, _module, _value, _detail in record.events:
        assert because < number
        assert because < 0 or times[because] <= time_s


def test_the_same_luck_gives_the_same_story(shaken):
    first, again = (run_machines(shaken(7), 7) for _ in range(2))
    assert first.record.events == again.record.events
    assert first.record.states == again.record.states
    assert run_machines(shaken(7), 8).record.events != first.record.events


def test_without_hazards_nothing_happens(many):
    calm = many(40, days=300).model_copy(update={"random_hazards": False})
    result = run_machines(calm, 1)
    assert (result.record.events, result.record.states) == ([], [])
    assert set(result.unserved_h.values()) == set(result.lost_h.values()) == {0.0}
