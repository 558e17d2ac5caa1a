"""Tell, days after the run, who uses an app that they took up in it, and who does without."""

import numpy as np

from simulator.population.arrays import NEVER, NONE
from simulator.population.birth import has_from_birth
from simulator.population.jit import compiled, inlined
from simulator.population.luck import BIRTH, LATER, draw, need_key
from simulator.units import DAY_MS, MINUTE_MS

GAINED, LOST, KEPT = range(3)
MINUTES_PER_DAY = DAY_MS // MINUTE_MS


@compiled
def afterwards(block, habits, seed, days, needs, counts):
    """Count the users that each app has gained and lost on some days, by the run alone.

    Needs go on as on ordinary days, and nothing fails. A second app is opened for a share of
    needs until the day on which its use ends, or for good (cure model, Berkson and Gage 1952).
    When it ends, people go about their needs as before the run; the app stays installed.

    Parameters
    ----------
    block : Block
        People at the horizon.
    habits : Habits
        Compiled people.
    seed : int
        Address of luck.
    days : ndarray of int64, shape (D,)
        Days of the run, at or after its horizon.
    needs : ndarray of float64, shape (D, C)
        Expected needs of a person of factor 1 on each of these days.
    counts : ndarray of int64, shape (D, O, 3)
        People: gained, lost, kept for good; added to in place.
    """
    categories = len(habits.tries)
    for person in range(len(block.segment)):
        if block.segment[person] != NONE:
            for c in range(categories):
                slot = person * categories + c
                if block.slots[slot].extra != NONE:
                    fresh = taken_up(block, habits, seed, person, slot, c)
                    linger(block, habits, seed, slot, fresh, days, needs, counts)


@inlined
def taken_up(block, habits, seed, person, slot, c):
    """Find the options that a person did not have from birth, as a bit set."""
    fresh = np.int64(0)
    held = np.int64(block.slots[slot].held)
    first = habits.first_option[c]
    for o in range(first, habits.first_option[c + 1]):
        if habits.adoption[o] > 0.0 and held >> (o - first) & 1:
            born = need_key(seed, block.first + person, BIRTH, 0)
            if not has_from_birth(habits, born, o, block.segment[person]):
                fresh |= 1 << (o - first)
    return fresh


@inlined
def linger(block, habits, seed, slot, fresh, days, needs, counts):
    """Count one person's gains and losses in one category on every day."""
    categories = len(habits.tries)
    person = slot // categories
    c = slot - person * categories
    first, group = habits.first_option[c], block.segment[person]
    held, usual = np.int64(block.slots[slot].held), np.int64(block.slots[slot].usual)
    row = habits.ordinary[c, held & ~fresh, usual]
    key = need_key(seed, block.first + person, LATER, c)  # the same for all days: fewer leaps
    for d in range(len(days)):
        extra = second_app(block, slot, days[d])
        rate = needs[d, c] * habits.factor[c, group]
        busy = habits.active_use if extra != NONE else 0.0
        for j in range(habits.first_option[c + 1] - first):
            if j in (extra, usual):
                before = share(row, j)
                now = before * (1.0 - busy) + (busy if j == extra else 0.0)
                change = drift(draw(key, 0, j), rate, before, now)
                counts[d, first + j, GAINED] += max(change, 0)
                counts[d, first + j, LOST] += max(-change, 0)
        if extra != NONE and block.past[slot].extra_until_min == NEVER:
            counts[d, first + extra, KEPT] += 1


@inlined
def second_app(block, slot, day):
    """Return the second app that is still in use at the beginning of a day, or NONE."""
    extra = np.int64(block.slots[slot].extra)
    if extra != NONE and np.int64(block.past[slot].extra_until_min) >= day * MINUTES_PER_DAY:
        return extra
    return np.int64(NONE)


@inlined
def share(row, j):
    """Read the share of one option from cumulative shares."""
    return row[j] - row[j - 1] if j > 0 else row[0]


@inlined
def drift(mark, rate, before, now):
    """Tell whether a person opens an app that day and would not have (1), or the reverse (-1)."""
    would, does = mark < 1.0 - np.exp(-rate * before), mark < 1.0 - np.exp(-rate * now)
    return np.int64(does) - np.int64(would)
