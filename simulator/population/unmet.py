"""Add up unmet time: the union of a person's intervals, and who is affected in which hour."""

import numpy as np

from simulator.population.arrays import NONE
from simulator.population.jit import compiled, part
from simulator.units import HOUR_MS


@compiled
def sort_unmet(unmet, n, begins, ordered):
    """Sort intervals by slot, then start: counted into place, then put right within a slot.

    Parameters
    ----------
    unmet : ndarray of UNMET, shape (E,)
        Intervals; read up to n.
    n : int
        How many there are.
    begins : ndarray of int64, shape (K+1,)
        All zero; filled with the row after the last one of each slot.
    ordered : ndarray of UNMET, shape (n,)
        Filled in place.

    References
    ----------
    .. [1] H. H. Seward (1954), counting sort; see D. E. Knuth, TAOCP vol. 3, section 5.2.
    """
    for row in range(n):
        begins[unmet[row].slot + 1] += 1
    for slot in range(1, len(begins)):
        begins[slot] += begins[slot - 1]
    for row in range(n):
        slot, start, end = unmet[row].slot, unmet[row].from_ms, unmet[row].to_ms
        place = begins[slot]
        begins[slot] += 1
        while (
            place > 0
            and ordered[place - 1].slot == slot
            and _is_after(ordered[place - 1], start, end)
        ):
            before = ordered[place - 1]
            ordered[place].from_ms, ordered[place].to_ms = before.from_ms, before.to_ms
            ordered[place].slot = slot
            place -= 1
        ordered[place].slot, ordered[place].from_ms, ordered[place].to_ms = slot, start, end


@part
def _is_after(interval, start, end):
    return interval.from_ms > start or (interval.from_ms == start and interval.to_ms > end)


@compiled
def add_unmet(block, intervals, categories, unmet_ms, people_hit, affected, marked):
    """Add the intervals of one block, sorted by slot and start, to the sums.

    Parameters
    ----------
    block : Block
        Whose people they are.
    intervals : ndarray of UNMET, shape (I,)
        Sorted by slot, then start.
    categories : int
        Number of categories.
    unmet_ms : ndarray of int64, shape (C, G, R)
        Length of the union per person and category, summed. Milliseconds.
    people_hit : ndarray of int64, shape (C, G, R)
        People with any unmet time.
    affected : ndarray of int64, shape (T, R, C+1)
        People with an unmet need in each hour; the last column counts each person once.
    marked : ndarray of bool, shape (T,)
        Room for one person's hours; all false, before and after.
    """
    here, slot, covered, counted = -1, -1, 0, 0
    lowest, highest = len(marked), 0
    for row in range(len(intervals)):
        begin, end = int(intervals[row].from_ms), int(intervals[row].to_ms)
        person = intervals[row].slot // categories
        c = intervals[row].slot - person * categories
        if person != here:
            if here >= 0:
                flush(marked, affected, block.region[here], lowest, highest)
            here, lowest, highest = person, len(marked), 0
        group, region = block.segment[person], block.region[person]
        if intervals[row].slot != slot:
            slot, covered, counted = intervals[row].slot, 0, 0
            people_hit[c, group, region] += 1
        if end > max(begin, covered):
            unmet_ms[c, group, region] += end - max(begin, covered)
            covered = end
        last = (end - 1) // HOUR_MS + 1
        for hour in range(max(begin // HOUR_MS, counted), last):
            affected[hour, region, c] += 1
            marked[hour] = True
        lowest, highest = min(lowest, begin // HOUR_MS), max(highest, last)
        counted = max(counted, last)
    if here >= 0:
        flush(marked, affected, block.region[here], lowest, highest)


@part
def flush(marked, affected, region, lowest, highest):
    """Add one person's marked hours to the counts, and clear the marks."""
    for hour in range(lowest, highest):
        if marked[hour]:
            affected[hour, region, affected.shape[2] - 1] += 1
            marked[hour] = False


@part
def count_users(block, users, begin, end):
    """Count the services that each person tried today, and begin a new day.

    Parameters
    ----------
    block : Block
        People; their marks are cleared.
    users : ndarray of int64, shape (S, G)
        Added to in place. People.
    begin, end : int
        The first of them, and the first that is left out.
    """
    for i in range(begin, end):
        bits = block.today[i]
        while bits != np.uint64(0):
            rest = bits & (bits - np.uint64(1))
            users[place_of(bits ^ rest), block.segment[i]] += 1
            bits = rest
        block.today[i] = np.uint64(0)


@part
def place_of(bit):
    """Find which of 64 bits is set: the power of two that a float holds as its exponent."""
    return (np.float64(bit).view(np.int64) >> np.int64(52)) - np.int64(1023)


@compiled
def count_people(block, counts, groups):
    """Count people by segment and region; children fall into the last row.

    Parameters
    ----------
    block : Block
        People.
    counts : ndarray of int64, shape (G+1, R)
        Added to in place. People.
    groups : int
        Number of segments.
    """
    for i in range(len(block.segment)):
        row = groups if block.segment[i] == NONE else block.segment[i]
        counts[row, block.region[i]] += 1
