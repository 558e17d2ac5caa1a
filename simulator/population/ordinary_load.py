"""Find the load that people put on each option on an ordinary day, and how many have it."""

from collections.abc import Iterable

import numpy as np

from simulator.population.arrays import Block
from simulator.population.birth import count_holders
from simulator.topology.world import MOST_OPTIONS, NO_APP, Floats, Habits, Ints


def ordinary_load(habits: Habits, groups: int, blocks: Iterable[Block]) -> tuple[Floats, Ints]:
    """Add up everyone's ordinary choices, so that capacity can be set against a calm day.

    Parameters
    ----------
    habits : Habits
        Compiled people.
    groups : int
        Number of segments.
    blocks : iterable of Block
        Everyone.

    Returns
    -------
    tries : ndarray of float64, shape (O,)
        Needs of an ordinary unit of rate that go first to each option. People.
    holders : ndarray of int64, shape (O,)
        People who have each option at the start.
    """
    categories = len(habits.tries)
    counts = np.zeros((categories, groups, 2**MOST_OPTIONS, NO_APP + 1), np.int64)
    for block in blocks:
        count_holders(block, habits, counts)
    shares = np.diff(habits.ordinary, axis=3, prepend=0.0)
    weighted = (counts * habits.factor[:, :, None, None]).sum(axis=1)
    tries = np.einsum("chu,chuj->cj", weighted, shares)
    bits = np.arange(2**MOST_OPTIONS)[:, None] >> np.arange(MOST_OPTIONS)[None, :] & 1
    holders = counts.sum(axis=(1, 3)) @ bits
    sizes = np.diff(habits.first_option)
    c = np.repeat(np.arange(categories), sizes)
    j = np.arange(len(c)) - habits.first_option[c]
    return tries[c, j], holders[c, j]
