"""Check which needs are met as they arise, and which are listed for their beats."""

import numpy as np
import pytest

from simulator.population.ahead import Ahead, arise_ahead
from simulator.population.arrays import NEVER, WATCH_MS, WINDOW_MS
from simulator.population.luck import SUCCESS, draw
from simulator.units import DAY_MS, HOUR_MS

PEOPLE = 300
SURE = -1


@pytest.fixture
def born(lives):
    """Bear some people with one kind of need, and give what lets their needs arise."""
    world, crowd = lives.crowd_of(lives.toy(lives.TALK, lives.RIVAL), people=PEOPLE)
    block, tally, contacts = crowd._block, crowd._lanes[0].tally, crowd._contacts  # noqa: SLF001

    def arise(window=0, block=block, success=None, **known):
        begin_ms = window * WINDOW_MS
        said = {"known_ms": DAY_MS, "sure": SURE, "stirred": 0, "upset": False, **known}
        chances = np.ones((world.beats, len(world.habits.service))) if success is None else success
        block.ends[:] = 0
        arise_ahead(
            block, tally.plain, tally.first_tries, contacts.candidates, world.habits, chances,
            np.uint64(1), 0, Ahead(begin_ms, begin_ms + WINDOW_MS, **said),
        )  # fmt: skip
        rows = [block.arisen[0, beat, :n] for beat, n in enumerate(block.ends[0, 1:])]
        return np.concatenate(rows)

    return world, block, tally, contacts, arise


def test_what_is_unknown_is_listed_beat_by_beat_in_order_of_people(lives, born):
    world, block, tally, _, arise = born
    counted = []
    for window in range(DAY_MS // WINDOW_MS):
        counted += arise(window, known_ms=0)["born_ms"].tolist()
        for beat, n in enumerate(block.ends[0, 1:]):
            arisen = block.arisen[0, beat, :n]
            begins_ms = window * WINDOW_MS + beat * world.habits.beat_ms
            assert (
                arisen["born_ms"] // world.habits.beat_ms * world.habits.beat_ms == begins_ms
            ).all()
            assert (np.diff(arisen["person"]) >= 0).all()
    assert tally.plain.sum() == 0
    quiet = lives.live(lives.toy(lives.TALK, lives.RIVAL), people=PEOPLE)[1]
    by_hour = np.bincount(np.array(counted) // HOUR_MS, minlength=24)
    assert np.array_equal(by_hour, quiet.tally.arrived[:, 0])


def test_what_surely_succeeds_is_met_as_it_arises(lives, born):
    _, block, tally, _, arise = born
    for window in range(DAY_MS // WINDOW_MS):
        assert len(arise(window)) == 0
    quiet = lives.live(lives.toy(lives.TALK, lives.RIVAL), people=PEOPLE)[1]
    assert np.array_equal(tally.plain.sum(axis=0), quiet.tally.attempts)
    assert np.array_equal(tally.first_tries, quiet.tally.attempts.sum(axis=0))
    assert (block.today > 0).sum() > 0.9 * (block.segment != 255).sum()


@pytest.mark.parametrize(("field", "value"), [("fails", 1), ("extra", 1), ("waits", 1)])
def test_whoever_failed_waits_or_uses_a_second_app_is_listed(born, field, value):
    _, block, tally, _, arise = born
    block.slots[field][:100] = value
    listed = arise()
    assert len(listed) > 0
    assert (listed["person"] < 100).all()
    assert tally.plain.sum() > 0


def test_who_waited_in_an_earlier_watch_is_free_again(born):
    _, block, _, _, arise = born
    arise()
    block.slots["waits"][:100] = 1
    assert WATCH_MS == WINDOW_MS
    assert len(arise(1)) == 0


def test_from_the_first_failure_on_needs_are_listed(born):
    world, _, tally, _, arise = born
    fails_from = 10
    chances = np.ones((world.beats, 2))
    chances[fails_from:] = 0.0
    listed = arise(success=chances, sure=0)
    assert listed["born_ms"].min() >= fails_from * world.habits.beat_ms
    assert tally.plain.sum() > 0


def test_luck_says_who_is_met_and_from_which_need_on_all_are_listed(born):
    world, block, tally, _, arise = born
    before = block.coming.copy()
    every = arise(known_ms=0)
    block.coming[:] = before
    listed = arise(success=np.full((world.beats, 2), 0.5), sure=0)
    met = 0
    for person in np.unique(every["person"]):
        own = every[every["person"] == person]
        lucky = [bool(draw(key, 1, SUCCESS) < 0.5) for key in own["key"]]
        first = lucky.index(False) if False in lucky else len(lucky)
        left = listed[listed["person"] == person]
        assert left["occurrence"].tolist() == own["occurrence"][first:].tolist()
        met += first
    assert tally.plain.sum() == met > 0


def test_nothing_is_met_beyond_what_is_known(born):
    world, _, tally, _, arise = born
    listed = arise(known_ms=HOUR_MS)
    assert listed["born_ms"].min() >= HOUR_MS
    assert tally.plain[:, 0].sum() > 0
    assert tally.plain[:, 1:].sum() == 0
    assert world.habits.horizon_ms == DAY_MS


def test_whom_others_may_move_is_free_until_then(born):
    _, _, _, contacts, arise = born
    contacts.candidates["due_ms"][:, 1] = NEVER
    contacts.candidates["due_ms"][:100, 1] = HOUR_MS
    listed = arise(stirred=1)
    assert len(listed) > 0
    assert (listed["person"] < 100).all()
    assert listed["born_ms"].min() >= HOUR_MS


def test_nobody_is_free_where_an_outage_begins(born):
    _, _, tally, contacts, arise = born
    contacts.candidates["due_ms"][:, 1] = NEVER
    assert len(arise(stirred=1, upset=True)) > 0
    assert tally.plain.sum() == 0


def test_a_full_beat_leaves_its_needs_to_a_later_window(born):
    _, block, _, _, arise = born
    narrow = block._replace(arisen=block.arisen[:, :, :2].copy())
    brought = 0
    for window in range(DAY_MS // WINDOW_MS):
        brought += len(arise(window, narrow, known_ms=0))
        assert (narrow.ends[0, 1:] <= 2).all()
    assert 0 < brought < PEOPLE * 10
    assert (narrow.coming["next_ms"] < NEVER).any()
