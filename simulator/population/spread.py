"""Count people by how long their needs were unmet, so that inequality among them can be told."""

import numpy as np

from simulator.population.jit import compiled, part
from simulator.units import MINUTE_MS

STEPS = 4
"""Bands to each doubling of the time."""
BANDS = STEPS * 24
"""Up to 2^23 minutes: sixteen categories for a run of 24 days are fewer."""


@compiled
def add_spread(block, intervals, categories, spread):
    """Add up each person's unmet time over all categories, and count people by band of it.

    Parameters
    ----------
    block : Block
        Whose people they are.
    intervals : ndarray of UNMET, shape (I,)
        Sorted by slot, then start.
    categories : int
        Number of categories.
    spread : ndarray of int64, shape (BANDS, G, 2)
        People, and their unmet time in milliseconds; added to in place.
    """
    here, slot, nothing = -1, -1, np.int64(0)
    covered, total = nothing, nothing
    for row in range(len(intervals)):
        begin, end = np.int64(intervals[row].from_ms), np.int64(intervals[row].to_ms)
        person = intervals[row].slot // categories
        if person != here:
            if here >= 0:
                count(spread, block.segment[here], total)
            here, total = person, nothing
        if intervals[row].slot != slot:
            slot, covered = intervals[row].slot, nothing
        if end > covered:
            total += end - (max(begin, covered))
            covered = end
    if here >= 0:
        count(spread, block.segment[here], total)


@part
def count(spread, group, total):
    """Count one person."""
    band = band_of(total // MINUTE_MS)
    spread[band, group, 0] += 1
    spread[band, group, 1] += total


@part
def band_of(minutes):
    """Give the band of a time: four to each doubling, in whole numbers alone."""
    left, doublings = minutes + STEPS, 0
    while left >= 2 * STEPS:
        left //= 2
        doublings += 1
    return min(STEPS * doublings + left - STEPS, BANDS - 1)
