"""Bring people into the world: where they live, who they are, what they have, their first needs."""

import numpy as np

from simulator.population.arrays import NEVER
from simulator.population.arrivals import next_arrival, schedule
from simulator.population.jit import compiled
from simulator.population.luck import BIRTH, draw, need_key
from simulator.topology.world import NO_APP

_AGES = 9
_REGION, _SEGMENT = 0, 1
_USUAL = 2
_HELD = 3


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
        key = need_key(seed, block.first + i, BIRTH, 0)
        cell = np.searchsorted(habits.person_cumulative, draw(key, 0, _REGION), side="right")
        cell = min(cell, len(habits.person_cumulative) - 1)
        block.region[i] = cell // _AGES
        shares = habits.segment_cumulative[cell % _AGES]
        if shares[-1] == 0.0:
            continue
        segment = np.searchsorted(shares, draw(key, 0, _SEGMENT), side="right")
        block.segment[i] = min(segment, len(shares) - 1)
        for c in range(categories):
            equip(block, habits, seed, i, c)


@compiled
def equip(block, habits, seed, i, c):
    """Give a person the options of one category, a usual app, and the first need."""
    slot = i * len(habits.tries) + c
    group = block.segment[i]
    key = need_key(seed, block.first + i, BIRTH, c + 1)
    first, last = habits.first_option[c], habits.first_option[c + 1]
    held, total = 0, 0.0
    for o in range(first, last):
        if draw(key, 0, _HELD + o - first) < habits.holders[o, group]:
            held |= 1 << (o - first)
            total += habits.primacy[o]
    block.held[slot] = held
    block.usual[slot] = usual_app(habits, held, first, last, draw(key, 0, _USUAL) * total)
    rate = habits.factor[c, group]
    if rate > 0.0 and habits.ordinary[c, held, block.usual[slot], last - first - 1] > 0.0:
        arrival = next_arrival(habits, c, rate, 0, need_key(seed, block.first + i, c, 0))
        schedule(block, slot, arrival, habits)
    else:
        block.next_ms[slot] = NEVER


@compiled
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
                counts[c, group, block.held[slot], block.usual[slot]] += 1
