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
COMMUNITY = 4_096
"""People who may know each other: the largest number that meet in one place of the arrays."""
WATCH_MS = 3 * HOUR_MS
"""Unit in which a slot remembers how long something waits for it; 255 of them outlast a run."""
WINDOW_MS = 3 * HOUR_MS
"""Time for which needs arise in one go, unless said otherwise: a whole part of a day."""

Records = NDArray[np.void]

COMING = np.dtype([("next_ms", np.int32), ("occurrence", np.uint32)])
"""When the next need of a person and category arises, and how many there were; read in order."""
HABIT = np.dtype(
    [
        ("held", np.uint8),  # bit set of the options that the person has
        ("usual", np.uint8),  # the usual app, or NO_APP
        ("fails", np.uint8),  # failures of the usual app since its last success
        ("extra", np.uint8),  # a second app in active use, or NONE
        ("waits", np.uint8),  # watches up to the end of which something waits for the slot
    ]
)
"""How a person goes about one category: five bytes, read at every need."""
PAST = np.dtype([("failed_ms", np.int32), ("extra_until_min", np.int32)])
"""When the usual app last failed and until when a second one is used; read after failures."""
ARISEN = np.dtype(
    [
        ("key", np.uint64),
        ("person", np.int32),
        ("born_ms", np.int32),
        ("occurrence", np.uint32),
        ("category", np.uint32),
    ]
)
"""A need that arises soon, with its address."""
WAITER = np.dtype(
    [
        ("key", np.uint64),
        ("person", np.int32),
        ("following", np.int32),
        ("occurrence", np.uint32),
        ("born_ms", np.int32),
        ("due_ms", np.int32),
        ("tries", np.uint16),
        ("target", np.uint8),
        ("ordinary", np.uint8),  # what would have been chosen on an ordinary day
        ("stage", np.uint8),
        ("cause", np.uint8),  # what moved the person, where an app is on its way
        ("category", np.uint8),
        ("urgent", np.uint8),
    ]
)
"""A need that waits for another try, or an app on its way."""
UNMET = np.dtype([("slot", np.int32), ("from_ms", np.int32), ("to_ms", np.int32)])
"""An interval in which a need was unmet."""
STEP = np.dtype(
    [
        ("person", np.int32),
        ("category", np.uint8),
        ("step", np.uint8),
        ("means", np.uint8),
        ("tries", np.uint8),
        ("occurrence", np.uint32),
        ("born_ms", np.int32),
        ("t_ms", np.int32),
    ]
)
"""One step in the life of one of the few people whose needs are written down."""


class Block(NamedTuple):
    """People; axes P people, K = P x C slots, Q communities, B beats. Times in ms."""

    first: int
    """Number of its first person in the country, a multiple of COMMUNITY."""
    region: NDArray[np.uint8]
    segment: NDArray[np.uint8]
    """(P,) 255 for children, who have no needs of their own."""
    today: NDArray[np.uint64]
    """(P,) a bit for each service tried since midnight."""
    life: NDArray[np.uint64]
    """(P,) fold of every need that did not go its ordinary way: equal lives, equal numbers."""
    coming: Records
    """(K,) COMING."""
    slots: Records
    """(K,) HABIT."""
    past: Records
    """(K,) PAST."""
    arisen: Records
    """(Q, W, N) ARISEN; needs of each beat of the present window that were not met ahead."""
    ends: NDArray[np.int64]
    """(Q, W+1) how many of this beat have been taken up, and how many there are in each."""
    window: NDArray[np.int64]
    """(Q,) the window whose needs these are."""
    busy: NDArray[np.int32]
    """(Q,) things that wait: needs and installations."""


class Pool(NamedTuple):
    """Needs that wait for another try, intervals of unmet need, and steps written down."""

    waiters: Records
    """(E,) WAITER."""
    head: NDArray[np.int32]
    """(Q, B+1) first entry due in each beat; the last bucket lies beyond the horizon."""
    free: NDArray[np.int64]
    """(2,) first free entry, number of free entries."""
    kept: NDArray[np.int64]
    """(C,) needs that wait now."""
    unmet: Records
    """(E,) UNMET."""
    n_unmet: NDArray[np.int64]
    """(1,) intervals logged so far."""
    steps: Records
    """(E,) STEP."""
    n_steps: NDArray[np.int64]
    """(1,) steps written so far."""


