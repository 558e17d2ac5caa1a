"""Let the people of a block know each other, gather them in groups, count who has what."""

from collections.abc import Iterable

import numpy as np

from simulator.population.arrays import COMMUNITY, NONE, Block
from simulator.population.contact_arrays import NO_GROUP, Contacts, new_desk
from simulator.population.jit import compiled, part
from simulator.population.luck import KNOWS, draw, need_key
from simulator.population.need import has
from simulator.population.ties import tie_people
from simulator.topology.world import Habits

_GROUPS = 2


def befriend(
    block: Block, contacts: Contacts, habits: Habits, seed: np.uint64, communities: Iterable[int]
) -> None:
    """Fill the social life of communities that have just been born; `forget` clears it before.

    Parameters
    ----------
    block : Block
        Born.
    contacts : Contacts
        Changed in place.
    habits : Habits
        Compiled people.
    seed : uint64
        Address of luck.
    communities : iterable of int
        Which communities of the block; a thread takes its own.
    """
    customs, desk = contacts.customs, new_desk(contacts.customs)
    for q in communities:
        here = slice(q * COMMUNITY, (q + 1) * COMMUNITY)
        order = tie_people(block, contacts, desk, seed, q)
        people, groups = contacts.person[here], contacts.groups[q]
        gather_groups(people, groups, order, customs.quantiles[1], seed, block.first + here.start)
        note_channels(block, people, customs.channels, habits.first_option, here.start)
        count_channels(people, groups, contacts.tie, customs.spread, contacts.common[q])


@compiled
def gather_groups(people, groups, order, sizes, seed, first):
    """Gather group chats along the cliques: people of one segment, often of several cliques."""
    key = need_key(seed, first, KNOWS, _GROUPS)
    at, number = np.int64(0), np.int64(0)
    while at < len(order):
        size = np.int64(sizes[np.int64(draw(key, number, 0) * len(sizes))])
        end = min(at + size, np.int64(len(order)))
        groups[number].size = end - at
        for place in range(at, end):
            people[order[place]].group = number
        at = end
        number += 1


@compiled
def note_channels(block, people, channels, first_option, start):
    """Note which channels each person has; children have none."""
    categories = len(first_option) - 1
    for i in range(len(people)):
        held = 0
        if block.segment[start + i] != NONE:
            for n in range(channels.shape[1]):
                c = channels[1, n]
                slot = (start + i) * categories + c
                held |= has(block, slot, channels[0, n] - first_option[c]) << n
        people[i].channels = held


@compiled
def count_channels(people, groups, tie, spread, common):
    """Count for everyone who can be met on which channel, here and in the group."""
    for i in range(len(people)):
        if people[i].group != NO_GROUP:
            groups[people[i].group].on += spread[people[i].channels]
        people[i].on = met_by(people, tie, spread, common, i)


@part
def met_by(people, tie, spread, common, i):
    """Count whom one can meet on which channel, and each tie once by what its ends have."""
    word, held = np.uint64(0), np.int64(people[i].channels)
    begin = people[i].tie_first
    for e in range(begin, begin + people[i].ties):
        other = np.int64(tie[e])
        theirs = np.int64(people[other].channels)
        word += spread[theirs]
        if other < i:
            common[0, held & theirs] += 1
            common[1, held | theirs] += 1
    return word
