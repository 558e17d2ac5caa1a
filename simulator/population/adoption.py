"""Take up another app after a failure, keep it in use for a while, or for good."""

import numpy as np

from simulator.population.arrays import NEVER, NONE
from simulator.population.jit import inlined
from simulator.population.luck import ADOPT, BIRTH, DECAY, INSTALL, RETAIN, draw, need_key
from simulator.population.need import open_app, option_of
from simulator.units import DAY_MS, HOUR_MS

_AWARE = 60


@inlined
def knows_of_it(block, habits, odds, slot, person, seed):
    """Tell whether a person knows of the outage: from own failures first, then the media."""
    if block.fails[slot] >= habits.aware_after_failures:
        return True
    return draw(need_key(seed, person, BIRTH, 0), 0, _AWARE) < odds.awareness


@inlined
def decide_to_install(block, habits, slot, c, group, key):
    """Decide after a failed session whether to get another app, and which.

    Returns
    -------
    int
        Option within the category, or NONE.
    """
    first = habits.first_option[c]
    mark = draw(key, 0, ADOPT)
    for j in range(habits.first_option[c + 1] - first):
        if not block.held[slot] >> j & 1 and not habits.barred[first + j, group]:
            mark -= habits.skill[group] * habits.adoption[first + j]
            if mark < 0.0:
                return j
    return NONE


@inlined
def install_ms(habits, key):
    """Draw the time from the decision to a usable app. Milliseconds."""
    return np.int64(-np.log(draw(key, 0, INSTALL)) * habits.install_delay_h * HOUR_MS)


@inlined
def use_actively(block, habits, slot, j, now, key):
    """Begin active use of a second app: for good, or until a drawn day (cure model)."""
    if block.extra[slot] == j and now < block.extra_until_ms[slot]:
        return
    block.extra[slot] = j
    if draw(key, 0, RETAIN) < habits.retained_share:
        block.extra_until_ms[slot] = NEVER
    else:
        hours = -np.log(draw(key, 0, DECAY)) / habits.active_decay_per_h
        block.extra_until_ms[slot] = np.int64(min(now + hours * HOUR_MS, NEVER - 1.0))


@inlined
def complete_install(block, tally, habits, need, target, now):
    """Have the new app from now on, and open it."""
    if block.held[need.slot] >> target & 1:
        return
    o = option_of(habits, need, target)
    block.held[need.slot] |= 1 << target
    tally.installs[now // DAY_MS, o] += 1
    tally.adopted[o] += 1
    open_app(block, habits, need, target)
    use_actively(block, habits, need.slot, target, now, need.key)
