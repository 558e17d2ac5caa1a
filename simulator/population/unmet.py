"""Add up unmet time: the union of a person's intervals, and who is affected in which hour."""

import numpy as np

from simulator.population.arrays import NONE
from simulator.population.jit import compiled
from simulator.units import HOUR_MS


@compiled
def add_unmet(block, slots, starts, ends, categories, unmet_ms, people_hit, affected, marked):
    """Add the intervals of one block, sorted by slot and start, to the sums.

    Parameters
    ----------
    block : Block
        Whose people they are.
    slots, starts, ends : ndarray of int32, shape (I,)
        Intervals in milliseconds, sorted by slot, then start.
    categories : int
        Number of categories.
    unmet_ms : ndarray of int64, shape (C, G, R)
        Length of the union per person and category, summed. Milliseconds.
    people_hit : ndarray of int64, shape (C, G, R)
        People with any unmet time.
    affected : ndarray of int64, shape (T, R, C+1)
        People with an unmet need in each hour; the last column counts each person once.
    marked : ndarray of bool, shape (C+1, T)
        Room for one person's hours; all false, before and after.
    """
    here, c, covered = -1, -1, 0
    for row in range(len(slots)):
        person, category = slots[row] // categories, slots[row] % categories
        if person != here:
            if here >= 0:
                flush(marked, affected, block.region[here])
            here, c = person, -1
        group, region = block.segment[person], block.region[person]
        if category != c:
            c, covered = category, 0
            people_hit[c, group, region] += 1
        begin, end = max(starts[row], covered), ends[row]
        if end > begin:
            unmet_ms[c, group, region] += end - begin
            covered = end
        for hour in range(starts[row] // HOUR_MS, (ends[row] - 1) // HOUR_MS + 1):
            marked[c, hour] = True
            marked[categories, hour] = True
    if here >= 0:
        flush(marked, affected, block.region[here])


@compiled
def flush(marked, affected, region):
    """Add one person's marked hours to the counts, and clear the marks."""
    for c in range(marked.shape[0]):
        for hour in range(marked.shape[1]):
            if marked[c, hour]:
                affected[hour, region, c] += 1
                marked[c, hour] = False


@compiled
def count_users(block, users):
    """Count the services that each person tried today, and begin a new day.

    Parameters
    ----------
    block : Block
        People; their marks are cleared.
    users : ndarray of int64, shape (S,)
        Added to in place. People.
    """
    for i in range(len(block.today)):
        bits = block.today[i]
        if bits != np.uint64(0):
            for s in range(len(users)):
                if (bits >> np.uint64(s)) & np.uint64(1):
                    users[s] += 1
            block.today[i] = np.uint64(0)


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
