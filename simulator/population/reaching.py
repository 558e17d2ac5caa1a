"""Count who can reach whom: ties with a channel that works, and sessions met at the start."""

from typing import NamedTuple

import numpy as np

from simulator.population.arrays import Block
from simulator.population.contact_arrays import NO_GROUP, Contacts
from simulator.population.contacts import MILLION, group_moves, reach_of
from simulator.population.jit import compiled
from simulator.population.need import has
from simulator.topology.world import Floats, Habits

TIES, BY_MESSENGER, BY_ANYTHING = range(3)
"""Columns: all ties, those with a messenger that works at both ends, those with any channel."""
WORKS = 0.5
"""Chance of success above which a channel counts as working."""


@compiled
def reachable_ties(contacts, success, counts, community):
    """Count the ties of a community whose ends can reach each other, each tie once.

    Where messengers are interoperable, one end with a working channel is enough.

    Parameters
    ----------
    contacts : Contacts
        Who knows whom.
    success : ndarray of float64, shape (O,)
        Chance that a try succeeds.
    counts : ndarray of int64, shape (3,)
        Added to in place. Ties.
    community : int
        Which community.
    """
    customs = contacts.customs
    messengers = anything = 0
    for n in range(customs.channels.shape[1]):
        option = customs.channels[0, n]
        if success[option] > WORKS:
            anything |= 1 << n
            if n < customs.messengers:
                messengers |= 1 << n
    ends = contacts.common[community, 1 if customs.interoperable else 0]
    for held in range(len(ends)):
        counts[TIES] += ends[held]
        if held & messengers:
            counts[BY_MESSENGER] += ends[held]
        if held & anything:
            counts[BY_ANYTHING] += ends[held]


def meeting_chances(block: Block, contacts: Contacts, habits: Habits, reach: Floats) -> Floats:
    """Return the mean chance that a session can be met on each option by those who have it.

    Parameters
    ----------
    block : Block
        Born.
    contacts : Contacts
        Befriended.
    habits : Habits
        Compiled people.
    reach : ndarray of float64, shape (O,)
        Share of people who have each option.

    Returns
    -------
    ndarray of float64, shape (O,)
        The mean; 1 where nobody needs to be met.
    """
    sums = np.zeros((len(habits.service), 2), np.int64)
    odds = _Reach(np.ascontiguousarray(reach, np.float64))
    count_meetings(block, contacts, odds, habits.first_option, sums)
    chances = np.ones(len(sums))
    some = sums[:, 1] > 0
    chances[some] = sums[some, 0] / sums[some, 1] / MILLION
    return chances


class _Reach(NamedTuple):
    """Odds of which only the reach is known."""

    reach: Floats


@compiled
def count_meetings(block, contacts, odds, first_option, sums):
    """Add up, over those who have a messenger, the chance that a session can be met there."""
    customs, categories = contacts.customs, len(first_option) - 1
    for person in range(len(block.segment)):
        for n in range(customs.messengers):
            option, c = customs.channels[0, n], customs.channels[1, n]
            if has(block, person * categories + c, option - first_option[c]):
                chance = reach_of(contacts, odds, person, option)
                if contacts.person[person].group != NO_GROUP:
                    moves = 1.0 if group_moves(contacts, person, option) else 0.0
                    chance += customs.group_session_share * (moves - chance)
                sums[option, 0] += np.int64(MILLION * chance)
                sums[option, 1] += 1
