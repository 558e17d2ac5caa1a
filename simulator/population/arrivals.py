"""Say when a person's next need arises: unit exponentials through the cumulative rate."""

import numpy as np

from simulator.population.arrays import NEVER
from simulator.population.jit import inlined
from simulator.population.luck import ARRIVAL, draw
from simulator.units import HOUR_MS


@inlined
def next_arrival(habits, c, rate, since_ms, key):
    """Invert the cumulative rate, so that arrivals depend neither on beat nor on policy.

    Parameters
    ----------
    habits : Habits
        Compiled people.
    c : int
        Category.
    rate : float
        Factor of the person's segment, > 0.
    since_ms : int
        When the last need arose.
    key : uint64
        Address of the need that is to come.

    Returns
    -------
    int
        Milliseconds since the start, or NEVER if it lies beyond the horizon.

    References
    ----------
    .. [1] E. Cinlar (1975), Introduction to Stochastic Processes, section 4.7.
    """
    knots = habits.cumulative[c]
    hour = since_ms // HOUR_MS
    part = (since_ms - hour * HOUR_MS) / HOUR_MS
    mark = knots[hour] + part * (knots[hour + 1] - knots[hour])
    mark -= np.log(draw(key, 0, ARRIVAL)) / rate
    if mark >= knots[-1]:
        return NEVER
    near = min(hour + 3, len(knots) - 1)
    if mark < knots[near]:
        while mark >= knots[hour + 1]:
            hour += 1
    else:
        hour = np.searchsorted(knots, mark, side="right") - 1
    step = (mark - knots[hour]) / (knots[hour + 1] - knots[hour])
    return min(np.int64((hour + step) * HOUR_MS), habits.horizon_ms - 1)


@inlined
def schedule(block, slot, arrival_ms, habits):
    """Put a slot into the list of the beat in which its next need arises."""
    block.next_ms[slot] = arrival_ms
    if arrival_ms < habits.horizon_ms:
        beat = arrival_ms // habits.beat_ms
        block.following[slot] = block.head[beat]
        block.head[beat] = slot
