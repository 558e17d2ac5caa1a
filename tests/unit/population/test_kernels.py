"""Check the small parts of the kernels on people made by hand."""

import numpy as np
import pytest

from simulator.population.arrays import (
    NONE,
    NOTHING,
    UNMET,
    empty_block,
    empty_pool,
    grown,
)
from simulator.population.choice import pick, remembered_failures
from simulator.population.jit import compiled
from simulator.population.tallies import Tally
from simulator.population.unmet import add_unmet, count_people, count_users, sort_unmet
from simulator.topology.compile import compile_scenario
from simulator.units import HOUR_MS


@compiled
def fade(block, habits, times, left):
    """Read remembered failures at several times."""
    for i in range(len(times)):
        left[i] = remembered_failures(block, habits, 0, times[i])


@compiled
def pick_all(weights, waiting, marks, chosen):
    """Pick at several marks."""
    for i in range(len(marks)):
        chosen[i] = pick(weights, len(weights), waiting, marks[i])


def test_failures_fade_with_their_half_life_and_are_then_forgotten(lives):
    habits = compile_scenario(lives.toy(behaviour={"memory_half_life_h": 6.0})).habits
    block = empty_block(0, 1, habits)
    block.slots["fails"] = 4
    times, left = np.array([0, 6, 12, 31, 40]) * HOUR_MS, np.empty(5)
    fade(block, habits, times, left)
    assert left[:4] == pytest.approx([4.0, 2.0, 1.0, 4.0 * 0.5 ** (31 / 6)])
    assert left[4] == 0.0
    assert block.slots["fails"][0] == 0


def test_marks_fall_on_weights_in_order_and_then_on_waiting():
    marks = np.array([0.0, 0.19, 0.21, 0.59, 0.61, 0.999])
    chosen = np.zeros(6, np.int64)
    pick_all(np.array([1.0, 0.0, 2.0]), 2.0, marks, chosen)
    assert chosen.tolist() == [0, 0, 2, 2, NOTHING, NOTHING]
    pick_all(np.array([0.0, 3.0, 0.0]), 0.0, marks, chosen)
    assert chosen.tolist() == [1] * 6


def test_a_grown_pool_keeps_what_waits_and_frees_the_rest():
    pool = empty_pool(4, 1, 1, 10)
    pool.waiters["person"] = [5, 6, 7, 8]
    pool.head[0, 3], pool.waiters["following"][0], pool.free[:] = 0, -1, [1, 3]
    pool.n_unmet[0], pool.unmet["to_ms"][0], pool.kept[0] = 1, 99, 1
    big = grown(pool)
    assert big.waiters["person"][:4].tolist() == [5, 6, 7, 8]
    assert (big.head[0, 3], big.n_unmet[0], big.unmet["to_ms"][0], big.kept[0]) == (0, 1, 99, 1)
    free, entry = [], big.free[0]
    while entry >= 0:
        free.append(int(entry))
        entry = big.waiters["following"][entry]
    assert sorted(free) == [1, 2, 3, 4, 5, 6, 7]
    assert big.free[1] == len(free)


@pytest.fixture
def people(lives):
    """Make room for some people with two categories each."""
    more = [{**lives.toy().people.categories[0].model_dump(mode="json"), "id": "more"}]
    habits = compile_scenario(lives.toy(beyond=more)).habits
    return lambda count: empty_block(0, count, habits)


def unmet_sums(block, rows, hours=5):
    """Add intervals (slot, start h, end h) of people with two categories each, in any order."""
    block.segment[:] = 0
    unmet = np.zeros(len(rows), UNMET)
    unmet["slot"] = [row[0] for row in rows]
    for place, name in ((1, "from_ms"), (2, "to_ms")):
        unmet[name] = [int(row[place] * HOUR_MS) for row in rows]
    ordered = np.zeros(len(rows), UNMET)
    sort_unmet(unmet, len(rows), np.zeros(len(block.slots) + 1, np.int64), ordered)
    assert ordered.tolist() == sorted(unmet.tolist())
    total, hit = np.zeros((2, 1, 1), np.int64), np.zeros((2, 1, 1), np.int64)
    affected, marked = np.zeros((hours, 1, 3), np.int64), np.zeros(hours, np.bool_)
    add_unmet(block, ordered, 2, total, hit, affected, marked)
    assert not marked.any()
    return total[:, 0, 0] / HOUR_MS, hit[:, 0, 0], affected[:, 0]


def test_overlapping_needs_count_one_persons_hours_once(people):
    rows = [(0, 4, 5), (0, 1, 3), (0, 0, 2), (0, 1.5, 1.75)]
    hours, hit, _ = unmet_sums(people(2), rows)
    assert hours.tolist() == [4.0, 0.0]
    assert hit.tolist() == [1, 0]


def test_people_and_categories_are_counted_apart_but_affected_people_once(people):
    rows = [(2, 1.25, 1.5), (1, 1, 2), (0, 0.5, 1.5)]
    hours, hit, affected = unmet_sums(people(2), rows)
    assert hours.tolist() == [1.25, 1.0]
    assert hit.tolist() == [2, 1]
    assert affected.tolist() == [[1, 0, 1], [2, 1, 2], [0, 0, 0], [0, 0, 0], [0, 0, 0]]


@compiled
def count_all(block, users):
    """Count the users of a day."""
    count_users(block, users, 0, len(block.segment))


def test_users_are_counted_once_a_day_and_forgotten_at_night(people):
    block = people(3)
    block.segment[:] = [0, 1, 1]
    block.today[:] = [0b101, 0b100, 0]
    users = np.zeros((3, 2), np.int64)
    for _ in range(2):
        count_all(block, users)
        assert users.tolist() == [[1, 0], [0, 0], [1, 1]]


def test_children_are_counted_in_the_last_row(people):
    block = people(4)
    block.segment[:] = [0, 1, 1, NONE]
    block.region[:] = [0, 0, 1, 1]
    counts = np.zeros((3, 2), np.int64)
    count_people(block, counts, 2)
    assert counts.tolist() == [[1, 0], [1, 1], [0, 1]]


def test_every_counter_is_whole_but_the_scratch_room(lives):
    _, sums = lives.live(lives.toy(), people=10)
    fractional = [n for n in Tally._fields if getattr(sums.tally, n).dtype != np.int64]
    assert fractional == ["scratch"]
