"""Choose a means: as on an ordinary day, after failures, and once more when an app was left."""

import numpy as np

from simulator.population.arrays import NONE, NOTHING
from simulator.population.jit import part
from simulator.population.luck import CHOICE, FLIGHT, draw
from simulator.population.powers import exp, exp2
from simulator.topology.world import MOST_OPTIONS, MOST_SECOND_USE
from simulator.units import MINUTE_MS

_FEW = 6
"""So many failures round to themselves while less than an eighth of their half-life has passed."""
_FORGOTTEN = 0.1
"""Remembered failures below which a person acts as on an ordinary day."""


@part
def ordinary_option(habits, c, held, usual, key):
    """Choose as if nothing had ever failed (multinomial logit, tabulated)."""
    mark, option = draw(key, 0, CHOICE), np.int64(0)
    for j in range(MOST_OPTIONS):  # counting all is faster than guessing where to stop
        option += np.int64(habits.ordinary[c, held, usual, np.uint64(j)] <= mark)
    return option


@part
def remembered_failures(block, habits, slot, now):
    """Let remembered failures fade with their half-life; forget the last tenth."""
    fails = np.int64(block.slots[slot].fails)
    if fails == 0:
        return 0.0
    age = now - block.past[slot].failed_ms
    left = fails * exp2(-age / habits.memory_half_life_ms)
    if left < _FORGOTTEN:
        block.slots[slot].fails = 0
        return 0.0
    return left


@part
def counted_failures(block, habits, slot, now):
    """Round remembered failures to a whole number, without a power where few are lately past."""
    fails, age = np.int64(block.slots[slot].fails), now - block.past[slot].failed_ms
    if fails <= _FEW and age * 8 < habits.memory_half_life_ms:
        return fails
    return np.int64(remembered_failures(block, habits, slot, now) + 0.5)


@part
def weigh(habits, odds, c, held, usual, met, weights):
    """Weigh the held options but the usual app; a messenger counts only where contacts have it.

    A session is meant for one contact, or for a group that moves or does not; the weight where
    they can be met (a bit of `met`) is such that the mean over all who have the app is the
    ordinary one.

    Returns
    -------
    float
        Weight of the usual app on an ordinary day, against which the others were set.
    """
    first = habits.first_option[c]
    n_options = habits.first_option[c + 1] - first
    best = habits.usual_weight
    base, second = (best if usual < n_options else 0.0), 0.0
    for j in range(n_options):
        weights[j] = 0.0
        if held >> j & 1 and j != usual:
            if habits.outside[first + j]:
                weights[j] = habits.ease[first + j]
                base += weights[j]
            else:
                second += habits.second_use[first + j]
    scale = base / (1.0 - min(second, MOST_SECOND_USE))
    for j in range(n_options):
        o = first + j
        if held >> j & 1 and j != usual and not habits.outside[o]:
            weights[j] = habits.second_use[o] * scale
            if habits.network[o]:
                here = met >> j & 1
                weights[j] = weights[j] / max(odds.reach_before[o], 1e-6) if here else 0.0
    return best


@part
def wary_option(habits, odds, weights, c, held, usual, failures, met, key):
    """Choose with failures in mind: the usual app loses trust and weight with each of them.

    Who has nothing else opens it again, though its weight be too small to be told from zero.
    """
    weigh(habits, odds, c, held, usual, met, weights)
    if usual < MOST_OPTIONS:
        weights[usual] = exp(
            habits.inertia + habits.trust / (1.0 + failures) - habits.failure_aversion * failures
        )
    n_options = habits.first_option[c + 1] - habits.first_option[c]
    chosen = pick(weights, n_options, 0.0, draw(key, 0, CHOICE))
    return usual if chosen == NOTHING else chosen


@part
def flight_option(habits, odds, weights, c, held, usual, left, urgent, met, key):
    """Choose once more after an app was left: other apps, means outside apps, or waiting.

    Waiting costs nothing; a need that can wait is as sure to be met by it as by other means,
    an urgent one is not met by it at all (perceived chance 1 and 0).

    Returns
    -------
    int
        Option within the category, or NOTHING to wait.
    """
    best = weigh(habits, odds, c, held, usual, met, weights)
    if usual < MOST_OPTIONS and usual != left:
        weights[usual] = best
    weights[left] = 0.0
    n_options = habits.first_option[c + 1] - habits.first_option[c]
    waiting = 1.0 if urgent else habits.waiting_weight
    return pick(weights, n_options, waiting, draw(key, 0, FLIGHT))


@part
def pick(weights, n_options, waiting, mark):
    """Pick by weight; the mark falls on waiting if it is beyond all options."""
    total = waiting
    for j in range(n_options):
        total += weights[j]
    mark *= total
    chosen = NOTHING
    for j in range(n_options):
        if weights[j] > 0.0 and mark >= 0.0:
            chosen = j
        mark -= weights[j]
    if mark >= 0.0 and waiting > 0.0:
        chosen = NOTHING
    return chosen


@part
def active_extra(block, slot, now):
    """Return the second app in active use at this time, or NONE."""
    extra = np.int64(block.slots[slot].extra)
    if extra != NONE and now >= np.int64(block.past[slot].extra_until_min) * MINUTE_MS:
        block.slots[slot].extra = NONE
        return np.int64(NONE)
    return extra


@part
def held_and_usual(block, slot):
    """Read what a person holds in a category, and which app is the usual one."""
    return np.int64(block.slots[slot].held), np.int64(block.slots[slot].usual)
