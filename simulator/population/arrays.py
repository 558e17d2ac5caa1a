"""Name the arrays that hold people, their waiting needs and what is counted."""

from typing import Any, NamedTuple

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
WINDOW_MS = 3 * HOUR_MS
"""Time for which needs are listed in one go: whole hours, of which a day has a whole number."""

Records = NDArray[np.void]

COMING = np.dtype([("next_ms", np.int32), ("occurrence", np.uint32)])
"""When the next need of a person and category arises, and how many there were; read in order."""
HABIT = np.dtype(
    [
        ("held", np.uint8),  # bit set of the options that the person has
        ("usual", np.uint8),  # the usual app, or NO_APP
        ("fails", np.uint8),  # failures of the usual app since its last success
        ("extra", np.uint8),  # a second app in active use, or NONE
    ]
)
"""How a person goes about one category: four bytes, read at every need."""
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
        ("slot", np.int32),
        ("following", np.int32),
        ("occurrence", np.uint32),
        ("born_ms", np.int32),
        ("due_ms", np.int32),
        ("tries", np.uint16),
        ("target", np.uint8),
        ("ordinary", np.uint8),  # what would have been chosen on an ordinary day
        ("stage", np.uint8),
        ("cause", np.uint8),  # what moved the person, where an app is on its way
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
    """(Q, W, N) ARISEN; the needs of each beat of the present window."""
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


class Tally(NamedTuple):
    """Whole-number counts; axes T hours, D days, C categories, O options, S services."""

    arrived: NDArray[np.int64]
    """(T, C) needs."""
    outcome: NDArray[np.int64]
    """(T, C, 5) needs closed."""
    attempts: NDArray[np.int64]
    served: NDArray[np.int64]
    """(T, O) tries."""
    installs: NDArray[np.int64]
    """(D, O) completed installations."""
    users: NDArray[np.int64]
    """(D, S, G) people who tried each service on each day, by segment."""
    moves: NDArray[np.int64]
    """(C, 9, 9, 6) needs since the event by ordinary means, actual means, outcome."""
    plain: NDArray[np.int64]
    """(2, T, O) needs met at the first try by ordinary means, before and since the event; they
    stand in no other counter but `first_tries` until `unfolded` adds them."""
    first_tries: NDArray[np.int64]
    """(O,) first tries in this beat."""
    failed_tries: NDArray[np.int64]
    retried: NDArray[np.int64]
    """(O,) failures in this beat, and how many of them will be tried again."""
    waiting: NDArray[np.int64]
    """(2, O) needs that wait to try this option again: deferrable, urgent."""
    adopted: NDArray[np.int64]
    """(O,) completed installations."""
    told: NDArray[np.int64]
    """(6,) people who have learnt of an outage by what told them; the last have begun to fear."""
    credit: NDArray[np.int64]
    """(O, 4, 6) installations by way of crediting and cause, in millionths."""
    reach: NDArray[np.int64]
    """(T, 3) ties, those with a messenger and those with any channel that works at both ends."""
    open_needs: NDArray[np.int64]
    """(C,) needs that have arisen and not ended."""
    scratch: NDArray[np.float64]
    """(MOST_OPTIONS,) room for the weights of one choice; means nothing afterwards."""


def empty_block(first: int, people: int, habits: Habits) -> Block:
    """Make room for people who are still to be born."""
    communities, slots = -(-people // COMMUNITY), people * len(habits.tries)
    coming, own = np.zeros(slots, COMING), np.zeros(slots, HABIT)
    coming["next_ms"] = NEVER
    own["usual"], own["extra"] = MOST_OPTIONS, NONE
    room, beats = _most_needs(habits, min(people, COMMUNITY)), WINDOW_MS // habits.beat_ms
    return Block(
        first=first,
        region=np.zeros(people, np.uint8),
        segment=np.full(people, NONE, np.uint8),
        today=np.zeros(people, np.uint64),
        life=np.zeros(people, np.uint64),
        coming=coming,
        slots=own,
        past=np.zeros(slots, PAST),
        arisen=np.zeros((communities, beats, room), ARISEN),
        ends=np.zeros((communities, beats + 1), np.int64),
        window=np.full(communities, -1, np.int64),
        busy=np.zeros(communities, np.int32),
    )


def _most_needs(habits: Habits, people: int) -> int:
    """Bound the needs of a beat: ten standard deviations above the mean of the busiest one."""
    fastest = (habits.pace * habits.factor.max(axis=1)[:, None]).sum(axis=0).max()
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


def empty_tally(habits: Habits, services: int) -> Tally:
    """Make counters that all stand at zero."""
    categories, hours = len(habits.tries), habits.horizon_ms // HOUR_MS
    options, days, groups = len(habits.service), (hours + 23) // 24, habits.factor.shape[1]

    def zeros(*shape: int) -> NDArray[Any]:
        return np.zeros(shape, np.int64)

    return Tally(
        arrived=zeros(hours, categories),
        outcome=zeros(hours, categories, 5),
        attempts=zeros(hours, options),
        served=zeros(hours, options),
        installs=zeros(days, options),
        users=zeros(days, services, groups),
        moves=zeros(categories, NOTHING + 1, NOTHING + 1, len(OUTCOMES)),
        plain=zeros(2, hours, options),
        first_tries=zeros(options),
        failed_tries=zeros(options),
        retried=zeros(options),
        waiting=zeros(2, options),
        adopted=zeros(options),
        told=zeros(6),
        credit=zeros(options, 4, 6),
        reach=zeros(hours, 3),
        open_needs=zeros(categories),
        scratch=np.zeros(MOST_OPTIONS),
    )


def unfolded(tally: Tally, habits: Habits) -> Tally:
    """Add needs that went their plain way to the counters of tries, needs and moves."""
    since = tally.plain[1].sum(axis=0)
    by_hour = tally.plain.sum(axis=0)
    attempts, served = tally.attempts + by_hour, tally.served + by_hour
    arrived, outcome, moves = tally.arrived.copy(), tally.outcome.copy(), tally.moves.copy()
    for o, c in enumerate(habits.category):
        arrived[:, c] += by_hour[:, o]
        outcome[:, c, MET] += by_hour[:, o]
        j = o - habits.first_option[c]
        moves[c, j, j, MET] += since[o]
    return tally._replace(
        arrived=arrived, outcome=outcome, attempts=attempts, served=served, moves=moves
    )
