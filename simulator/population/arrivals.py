"""Say when a person's next need arises: unit exponentials through the cumulative rate."""

import numpy as np

from simulator.population.arrays import COMMUNITY, NEVER, NONE, WINDOW_MS
from simulator.population.jit import part
from simulator.population.luck import ARRIVAL, draw, key_of, person_key
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
    needs, times = habits.cumulative, habits.knot_ms
    mark = needs[c, at] + (since_ms - times[at]) * habits.pace[c, at]
    mark -= np.log(draw(key, 0, ARRIVAL)) * pause
    if mark >= needs[c, needs.shape[1] - 1]:
        return np.int64(NEVER), at
    at = max(at, np.int64(habits.guide[c, np.int64(mark * habits.guide_scale[c])]))
    while mark >= needs[c, at + 1]:
        at += 1
    arrival = times[at] + np.int64((mark - needs[c, at]) * habits.spacing[c, at])
    arrival = max(since_ms, min(arrival, habits.horizon_ms - 1))
    while times[at + 1] <= arrival:  # a rounded mark may lie on the next knot
        at += 1
    return arrival, at


@part
def knot_before(habits, at_ms):
    """Find the last knot at or before an instant within the horizon."""
    at = np.int64(habits.first_knot[at_ms // HOUR_MS])
    while habits.knot_ms[at + 1] <= at_ms:
        at += 1
    return at


@part
def bring_forth(block, habits, seed, community, window):
    """List the needs that arise in a community within some hours, beat by beat, person by person.

    They depend on nobody's fortunes, so they may be listed before they are lived. A need that
    finds its beat full waits for the next window; ten standard deviations should prevent that.
    """
    begin_ms = window * WINDOW_MS
    end_ms = min(begin_ms + WINDOW_MS, habits.horizon_ms)
    categories, room = len(habits.tries), block.arisen.shape[2]
    arisen, ends = block.arisen[community], block.ends[community]
    ends[:] = 0
    first = community * COMMUNITY
    for person in range(first, min(first + COMMUNITY, len(block.segment))):
        group = block.segment[person]
        if group == NONE:
            continue
        who = person_key(seed, block.first + person)
        for c in range(categories):
            coming = block.coming[person * categories + c]
            now = np.int64(coming.next_ms)
            if now >= end_ms:
                continue
            n, at = np.int64(coming.occurrence), knot_before(habits, now)
            key, pause = key_of(who, c, n), habits.pause[c, group]
            while now < end_ms:
                beat = np.int64(max(now - begin_ms, 0) * habits.beats_per_ms)
                row = ends[beat + 1]
                if row == room:
                    break
                write_need(arisen[beat, row], key, person, c, n, now)
                ends[beat + 1] = row + 1
                n += 1
                key = key_of(who, c, n)
                now, at = next_arrival(habits, c, pause, now, at, key)
            coming.next_ms, coming.occurrence = now, n
    block.window[community] = window


@part
def write_need(entry, key, person, c, n, now):
    """List the n-th need of a person and category."""
    entry.key, entry.person, entry.category = key, person, c
    entry.born_ms, entry.occurrence = now, n
