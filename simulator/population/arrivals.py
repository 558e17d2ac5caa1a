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
    needs, times = habits.cumulative[c], habits.knot_ms
    at = habits.first_knot[since_ms // HOUR_MS]
    while times[at + 1] <= since_ms:
        at += 1
    part = (since_ms - times[at]) / (times[at + 1] - times[at])
    mark = needs[at] + part * (needs[at + 1] - needs[at])
    mark -= np.log(draw(key, 0, ARRIVAL)) / rate
    if mark >= needs[-1]:
        return NEVER
    near = min(at + 3, len(needs) - 1)
    if mark < needs[near]:
        while mark >= needs[at + 1]:
            at += 1
    else:
        at = np.searchsorted(needs, mark, side="right") - 1
    step = (mark - needs[at]) / (needs[at + 1] - needs[at])
    width = times[at + 1] - times[at]
    return min(np.int64((times[at] // width + step) * width), habits.horizon_ms - 1)


@inlined
def schedule(block, slot, arrival_ms, habits):
    """Put a slot into the list of the beat in which its next need arises."""
    block.next_ms[slot] = arrival_ms
    if arrival_ms < habits.horizon_ms:
        beat = arrival_ms // habits.beat_ms
        block.following[slot] = block.head[beat]
        block.head[beat] = slot
