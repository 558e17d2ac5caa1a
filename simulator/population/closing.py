"""Close needs: say how each ended, and log the interval in which it was unmet."""

import numpy as np

from simulator.population.arrays import (
    ABANDONED,
    DEFERRED,
    ELSEWHERE,
    FALLBACK,
    MET,
    NOTHING,
    PENDING,
)
from simulator.population.jit import compiled, part
from simulator.population.luck import mix
from simulator.population.need import (
    INSTALLING,
    deadline_ms,
    lapse_ms,
    option_of,
    recalled,
)
from simulator.population.panel import ENDED, write_step
from simulator.population.waiting import has_room, take
from simulator.units import HOUR_MS

_32 = np.uint64(32)


@part
def close(lane, habits, need, now, means):
    """Close a need that was met by some means, or given up (means NOTHING)."""
    outcome = outcome_of(habits, need, now, means)
    lane.tally.outcome[now // HOUR_MS, need.category, outcome] += 1
    lane.tally.open_needs[need.category] -= 1
    count_move(lane.tally, habits, need, means, outcome)
    fold_into_life(lane.block, need, now, means)
    write_step(lane, need, ENDED + outcome, means, 0, now)
    if outcome == ABANDONED:
        log_unmet(lane.pool, habits, need, habits.horizon_ms)
    elif outcome == DEFERRED:
        log_unmet(lane.pool, habits, need, now)


@part
def outcome_of(habits, need, now, means):
    """Tell how a need ended; one that is met after its tolerance counts as deferred."""
    if means == NOTHING:
        return ABANDONED
    if now > deadline_ms(habits, need):
        return DEFERRED
    if means == need.ordinary:
        return MET
    return FALLBACK if habits.outside[option_of(habits, need, means)] else ELSEWHERE


@part
def count_move(tally, habits, need, means, outcome):
    """Count from which ordinary means to which actual ones a need of the outage moved."""
    if need.born_ms >= habits.event_ms:
        tally.moves[need.category, need.ordinary, means, outcome] += 1


@part
def fold_into_life(block, need, now, means):
    """Fold how a need ended into the person's life; needs that went their plain way are left out.

    A need that is met at once by ordinary means leaves no mark, whichever way it was counted.
    """
    if now != need.born_ms or means != need.ordinary:
        ending = (np.uint64(now) << _32) + np.uint64(means)
        block.life[need.person] += mix(need.key ^ mix(ending))


@part
def log_unmet(pool, habits, need, until):
    """Log an unmet interval, from the tolerance to the end, the lapse or the horizon."""
    late = deadline_ms(habits, need)
    end = min(until, lapse_ms(habits, need), habits.horizon_ms)
    if end > late:
        row = pool.n_unmet[0]
        interval = pool.unmet[row]
        interval.slot, interval.from_ms, interval.to_ms = need.slot, late, end
        pool.n_unmet[0] = row + 1


@compiled
def close_pending(lane, habits, community, pending):
    """Count what still waits in a community at the horizon.

    Parameters
    ----------
    lane, habits
        As for `live`.
    community : int
        Which one.
    pending : ndarray of int64, shape (C,)
        Added to in place. Needs.

    Returns
    -------
    bool
        False if the pool must grow; call again with a larger one.
    """
    pool = lane.pool
    last = pool.head.shape[1] - 1
    while pool.head[community, last] >= 0:
        if not has_room(pool):
            return False
        waiter = pool.waiters[take(lane, community, last)]
        if waiter.stage >= INSTALLING:
            continue
        need = recalled(habits, waiter)
        log_unmet(pool, habits, need, habits.horizon_ms)
        count_move(lane.tally, habits, need, NOTHING, PENDING)
        fold_into_life(lane.block, need, habits.horizon_ms, NOTHING)
        write_step(lane, need, ENDED + PENDING, NOTHING, 0, habits.horizon_ms)
        pending[need.category] += 1
    return True
