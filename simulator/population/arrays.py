"""Name the arrays that hold people, their waiting needs and what is counted."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.topology.world import MOST_OPTIONS, Habits
from simulator.units import HOUR_MS

NEVER = 2**31 - 1
NONE = 255
"""No option."""
NOTHING = MOST_OPTIONS
"""In place of the means of a need that nothing met."""
MET, ELSEWHERE, FALLBACK, DEFERRED, ABANDONED, PENDING = range(6)
OUTCOMES = ("met", "met_elsewhere", "fallback", "deferred", "abandoned", "pending")


class Block(NamedTuple):
    """A few thousand people; axes P people, K = P x C slots, B beats. Times in ms."""

    first: int
    """Number of its first person in the country."""
    region: NDArray[np.uint8]
    segment: NDArray[np.uint8]
    """(P,) 255 for children, who have no needs of their own."""
    today: NDArray[np.uint64]
    """(P,) a bit for each service tried since midnight."""
    next_ms: NDArray[np.int32]
    """(K,) when the next need arises."""
    occurrence: NDArray[np.uint32]
    """(K,) needs so far."""
    held: NDArray[np.uint8]
    """(K,) bit set of the options that the person has."""
    usual: NDArray[np.uint8]
    """(K,) the usual app, or NO_APP."""
    fails: NDArray[np.uint8]
    """(K,) failures of the usual app since its last success."""
    failed_ms: NDArray[np.int32]
    """(K,) when it last failed."""
    extra: NDArray[np.uint8]
    """(K,) a second app in active use, or NONE."""
    extra_until_ms: NDArray[np.int32]
    """(K,) until when."""
    following: NDArray[np.int32]
    """(K,) next slot with a need in the same beat."""
    head: NDArray[np.int32]
    """(B+1,) first slot with a need in each beat."""


class Pool(NamedTuple):
    """Needs that wait for another try, and intervals in which needs were unmet."""

    slot: NDArray[np.int32]
    occurrence: NDArray[np.uint32]
    born_ms: NDArray[np.int32]
    due_ms: NDArray[np.int32]
    tries: NDArray[np.uint16]
    target: NDArray[np.uint8]
    ordinary: NDArray[np.uint8]
    """What would have been chosen on an ordinary day."""
    stage: NDArray[np.uint8]
    following: NDArray[np.int32]
    head: NDArray[np.int32]
    """(B+1,) first entry due in each beat; the last bucket lies beyond the horizon."""
    free: NDArray[np.int64]
    """(2,) first free entry, number of free entries."""
    unmet_slot: NDArray[np.int32]
    unmet_from_ms: NDArray[np.int32]
    unmet_to_ms: NDArray[np.int32]
    n_unmet: NDArray[np.int64]
    """(1,) intervals logged so far."""


class Tally(NamedTuple):
    """Whole-number counts; axes T hours, D days, C categories, O options."""

    arrived: NDArray[np.int64]
    """(T, C) needs."""
    outcome: NDArray[np.int64]
    """(T, C, 5) needs closed."""
    attempts: NDArray[np.int64]
    served: NDArray[np.int64]
    """(T, O) tries."""
    installs: NDArray[np.int64]
    """(D, O) completed installations."""
    moves: NDArray[np.int64]
    """(C, 9, 9, 6) needs since the event by ordinary means, actual means, outcome."""
    first_tries: NDArray[np.int64]
    """(O,) first tries in this beat."""
    failed_tries: NDArray[np.int64]
    retried: NDArray[np.int64]
    """(O,) failures in this beat, and how many of them will be tried again."""
    waiting: NDArray[np.int64]
    """(2, O) needs that wait to try this option again: deferrable, urgent."""
    adopted: NDArray[np.int64]
    """(O,) completed installations."""
    scratch: NDArray[np.float64]
    """(MOST_OPTIONS,) room for the weights of one choice; means nothing afterwards."""


class Odds(NamedTuple):
    """What people meet in one beat; axis O options."""

    success: NDArray[np.float64]
    """(O,) chance that a try succeeds."""
    reach: NDArray[np.float64]
    """(O,) share of people who have it now."""
    reach_before: NDArray[np.float64]
    """(O,) and at the start."""
    awareness: float
    """Share of people who know of an outage from the media."""


def empty_block(first: int, people: int, categories: int, beats: int) -> Block:
    """Make room for people who are still to be born."""
    slots = people * categories
    return Block(
        first=first,
        region=np.zeros(people, np.uint8),
        segment=np.full(people, NONE, np.uint8),
        today=np.zeros(people, np.uint64),
        next_ms=np.full(slots, NEVER, np.int32),
        occurrence=np.zeros(slots, np.uint32),
        held=np.zeros(slots, np.uint8),
        usual=np.full(slots, MOST_OPTIONS, np.uint8),
        fails=np.zeros(slots, np.uint8),
        failed_ms=np.zeros(slots, np.int32),
        extra=np.full(slots, NONE, np.uint8),
        extra_until_ms=np.zeros(slots, np.int32),
        following=np.full(slots, -1, np.int32),
        head=np.full(beats + 1, -1, np.int32),
    )


def empty_pool(entries: int, beats: int) -> Pool:
    """Make a pool of free entries, each linked to the next."""
    following = np.arange(1, entries + 1, dtype=np.int32)
    following[-1] = -1
    return Pool(
        slot=np.zeros(entries, np.int32),
        occurrence=np.zeros(entries, np.uint32),
        born_ms=np.zeros(entries, np.int32),
        due_ms=np.zeros(entries, np.int32),
        tries=np.zeros(entries, np.uint16),
        target=np.zeros(entries, np.uint8),
        ordinary=np.zeros(entries, np.uint8),
        stage=np.zeros(entries, np.uint8),
        following=following,
        head=np.full(beats + 1, -1, np.int32),
        free=np.array([0, entries], np.int64),
        unmet_slot=np.zeros(entries, np.int32),
        unmet_from_ms=np.zeros(entries, np.int32),
        unmet_to_ms=np.zeros(entries, np.int32),
        n_unmet=np.zeros(1, np.int64),
    )


def grown(pool: Pool) -> Pool:
    """Copy a pool into one with twice the room."""
    entries = len(pool.slot)
    big = empty_pool(2 * entries, len(pool.head) - 1)
    for name in Pool._fields:
        if name not in {"head", "free", "n_unmet", "following"}:
            getattr(big, name)[:entries] = getattr(pool, name)
    big.following[:entries] = pool.following
    big.following[-1] = pool.free[0]
    big.free[:] = (entries, pool.free[1] + entries)
    big.head[:] = pool.head
    big.n_unmet[:] = pool.n_unmet
    return big


def empty_tally(habits: Habits) -> Tally:
    """Make counters that all stand at zero."""
    categories, hours = len(habits.tries), habits.horizon_ms // HOUR_MS
    options, days = len(habits.service), (hours + 23) // 24
    return Tally(
        arrived=np.zeros((hours, categories), np.int64),
        outcome=np.zeros((hours, categories, 5), np.int64),
        attempts=np.zeros((hours, options), np.int64),
        served=np.zeros((hours, options), np.int64),
        installs=np.zeros((days, options), np.int64),
        moves=np.zeros((categories, NOTHING + 1, NOTHING + 1, len(OUTCOMES)), np.int64),
        first_tries=np.zeros(options, np.int64),
        failed_tries=np.zeros(options, np.int64),
        retried=np.zeros(options, np.int64),
        waiting=np.zeros((2, options), np.int64),
        adopted=np.zeros(options, np.int64),
        scratch=np.zeros(MOST_OPTIONS),
    )
