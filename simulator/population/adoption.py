"""Take up another app after a failure, keep it in use for a while, or for good."""

import numpy as np

from simulator.population.arrays import NEVER, NONE
from simulator.population.choice import active_extra
from simulator.population.contacts import note_install
from simulator.population.jit import part
from simulator.population.luck import ADOPT, DECAY, INSTALL, RETAIN, draw, exponential
from simulator.population.need import give, has, open_app, option_of
from simulator.population.panel import INSTALLED, write_step
from simulator.units import DAY_MS, HOUR_MS, MINUTE_MS

MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS


@part
def decide_to_install(block, habits, slot, c, group, advert, key):
    """Decide after a failed session whether to get another app, and which.

    Returns
    -------
    int
        Option within the category, or NONE.
    """
    first = habits.first_option[c]
    mark = draw(key, 0, ADOPT)
    for j in range(habits.first_option[c + 1] - first):
        if not has(block, slot, j) and not habits.barred[first + j, group]:
            mark -= advert * habits.skill[group] * habits.adoption[first + j]
            if mark < 0.0:
                return j
    return NONE


@part
def install_ms(habits, key):
    """Draw the time from the decision to a usable app. Milliseconds."""
    return np.int64(exponential(key, 0, INSTALL) * habits.install_delay_h * HOUR_MS)


@part
def use_actively(block, habits, slot, c, j, now, key):
    """Begin active use of a second app: for good, or until a drawn day (cure model)."""
    if active_extra(block, slot, now) == j:
        return
    block.slots[slot].extra = j
    usual = np.int64(block.slots[slot].usual)
    if draw(key, 0, RETAIN) < habits.retained_share[c, usual]:
        block.past[slot].extra_until_min = NEVER
    else:
        hours = exponential(key, 0, DECAY) / habits.active_decay_per_h
        block.past[slot].extra_until_min = np.int64(now / MINUTE_MS + hours * MINUTES_PER_HOUR)


@part
def complete_install(lane, contacts, habits, need, target, cause, now):
    """Have the new app from now on, and open it."""
    if has(lane.block, need.slot, target):
        return
    o = option_of(habits, need, target)
    give(lane.block, need.slot, target)
    lane.tally.installs[now // DAY_MS, o] += 1
    lane.tally.adopted[o] += 1
    person = need.person
    note_install(contacts, lane.tally.credit, person, o, cause, now)
    open_app(lane.block, habits, need, target)
    use_actively(lane.block, habits, need.slot, need.category, target, now, need.key)
    write_step(lane, need, INSTALLED, target, 0, now)
