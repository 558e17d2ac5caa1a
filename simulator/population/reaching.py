"""Count who can reach whom: ties with a channel that works, and sessions met at the start."""

import numpy as np

from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import NO_GROUP
from simulator.population.contacts import MILLION, group_moves, reach_of
from simulator.population.jit import compiled, inlined
from simulator.population.need import has

TIES, BY_MESSENGER, BY_ANYTHING = range(3)
"""Columns: all ties, those with a messenger that works at both ends, those with any channel."""
WORKS = 0.5
"""Chance of success above which a channel counts as working."""


@inlined
def reachable_ties(contacts, habits, odds, counts, community):
    """Count the ties of a community whose ends can reach each other, each tie once.

    Where messengers are interoperable, one end with a working channel is enough.

    Parameters
    ----------
    contacts : Contacts
        Who knows whom.
    habits : Habits
        Compiled people.
    odds : Odds
        What people meet now.
    counts : ndarray of int64, shape (3,)
        Added to in place. Ties.
    community : int
        Which community.
    """
    customs = contacts.customs
    messengers = anything = 0
    for n in range(customs.channels.shape[1]):
        option = customs.channels[0, n]
        if odds.success[option] > WORKS:
            anything |= 1 << n
            if habits.network[option]:
                messengers |= 1 << n
    ends = contacts.common[community, 1 if customs.interoperable else 0]
    for held in range(len(ends)):
        counts[TIES] += ends[held]
        if held & messengers:
            counts[BY_MESSENGER] += ends[held]
        if held & anything:
            counts[BY_ANYTHING] += ends[held]


@compiled
def count_meetings(block, contacts, habits, odds, community, sums):
    """Add up, over those who have a messenger, the chance that a session can be met there.

    Parameters
    ----------
    block : Block
        Born.
    contacts : Contacts
        Befriended.
    habits : Habits
        Compiled people.
    odds : Odds
        Of which `reach` is read.
    community : int
        Which community of the block.
    sums : ndarray of int64, shape (O, 2)
        Chances in millionths, and people who have it; added to in place.
    """
    customs, first = contacts.customs, community * COMMUNITY
    grouped = customs.group_session_share
    for person in range(first, min(first + COMMUNITY, len(block.segment))):
        for n in range(customs.channels.shape[1]):
            option, c = customs.channels[0, n], customs.channels[1, n]
            place = option - habits.first_option[c]
            if habits.network[option] and has(block, person * len(habits.tries) + c, place):
                chance = reach_of(contacts, odds, person, option)
                if contacts.person[person].group != NO_GROUP:
                    moves = 1.0 if group_moves(contacts, person, option) else 0.0
                    chance += grouped * (moves - chance)
                sums[option, 0] += np.int64(MILLION * chance)
                sums[option, 1] += 1