def empty_block(first: int, people: int, habits: Habits, window_ms: int = WINDOW_MS) -> Block:
    """Make room for people who are still to be born.

    Parameters
    ----------
    first : int
        Number of the first of them in the country.
    people : int
        How many.
    habits : Habits
        Compiled people.
    window_ms : int
        Time for which needs arise in one go. Milliseconds, a whole part of a day.

    Returns
    -------
    Block
        To be filled by `give_birth`.
    """
    communities, slots = -(-people // COMMUNITY), people * len(habits.tries)
    room, beats = _most_needs(habits, min(people, COMMUNITY)), window_ms // habits.beat_ms
    block = Block(
        first=first,
        region=np.zeros(people, np.uint8),
        segment=np.zeros(people, np.uint8),
        today=np.zeros(people, np.uint64),
        life=np.zeros(people, np.uint64),
        coming=np.zeros(slots, COMING),
        slots=np.zeros(slots, HABIT),
        past=np.zeros(slots, PAST),
        arisen=np.zeros((communities, beats, room), ARISEN),
        ends=np.zeros((communities, beats + 1), np.int64),
        window=np.zeros(communities, np.int64),
        busy=np.zeros(communities, np.int32),
    )
    return vacated(block, first)


def vacated(block: Block, first: int) -> Block:
    """Clear a block for other people, the first of whom has this number in the country."""
    for array in (block.today, block.life, block.coming, block.slots, block.past, block.busy):
        array.view(np.uint8).fill(0)
    block.segment.fill(NONE)
    block.coming["next_ms"] = NEVER
    block.slots["usual"], block.slots["extra"] = MOST_OPTIONS, NONE
    block.window.fill(-1)
    return block._replace(first=first)


def _most_needs(habits: Habits, people: int) -> int:
    """Bound the needs of a beat: ten standard deviations above the mean of the busiest one."""
    fastest = (habits.knots["pace"] * habits.factor.max(axis=1)[:, None]).sum(axis=0).max()
    mean = people * float(fastest) * habits.beat_ms
    return int(mean + 10.0 * mean**0.5) + 50


def empty_pool(entries: int, communities: int, categories: int, beats: int) -> Pool:
    """Make a pool of free entries, each linked to the next."""
    waiters = np.zeros(entries, WAITER)
    waiters["following"] = np.arange(1, entries + 1, dtype=np.int32)
    waiters["following"][-1] = -1
    return Pool(
        waiters=waiters,
        head=np.full((communities, beats + 1), -1, np.int32),
        free=np.array([0, entries], np.int64),
        kept=np.zeros(categories, np.int64),
        unmet=np.zeros(entries, UNMET),
        n_unmet=np.zeros(1, np.int64),
        steps=np.zeros(entries, STEP),
        n_steps=np.zeros(1, np.int64),
    )


def grown(pool: Pool) -> Pool:
    """Copy a pool into one with twice the room."""
    entries = len(pool.waiters)
    big = empty_pool(2 * entries, len(pool.head), len(pool.kept), pool.head.shape[1] - 1)
    for name in ("waiters", "unmet", "steps"):
        getattr(big, name)[:entries] = getattr(pool, name)
    big.waiters["following"][-1] = pool.free[0]
    big.free[:] = (entries, pool.free[1] + entries)
    for name in ("head", "kept", "n_unmet", "n_steps"):
        getattr(big, name)[:] = getattr(pool, name)
    return big


def emptied(pool: Pool) -> Pool:
    """Clear a pool for other people, at the size that it has."""
    entries = len(pool.waiters)
    pool.waiters["following"] = np.arange(1, entries + 1, dtype=np.int32)
    pool.waiters["following"][-1] = -1
    pool.free[:] = (0, entries)
    pool.head[:] = -1
    pool.kept[:] = pool.n_unmet[:] = pool.n_steps[:] = 0
    return pool
