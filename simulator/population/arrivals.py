"""Say when a person's next need arises: unit exponentials through the cumulative rate."""

import numpy as np

from simulator.population.arrays import COMMUNITY, NEVER, NONE
from simulator.population.jit import part
from simulator.population.luck import ARRIVAL, draw, need_key
from simulator.units import HOUR_MS


@part
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
    needs, pace, times = habits.cumulative[c], habits.pace[c], habits.knot_ms
    at = np.int64(habits.first_knot[since_ms // HOUR_MS])
    while times[at + 1] <= since_ms:
        at += 1
    mark = needs[at] + (since_ms - times[at]) * pace[at]
    mark -= np.log(draw(key, 0, ARRIVAL)) / rate
    if mark >= needs[-1]:
        return NEVER
    at = max(at, np.int64(habits.guide[c, np.int64(mark * habits.guide_scale[c])]))
    while mark >= needs[at + 1]:
        at += 1
    arrival = times[at] + np.int64((mark - needs[at]) / pace[at])
    return max(since_ms, min(arrival, habits.horizon_ms - 1))


@part
def bring_forth(block, habits, seed, community, hour):
    """List the needs that arise in a community within an hour, beat by beat.

    They depend on nobody's fortunes, so they may be listed before the hour is lived.

    Returns
    -------
    bool
        False if there is no room for them, which ten standard deviations should prevent.
    """
    end_ms = min((hour + 1) * HOUR_MS, habits.horizon_ms)
    categories, room = len(habits.tries), block.sorting.shape[1]
    ends = block.ends[community]
    ends[:] = 0
    n, first = 0, community * COMMUNITY
    for person in range(first, min(first + COMMUNITY, len(block.segment))):
        if block.segment[person] == NONE:
            continue
        for c in range(categories):
            slot = person * categories + c
            now = np.int64(block.coming[slot].next_ms)
            if now >= end_ms:
                continue
            rate = habits.factor[c, block.segment[person]]
            occurrence = np.int64(block.coming[slot].occurrence)
            while now < end_ms:
                if n >= room:
                    return False
                entry = block.sorting[community, n]
                entry.slot, entry.born_ms, entry.occurrence = slot, now, occurrence
                ends[(now - hour * HOUR_MS) // habits.beat_ms + 1] += 1
                n += 1
                occurrence += 1
                key = need_key(seed, block.first + person, c, occurrence)
                now = next_arrival(habits, c, rate, now, key)
            block.coming[slot].next_ms, block.coming[slot].occurrence = now, occurrence
    sort_by_beat(block, habits, community, hour, n)
    block.hour[community] = hour
    return True


@part
def sort_by_beat(block, habits, community, hour, n):
    """Put the needs of an hour into the order of beats; within a beat they stand by person.

    Afterwards `ends[0]` is the next need to be met and `ends[b + 1]` the end of beat b.
    """
    ends = block.ends[community]
    for beat in range(1, len(ends)):
        ends[beat] += ends[beat - 1]
    for row in range(n - 1, -1, -1):
        entry = block.sorting[community, row]
        beat = (entry.born_ms - hour * HOUR_MS) // habits.beat_ms
        ends[beat + 1] -= 1
        place = block.arisen[community, ends[beat + 1]]
        place.slot, place.born_ms = entry.slot, entry.born_ms
        place.occurrence = entry.occurrence
    for beat in range(1, len(ends) - 1):
        ends[beat] = ends[beat + 1]
    ends[len(ends) - 1] = n
    ends[0] = 0
