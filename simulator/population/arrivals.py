"""Say when a person's next need arises: unit exponentials through the cumulative rate."""

import numpy as np

from simulator.population.arrays import NEVER
from simulator.population.jit import part
from simulator.population.luck import ARRIVAL, exponential
from simulator.units import HOUR_MS


@part
def next_arrival(habits, c, pause, since_ms, at, key):
    """Invert the cumulative rate, so that arrivals depend neither on beat nor on policy.

    Parameters
    ----------
    habits : Habits
        Compiled people.
    c : int
        Category.
    pause : float
        One over the factor of the person's segment.
    since_ms : int
        When the last need arose.
    at : int
        The knot before it; see `knot_before`.
    key : uint64
        Address of the need that is to come.

    Returns
    -------
    arrival : int
        Milliseconds since the start, or NEVER if it lies beyond the horizon.
    at : int
        The knot before it.

    References
    ----------
    .. [1] E. Cinlar (1975), Introduction to Stochastic Processes, section 4.7.
    """
    u, end = np.uint64(c), np.uint64(habits.knots.shape[1] - 1)
    knot = habits.knots[u, np.uint64(at)]
    mark = knot.needs + (since_ms - knot.at_ms) * knot.pace
    mark += exponential(key, 0, ARRIVAL) * pause
    if mark >= habits.knots[u, end].needs:
        return np.int64(NEVER), at
    at = max(at, np.int64(habits.guide[u, np.uint64(np.int64(mark * habits.guide_scale[u]))]))
    while mark >= habits.knots[u, np.uint64(at + 1)].needs:
        at += 1
    knot = habits.knots[u, np.uint64(at)]
    arrival = knot.at_ms + np.int64((mark - knot.needs) * knot.spacing)
    arrival = max(since_ms, min(arrival, habits.horizon_ms - 1))
    while habits.knots[u, np.uint64(at + 1)].at_ms <= arrival:  # a rounded mark may lie there
        at += 1
    return arrival, at


@part
def knot_before(habits, at_ms):
    """Find the last knot at or before an instant within the horizon."""
    at = np.int64(habits.first_knot[np.uint64(at_ms) // np.uint64(HOUR_MS)])
    while habits.knot_ms[np.uint64(at + 1)] <= at_ms:
        at += 1
    return at
