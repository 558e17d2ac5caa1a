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
from simulator.population.jit import compiled, inlined
from simulator.population.need import addressed, deadline_ms, lapse_ms, option_of
from simulator.population.waiting import has_room, take
from simulator.units import HOUR_MS


@inlined
def close(pool, tally, habits, need, now, means):
    """Close a need that was met by some means, or given up (means NOTHING)."""
    outcome = outcome_of(habits, need, now, means)
    tally.outcome[now // HOUR_MS, need.category, outcome] += 1
    count_move(tally, habits, need, means, outcome)
    if outcome == ABANDONED:
        log_unmet(pool, habits, need, habits.horizon_ms)
    elif outcome == DEFERRED:
        log_unmet(pool, habits, need, now)


@inlined
def outcome_of(habits, need, now, means):
    """Tell how a need ended; one that is met after its tolerance counts as deferred."""
    if means == NOTHING:
        return ABANDONED
    if now > deadline_ms(habits, need):
        return DEFERRED
    if means == need.ordinary:
        return MET
    return FALLBACK if habits.outside[option_of(habits, need, means)] else ELSEWHERE


@inlined
def count_move(tally, habits, need, means, outcome):
    """Count from which ordinary means to which actual ones a need of the outage moved."""
    if need.born_ms >= habits.event_ms:
        tally.moves[need.category, need.ordinary, means, outcome] += 1


@inlined
def log_unmet(pool, habits, need, until):
    """Log an unmet interval, from the tolerance to the end, the lapse or the horizon."""
    late = deadline_ms(habits, need)
    end = min(until, lapse_ms(habits, need), habits.horizon_ms)
    if end > late:
        row = pool.n_unmet[0]
        pool.unmet_slot[row] = need.slot
        pool.unmet_from_ms[row], pool.unmet_to_ms[row] = late, end
        pool.n_unmet[0] = row + 1


@compiled
def close_pending(block, pool, tally, habits, seed, pending):
    """Count what still waits at the horizon; False if the log must grow first.

    Parameters
    ----------
    block, pool, tally, habits, seed
        As for `live_beat`.
    pending : ndarray of int64, shape (C,)
        Added to in place. Needs.

    Returns
    -------
    bool
        False if the pool must grow; call again with a larger one.
    """
    last = len(pool.head) - 1
    while pool.head[last] >= 0:
        if not has_room(pool):
            return False
        entry = take(pool, last)
        slot, n = np.int64(pool.slot[entry]), np.int64(pool.occurrence[entry])
        born, ordinary = np.int64(pool.born_ms[entry]), np.int64(pool.ordinary[entry])
        need = addressed(block, habits, seed, slot, n, born, ordinary)
        log_unmet(pool, habits, need, habits.horizon_ms)
        count_move(tally, habits, need, NOTHING, PENDING)
        pending[need.category] += 1
    return True
