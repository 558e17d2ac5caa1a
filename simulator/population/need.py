"""Say what kernels pass on about one need and about one step on the way to meet it."""

from typing import NamedTuple, TypeAlias

import numpy as np

from simulator.population.jit import part
from simulator.population.luck import URGENT, draw

FIRST_APP, LOOKING, INSTALLING, WITHDRAWING, RESTING, SETTLED = range(6)
"""Stages: the app of first choice is tried, a deferred need looks again, an app is on its way, a
fearful person is about to withdraw money; a need puts off another look, or nothing is left."""

Whole: TypeAlias = int | np.signedinteger
"""A whole number, in kernels always of 64 bits."""


class Need(NamedTuple):
    """A person's wish to do something now."""

    person: Whole
    slot: Whole
    """Person and category."""
    category: Whole
    occurrence: Whole
    """How many such needs this person had before."""
    key: np.uint64
    """Address of its luck."""
    urgent: Whole
    """1 if it cannot wait, 0 if it can."""
    born_ms: Whole
    """When it arose."""
    ordinary: Whole
    """Option that would have been chosen on an ordinary day."""


class Step(NamedTuple):
    """What happens next to a need."""

    now_ms: Whole
    tries: Whole
    """Tries including this one."""
    target: Whole
    """Option that is tried."""
    stage: Whole
    """FIRST_APP or LOOKING to try, RESTING to look again later, SETTLED if nothing is left."""


@part
def recalled(habits, waiter):
    """Put together a need that waited."""
    person, c = np.int64(waiter.person), np.int64(waiter.category)
    slot, n, born = person * len(habits.tries) + c, np.int64(waiter.occurrence), waiter.born_ms
    urgent, ordinary = np.int64(waiter.urgent), np.int64(waiter.ordinary)
    return Need(person, slot, c, n, waiter.key, urgent, np.int64(born), ordinary)


@part
def known(habits, person, c, occurrence, key, born, ordinary):
    """Put together a need whose address is known."""
    urgent = np.int64(draw(key, 0, URGENT) < habits.urgent_share[c])
    slot = person * len(habits.tries) + c
    return Need(person, slot, c, occurrence, key, urgent, born, ordinary)


@part
def deadline_ms(habits, need):
    """Tell from when on the need is unmet: its tolerance is over."""
    return need.born_ms + habits.tolerance_ms[need.category, need.urgent]


@part
def lapse_ms(habits, need):
    """Tell when the need lapses: nobody waits any longer."""
    return deadline_ms(habits, need) + habits.lapse_ms[need.category, need.urgent]


@part
def worth_until_ms(habits, need):
    """Tell until when trying makes sense: the need lapses, or the show begins."""
    return need.born_ms + habits.worth_ms[need.category, need.urgent]


@part
def option_of(habits, need, target):
    """Find the number that an option of the need's category has among all options."""
    return habits.first_option[need.category] + target


@part
def open_app(block, habits, need, target):
    """Mark that the person opened a service today, whether it worked or not."""
    service = np.uint64(habits.service[option_of(habits, need, target)])
    block.today[need.person] |= np.uint64(1) << service


@part
def has(block, slot, target):
    """Tell whether a person holds an option of a category."""
    return np.int64(block.slots[slot].held) >> target & 1


@part
def give(block, slot, target):
    """Let a person hold an option of a category from now on."""
    block.slots[slot].held = np.int64(block.slots[slot].held) | 1 << target
