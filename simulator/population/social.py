"""Let people live socially, step by step: what may reach or move them comes at its time."""

import numpy as np

from simulator.population.air import OUTAGE
from simulator.population.arrays import COMMUNITY, NONE
from simulator.population.contact_arrays import (
    AWARE,
    DECISIONS,
    FEARS_HOUSE,
    FEARS_STRUCK,
    NOBODY,
)
from simulator.population.contacts import tell_ties
from simulator.population.example import consider
from simulator.population.jit import compiled
from simulator.population.rumour import await_moving, await_news, hear

_FEARS = FEARS_STRUCK | FEARS_HOUSE


@compiled
def live_socially(contacts, air, told, segment, number, seed, community, step):
    """Live through one step of one community, before its beats are lived.

    What may reach people comes as a Poisson process of the largest possible rate; a candidate is
    taken with the ratio of the true rate to that (thinning, Lewis and Shedler 1979). The length of
    a step moves no candidate; it moves which of them are taken, since what is in the air is read
    once a step, and what contacts know is read in the order of the step's list.

    Parameters
    ----------
    contacts : Contacts
        Social life; changed in place.
    air : Air
        What is in the air in the first beat of the step.
    told : ndarray of int64, shape (CAUSES,)
        People who have learnt of an outage, or begun to fear; added to in place.
    segment : ndarray of uint8, shape (P,)
        Segments of the block.
    number : int
        Number of the block's first person in the country.
    seed : int
        Address of luck.
    community, step : int
        Which community, which step.

    Returns
    -------
    bool
        False if decisions must be carried out first; call again to go on.
    """
    outage = np.int64(air.row[OUTAGE])
    if outage == 0:
        return True
    if contacts.outage[community] != outage:
        begin_outage(contacts, segment, number, seed, community, step)
        contacts.outage[community] = outage
    first, head = community * COMMUNITY, contacts.head[community]
    while head[step] != NOBODY:
        if contacts.decided[community] == DECISIONS:
            return False
        node = np.int64(head[step])
        person = first + node // 2
        candidate = contacts.candidates[person, node % 2]
        head[step] = candidate.following
        now = np.int64(candidate.due_ms)
        if node % 2 == 0:
            hear(contacts, told, air.row, seed, number + person, person, now)
        else:
            skill = contacts.customs.skill[segment[person]]
            consider(contacts, told, air, seed, number + person, person, skill, now)
    return True


@compiled
def begin_outage(contacts, segment, number, seed, community, step):
    """Begin anew: only those know who failed lately, nobody has moved; draw up when news come."""
    first = community * COMMUNITY
    last = min(first + COMMUNITY, len(contacts.person))
    now = step * contacts.customs.step_ms
    for place in range(contacts.head.shape[1]):
        contacts.head[community, place] = NOBODY
    people, customs, head = contacts.person, contacts.customs, contacts.head[community]
    for person in range(first, last):
        people[person].knowing = 0
        for rank in range(len(customs.adoptable)):
            contacts.moves[person, rank].movers = 0
    for person in range(first, last):
        own = people[person]
        stale = now - own.failed_ms > customs.memory_ms
        own.flags = own.flags & (_FEARS if stale else _FEARS | AWARE)
        if own.flags & AWARE:
            tell_ties(people, contacts.tie, person)
        if segment[person] != NONE:
            skill, candidates = customs.skill[segment[person]], contacts.candidates[person]
            await_news(customs, candidates, head, seed, number + person, now)
            await_moving(customs, candidates, head, seed, number + person, skill, now)
