"""Check what holds of people under any quality, and under a remedy that does not touch them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.population.arrays import UNMET, empty_block
from simulator.population.unmet import add_unmet, sort_unmet
from simulator.topology.compile import compile_scenario
from simulator.units import HOUR_MS

HOURS, CATEGORIES = 6, 2
BEATS_AN_HOUR = 12
HARBOUR = {
    "id": "harbour", "name": "Harbour", "name_ko": "항구", "needs_per_day": 20.0,
    "urgent_share": 0.5, "tolerance_urgent_min": 1.0, "tolerance_deferrable_min": 30.0,
    "lapse_h": 3.0, "attempts": 2, "by_hour": [1] * 24, "by_weekday": [1] * 7,
}  # fmt: skip

slots = st.integers(0, 3 * CATEGORIES - 1)
instants = st.integers(0, HOURS * HOUR_MS // 1000 - 1)
intervals = st.lists(st.tuples(slots, instants, st.integers(1, 3 * 3600)), min_size=1, max_size=30)


def brute_force(rows):
    """Mark every second of every person and category on its own."""
    seconds = np.zeros((3 * CATEGORIES, HOURS * HOUR_MS // 1000), np.bool_)
    for slot, start, length in rows:
        seconds[slot, start : start + length] = True
    return seconds.reshape(3, CATEGORIES, -1)


@pytest.fixture(scope="module")
def three(lives):
    """Make room for three people of two segments with two kinds of need."""
    habits = compile_scenario(lives.toy(beyond=[{**HARBOUR, "options": [lives.SMS]}])).habits

    def call():
        block = empty_block(0, 3, habits)
        block.segment[:] = [0, 1, 0]
        return block

    return call


@given(rows=intervals)
@settings(max_examples=60, deadline=None)
def test_unmet_time_is_the_union_of_a_persons_intervals(three, rows):
    block = three()
    logged = np.array([(s, 1000 * a, 1000 * min(a + d, HOURS * 3600)) for s, a, d in rows], UNMET)
    ordered = np.zeros(len(rows), UNMET)
    sort_unmet(logged, len(rows), np.zeros(3 * CATEGORIES + 1, np.int64), ordered)
    assert ordered.tolist() == sorted(logged.tolist())
    unmet, hit = (np.zeros((CATEGORIES, 2, 1), np.int64) for _ in range(2))
    affected = np.zeros((HOURS, 1, CATEGORIES + 1), np.int64)
    marked = np.zeros(HOURS, np.bool_)
    add_unmet(block, ordered, CATEGORIES, unmet, hit, affected, marked)
    seconds = brute_force(rows)
    lengths = seconds.sum(axis=2) * 1000
    by_segment = np.stack([lengths[[0, 2]].sum(axis=0), lengths[1]], axis=1)
    assert np.array_equal(unmet[:, :, 0], by_segment)
    people = seconds.any(axis=2)
    assert np.array_equal(hit[:, :, 0], np.stack([people[[0, 2]].sum(axis=0), people[1]], axis=1))
    hourly = seconds.reshape(3, CATEGORIES, HOURS, -1).any(axis=3)
    assert np.array_equal(affected[:, 0, :CATEGORIES], hourly.sum(axis=0).T)
    assert np.array_equal(affected[:, 0, CATEGORIES], hourly.any(axis=1).sum(axis=0))
    assert not marked.any()


hourly_quality = st.lists(
    st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), min_size=HOURS, max_size=HOURS
)


@pytest.fixture(scope="module")
def mixed(lives):
    """Declare apps, a means outside apps, and people who take up the rival."""
    rival = {**lives.RIVAL, "second_use": 0.1, "adoption": 0.1, "network": True}
    talk = {**lives.TALK, "network": True, "sessions": [{"share": 0.2, "lasts_h": 1.0}]}
    return lives.toy(talk, rival, lives.SMS, horizon_h=HOURS, lapse_h=2.0)


@given(quality=hourly_quality, seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_needs_and_people_are_conserved_whatever_happens(lives, mixed, quality, seed):
    world, sums = lives.live(
        mixed, lambda beat: {"talk": quality[beat // BEATS_AN_HOUR]}, people=60, seed=seed
    )
    tally = sums.tally
    ended = tally.outcome.sum(axis=2)
    waiting = np.cumsum(tally.arrived - ended, axis=0)
    assert (waiting >= 0).all()
    assert np.array_equal(waiting[-1], sums.pending)
    assert all((counts >= 0).all() for counts in tally if counts.dtype == np.int64)
    assert (tally.served <= tally.attempts).all()
    good = tally.outcome[:, :, :4].sum()  # met, elsewhere, fallback, deferred
    assert good == tally.served.sum()
    assert sums.unmet_ms.max() <= 60 * HOURS * HOUR_MS
    assert (sums.people_hit <= sums.people[:-1]).all()
    assert (tally.users.sum(axis=2) <= 60).all()
    assert world.beats == HOURS * BEATS_AN_HOUR


@given(quality=hourly_quality)
@settings(max_examples=10, deadline=None)
def test_needs_arise_alike_whatever_fails(lives, mixed, quality):
    _, calm = lives.live(mixed, people=60)
    _, hurt = lives.live(mixed, lambda beat: {"talk": quality[beat // BEATS_AN_HOUR]}, people=60)
    assert np.array_equal(calm.tally.arrived, hurt.tally.arrived)
    assert np.array_equal(calm.people, hurt.people)


def of_harbour(world, sums):
    """Cut out what was counted of the category that has nothing to do with the failure."""
    options = slice(*world.habits.first_option[1:3])
    tally = sums.tally
    return (
        *(counts[:, 1] for counts in (tally.arrived, tally.outcome)),
        *(counts[:, options] for counts in (tally.attempts, tally.served, tally.installs)),
        *(counts[1] for counts in (tally.moves, sums.unmet_ms, sums.people_hit, sums.pending)),
        sums.affected[:, :, 1],
    )


def test_someone_whom_a_remedy_does_not_touch_lives_the_identical_life(lives):
    fails_by_itself = {**HARBOUR, "options": [{"service": "pay", "primacy": 1.0}]}
    scenario = lives.toy(lives.TALK, lives.SMS, horizon_h=HOURS, beyond=[fails_by_itself])
    hurt, eased = (
        lives.live(scenario, {"talk": talk, "pay": 0.6}, people=300) for talk in (0.0, 0.8)
    )
    assert not lives.same(hurt[1], eased[1])
    pairs = list(zip(of_harbour(*hurt), of_harbour(*eased), strict=True))
    assert all(np.array_equal(one, other) for one, other in pairs)
    assert of_harbour(*hurt)[6].sum() > 0  # unmet time, so that there was something to differ in


def test_more_quality_never_means_fewer_needs_met_without_crowding(lives, mixed):
    good = [
        lives.live(mixed, {"talk": q}, people=300)[1].tally.outcome[:, :, :4].sum()
        for q in (0.0, 0.3, 0.6, 1.0)
    ]
    assert good == sorted(good)
    assert good[0] < good[-1]
