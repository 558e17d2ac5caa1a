"""Let people live one beat: needs arise, and what waited goes on."""

import numpy as np

from simulator.population.adoption import complete_install
from simulator.population.arrays import NONE
from simulator.population.arrivals import next_arrival, schedule
from simulator.population.choice import (
    active_extra,
    ordinary_option,
    remembered_failures,
    wary_option,
)
from simulator.population.jit import compiled, inlined
from simulator.population.luck import OPEN, REACH, draw, need_key
from simulator.population.need import (
    FIRST_APP,
    INSTALLING,
    SETTLED,
    Step,
    addressed,
    open_app,
    option_of,
)
from simulator.population.pursuit import follow_up, just_failed, look_later
from simulator.population.waiting import has_room, take
from simulator.units import HOUR_MS


@compiled
def live_beat(block, pool, tally, habits, odds, seed, beat):
    """Live through one beat.

    Parameters
    ----------
    block, pool : Block, Pool
        People and their waiting needs; changed in place.
    tally : Tally
        Counters; added to in place.
    habits : Habits
        Compiled people.
    odds : Odds
        What people meet in this beat.
    seed : int
        Address of luck.
    beat : int
        Number of the beat.

    Returns
    -------
    bool
        False if the pool must grow first; call again with a larger one to go on.
    """
    while has_room(pool):
        if block.head[beat] >= 0:
            need, step = arise(block, tally, habits, odds, seed, beat)
        elif pool.head[beat] >= 0:
            need, step = wake(block, pool, tally, habits, seed, beat)
        else:
            return True
        if step.stage != SETTLED:
            follow_up(block, pool, tally, habits, odds, seed, need, step)
    return False


@inlined
def arise(block, tally, habits, odds, seed, beat):
    """Let the next need of this beat arise, choose what to try, and foresee the one after it."""
    slot = np.int64(block.head[beat])
    block.head[beat] = block.following[slot]
    now, n = np.int64(block.next_ms[slot]), np.int64(block.occurrence[slot])
    categories = len(habits.tries)
    person, c = slot // categories, slot % categories
    foresee(block, habits, seed, slot, n + 1, now)
    key = need_key(seed, block.first + person, c, n)
    ordinary = ordinary_option(habits, c, block.held[slot], block.usual[slot], key)
    need = addressed(block, habits, seed, slot, n, now, ordinary)
    tally.arrived[now // HOUR_MS, c] += 1
    chosen = first_choice(block, tally, habits, odds, need)
    tally.first_tries[option_of(habits, need, chosen)] += 1
    return need, Step(now, 1, chosen, FIRST_APP)


@inlined
def foresee(block, habits, seed, slot, n, now):
    """Schedule the next need of the same person and category."""
    categories = len(habits.tries)
    person, c = slot // categories, slot % categories
    block.occurrence[slot] = n
    rate = habits.factor[c, block.segment[person]]
    coming = need_key(seed, block.first + person, c, n)
    schedule(block, slot, next_arrival(habits, c, rate, now, coming), habits)


@inlined
def first_choice(block, tally, habits, odds, need):
    """Choose where to try first: the new app in use, warily after failures, or as ever."""
    slot, c, now = need.slot, need.category, need.born_ms
    failures = remembered_failures(block, habits, slot, now)
    extra = active_extra(block, slot, now)
    if extra != NONE and draw(need.key, 0, OPEN) < habits.active_use:
        open_app(block, habits, need, extra)
        o = option_of(habits, need, extra)
        if not habits.network[o] or draw(need.key, 0, REACH + extra) < odds.reach[o]:
            return extra
    if failures == 0.0:
        return need.ordinary
    held, usual = block.held[slot], block.usual[slot]
    return wary_option(habits, odds, tally.scratch, c, held, usual, failures, need.key)


@inlined
def wake(block, pool, tally, habits, seed, beat):
    """Take up the next thing due in this beat: a waiting need or a begun installation."""
    entry = take(pool, beat)
    slot, n = np.int64(pool.slot[entry]), np.int64(pool.occurrence[entry])
    born, now = np.int64(pool.born_ms[entry]), np.int64(pool.due_ms[entry])
    tries, target = np.int64(pool.tries[entry]), np.int64(pool.target[entry])
    ordinary, stage = np.int64(pool.ordinary[entry]), np.int64(pool.stage[entry])
    need = addressed(block, habits, seed, slot, n, born, ordinary)
    if stage == INSTALLING:
        complete_install(block, tally, habits, need, target, now)
        return need, Step(now, tries, target, SETTLED)
    if stage == FIRST_APP:
        tally.waiting[need.urgent, option_of(habits, need, target)] -= 1
    elif just_failed(block, habits, need, target, now):
        look_later(pool, tally, habits, need, now, tries, target)
        return need, Step(now, tries, target, SETTLED)
    else:
        tally.first_tries[option_of(habits, need, target)] += 1
    return need, Step(now, tries + 1, target, stage)
