"""Bring people into the world: where they live, who they are, what they have, their first needs."""

import numpy as np

from simulator.population.arrivals import next_arrival
from simulator.population.jit import compiled, part
from simulator.population.luck import BIRTH, draw, key_of, mix, person_key
from simulator.topology.world import NO_APP

_AGES = 9
_REGION, _SEGMENT = 0, 1
_USUAL = 2
_BREADTH = 59
_11 = np.uint64(11)
_LOW_BITS = np.uint64(2047)
_UNIT = 1.0 / 9007199254740992.0


@compiled
def give_birth(block, habits, seed):
    """Fill a block with people, addressed by their number so that every run has the same ones.

    Parameters
    ----------
    block : Block
        Empty; filled in place.
    habits : Habits
        Compiled people.
    seed : int
        Address of luck.
    """
    categories = len(habits.tries)
    for i in range(len(block.segment)):
        who = person_key(seed, block.first + i)
        key = key_of(who, BIRTH, 0)
        cell = np.searchsorted(habits.person_cumulative, draw(key, 0, _REGION), side="right")
        cell = min(cell, len(habits.person_cumulative) - 1)
        block.region[i] = cell // _AGES
        shares = habits.segment_cumulative[cell % _AGES]
        if shares[-1] == 0.0:
            continue
        segment = np.searchsorted(shares, draw(key, 0, _SEGMENT), side="right")
        block.segment[i] = min(segment, len(shares) - 1)
        for c in range(categories):
            equip(block, habits, who, i, c)


@part
def equip(block, habits, who, i, c):
    """Give a person the options of one category, a usual app, and the first need."""
    slot = i * len(habits.tries) + c
    group = block.segment[i]
    born, key = key_of(who, BIRTH, 0), key_of(who, BIRTH, c + 1)
    first, last = habits.first_option[c], habits.first_option[c + 1]
    held, total = 0, 0.0
    for o in range(first, last):
        if has_from_birth(habits, born, o, group):
            held |= 1 << (o - first)
            total += habits.primacy[o]
    usual = usual_app(habits, held, first, last, draw(key, 0, _USUAL) * total)
    block.slots[slot].held = held
    block.slots[slot].usual = usual
    rate = habits.factor[c, group]
    if rate > 0.0 and habits.ordinary[c, held, usual, last - first - 1] > 0.0:
        block.coming[slot].next_ms, _ = next_arrival(habits, c, 1.0 / rate, 0, 0, key_of(who, c, 0))


@part
def has_from_birth(habits, born, o, group):
    """Tell whether a person has an option, the same service alike in every category.

    Luck is the service's own, or, with the chance `together`, one mark for all apps of the
    person: who has one app is more likely to have another, and as many have each as declared
    (a mixture of independent and comonotone marks, Frechet 1951).
    """
    x = mix(born ^ habits.app_luck[o])
    if x & _LOW_BITS < habits.together and not habits.outside[o]:
        return draw(born, 0, _BREADTH) < habits.holders[o, group]
    return (np.float64(x >> _11) + 0.5) * _UNIT < habits.holders[o, group]


@part
def usual_app(habits, held, first, last, mark):
    """Pick the usual app among the held ones, by primacy."""
    chosen = NO_APP
    for o in range(first, last):
        if held >> (o - first) & 1 and habits.primacy[o] > 0.0:
            if mark >= 0.0:
                chosen = o - first
            mark -= habits.primacy[o]
    return chosen


@compiled
def count_holders(block, habits, counts):
    """Add up people by category, segment, held set and usual app: the whole of their loads.

    Parameters
    ----------
    block : Block
        People.
    habits : Habits
        Compiled people.
    counts : ndarray of int64, shape (C, G, 2**MOST_OPTIONS, NO_APP+1)
        Added to in place. People.
    """
    categories = len(habits.tries)
    for i in range(len(block.segment)):
        group = block.segment[i]
        if group < counts.shape[1]:
            for c in range(categories):
                slot = i * categories + c
                counts[c, group, block.slots[slot].held, block.slots[slot].usual] += 1
