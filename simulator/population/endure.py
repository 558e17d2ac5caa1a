"""Let people live one beat: needs arise, are tried, retried, moved, deferred or given up."""

import numpy as np

from simulator.population.adoption import (
    complete_install,
    decide_to_install,
    install_ms,
    knows_of_it,
    use_actively,
)
from simulator.population.arrays import (
    ABANDONED,
    DEFERRED,
    ELSEWHERE,
    FALLBACK,
    MET,
    NONE,
    NOTHING,
    PENDING,
)
from simulator.population.arrivals import HOUR_MS, next_arrival, schedule
from simulator.population.choice import (
    active_extra,
    flight_option,
    ordinary_option,
    remembered_failures,
    wary_option,
)
from simulator.population.jit import compiled, inlined
from simulator.topology.world import NO_APP
from simulator.population.luck import DELAY, OPEN, REACH, SUCCESS, URGENT, draw, need_key

FIRST_APP, LOOKING, INSTALLING = range(3)
_ROOM = 4
"""Entries and intervals that one event may use up at most."""
_HOUR = float(HOUR_MS)


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
    while True:
        if pool.free[1] < _ROOM or pool.n_unmet[0] + _ROOM > len(pool.unmet_slot):
            return False
        slot = block.head[beat]
        if slot >= 0:
            block.head[beat] = block.following[slot]
            arise(block, pool, tally, habits, odds, seed, slot)
            continue
        entry = pool.head[beat]
        if entry < 0:
            return True
        pool.head[beat] = pool.following[entry]
        wake(block, pool, tally, habits, odds, seed, entry)


@inlined
def arise(block, pool, tally, habits, odds, seed, slot):
    """Let a need arise, be tried at once, and the next one be foreseen."""
    categories = len(habits.tries)
    person, c = slot // categories, slot % categories
    now, n = np.int64(block.next_ms[slot]), block.occurrence[slot]
    key = need_key(seed, block.first + person, c, n)
    tally.arrived[now // HOUR_MS, c] += 1
    ordinary = ordinary_option(habits, c, block.held[slot], block.usual[slot], key)
    chosen = first_choice(block, tally, habits, odds, slot, c, ordinary, now, key)
    tally.first_tries[habits.first_option[c] + chosen] += 1
    follow_up(
        block,
        pool,
        tally,
        habits,
        odds,
        seed,
        slot,
        n,
        key,
        now,
        now,
        1,
        chosen,
        ordinary,
        FIRST_APP,
    )
    block.occurrence[slot] = n + 1
    rate = habits.factor[c, block.segment[person]]
    coming = need_key(seed, block.first + person, c, n + 1)
    schedule(block, slot, next_arrival(habits, c, rate, now, coming), habits)


@inlined
def first_choice(block, tally, habits, odds, slot, c, ordinary, now, key):
    """Choose where to try first: the new app in use, warily after failures, or as ever."""
    failures = remembered_failures(block, habits, slot, now)
    extra = active_extra(block, slot, now)
    if extra != NONE and draw(key, 0, OPEN) < habits.active_use:
        o = habits.first_option[c] + extra
        person = slot // len(habits.tries)
        block.today[person] |= np.uint64(1) << np.uint64(habits.service[o])
        if not habits.network[o] or draw(key, 0, REACH + extra) < odds.reach[o]:
            return extra
    if failures == 0.0:
        return ordinary
    held, usual = block.held[slot], block.usual[slot]
    return wary_option(habits, odds, tally.scratch, c, held, usual, failures, key)


@inlined
def wake(block, pool, tally, habits, odds, seed, entry):
    """Go on with a waiting need or a begun installation."""
    slot, n = pool.slot[entry], pool.occurrence[entry]
    born, now = np.int64(pool.born_ms[entry]), np.int64(pool.due_ms[entry])
    tries, target = np.int64(pool.tries[entry]), np.int64(pool.target[entry])
    ordinary, stage = np.int64(pool.ordinary[entry]), pool.stage[entry]
    release(pool, entry)
    categories = len(habits.tries)
    c = slot % categories
    key = need_key(seed, block.first + slot // categories, c, n)
    if stage == INSTALLING:
        complete_install(block, tally, habits, slot, c, target, now, key)
        return
    urgent = is_urgent(habits, c, key)
    if stage == FIRST_APP:
        tally.waiting[urgent, habits.first_option[c] + target] -= 1
    elif just_failed(block, habits, slot, target, now):
        look_later(block, pool, tally, habits, slot, n, key, born, now, tries, target, ordinary)
        return
    else:
        tally.first_tries[habits.first_option[c] + target] += 1
    follow_up(
        block, pool, tally, habits, odds, seed, slot, n, key, born, now, tries + 1, target,
        ordinary, stage,
    )  # fmt: skip


@inlined
def follow_up(
    block, pool, tally, habits, odds, seed, slot, n, key, born, now, tries, target, ordinary, stage
):
    """Try a means; on failure retry it, choose once more, look again later, or give up."""
    c = slot % len(habits.tries)
    if attempt(block, tally, habits, odds, slot, c, target, now, tries, key):
        close(block, pool, tally, habits, slot, c, born, now, target, ordinary, key)
        return
    urgent = is_urgent(habits, c, key)
    o = habits.first_option[c] + target
    if stage == FIRST_APP and tries < habits.tries[c]:
        tally.retried[o] += 1
        due = now + np.int64(-np.log(draw(key, tries, DELAY)) / habits.retry_per_h[urgent] * _HOUR)
        if due < born + habits.tolerance_ms[c, urgent] + habits.lapse_ms[c]:
            tally.waiting[urgent, o] += 1
            keep(pool, habits, slot, n, born, due + 1, tries, target, ordinary, FIRST_APP)
            return
    if stage == FIRST_APP:
        maybe_install(block, pool, habits, odds, seed, slot, n, c, now, key)
        chosen = flee(block, tally, habits, odds, slot, c, target, urgent, now, key)
        if chosen != NOTHING:
            tries += 1
            if attempt(block, tally, habits, odds, slot, c, chosen, now, tries, key):
                close(block, pool, tally, habits, slot, c, born, now, chosen, ordinary, key)
                return
            if urgent:
                close(block, pool, tally, habits, slot, c, born, now, NOTHING, ordinary, key)
                return
    if block.usual[slot] != NO_APP:
        target = np.int64(block.usual[slot])
    look_later(block, pool, tally, habits, slot, n, key, born, now, tries, target, ordinary)


@inlined
def flee(block, tally, habits, odds, slot, c, left, urgent, now, key):
    """Choose once more after an app was left; a second app chosen now stays in active use."""
    held, usual = block.held[slot], block.usual[slot]
    chosen = flight_option(habits, odds, tally.scratch, c, held, usual, left, urgent, key)
    if chosen != NOTHING:
        o = habits.first_option[c] + chosen
        tally.first_tries[o] += 1
        if not habits.outside[o] and chosen != usual:
            use_actively(block, habits, slot, chosen, now, key)
    return chosen


@inlined
def just_failed(block, habits, slot, target, now):
    """Tell whether the usual app has failed so lately that a waiting need does not look again."""
    fresh = now - block.failed_ms[slot] < habits.look_gap_ms
    return target == block.usual[slot] and block.fails[slot] > 0 and fresh


@inlined
def look_later(block, pool, tally, habits, slot, n, key, born, now, tries, target, ordinary):
    """Defer a need and look again later, unless it lapses before."""
    c = slot % len(habits.tries)
    wait_h = -np.log(draw(key, tries, DELAY)) * habits.look_again_h[c]
    due = now + np.int64(wait_h * _HOUR) + 1
    lapse = born + habits.tolerance_ms[c, is_urgent(habits, c, key)] + habits.lapse_ms[c]
    if due > lapse:
        close(block, pool, tally, habits, slot, c, born, now, NOTHING, ordinary, key)
    else:
        keep(pool, habits, slot, n, born, due, tries + 1, target, ordinary, LOOKING)


@inlined
def attempt(block, tally, habits, odds, slot, c, target, now, tries, key):
    """Try one option once; the usual app's success clears its failures."""
    o = habits.first_option[c] + target
    hour = now // HOUR_MS
    person = slot // len(habits.tries)
    tally.attempts[hour, o] += 1
    block.today[person] |= np.uint64(1) << np.uint64(habits.service[o])
    chance = odds.success[o]
    served = chance >= 1.0 or draw(key, tries, SUCCESS) < chance
    if served:
        tally.served[hour, o] += 1
    else:
        tally.failed_tries[o] += 1
    if target == block.usual[slot]:
        if served:
            block.fails[slot] = 0
        else:
            block.fails[slot] = min(block.fails[slot] + 1, habits.most_remembered)
            block.failed_ms[slot] = now
    return served


@inlined
def is_urgent(habits, c, key):
    """Tell 1 for a need that cannot wait, 0 for one that can."""
    return 1 if draw(key, 0, URGENT) < habits.urgent_share[c] else 0


@inlined
def maybe_install(block, pool, habits, odds, seed, slot, n, c, now, key):
    """After a failed session, begin to install another app if the person knows and wants to."""
    person = slot // len(habits.tries)
    if not knows_of_it(block, habits, odds, slot, block.first + person, seed):
        return
    j = decide_to_install(block, habits, slot, c, habits.skill[block.segment[person]], key)
    if j != NONE:
        due = now + install_ms(habits, key) + 1
        if due < habits.horizon_ms:
            keep(pool, habits, slot, n, now, due, 0, j, j, INSTALLING)


@inlined
def keep(pool, habits, slot, n, born, due, tries, target, ordinary, stage):
    """Keep something for a later time; what is due beyond the horizon waits in the last bucket."""
    entry = pool.free[0]
    pool.free[0] = pool.following[entry]
    pool.free[1] -= 1
    pool.slot[entry], pool.occurrence[entry] = slot, n
    pool.born_ms[entry], pool.due_ms[entry] = born, min(due, habits.horizon_ms)
    pool.tries[entry], pool.target[entry] = tries, target
    pool.ordinary[entry], pool.stage[entry] = ordinary, stage
    bucket = min(due // habits.beat_ms, len(pool.head) - 1)
    pool.following[entry] = pool.head[bucket]
    pool.head[bucket] = entry


@inlined
def release(pool, entry):
    """Give an entry back."""
    pool.following[entry] = pool.free[0]
    pool.free[0] = entry
    pool.free[1] += 1


@inlined
def close(block, pool, tally, habits, slot, c, born, now, means, ordinary, key):
    """Close a need: say how it ended, and log the interval in which it was unmet."""
    late = born + habits.tolerance_ms[c, is_urgent(habits, c, key)]
    if means == NOTHING:
        outcome = ABANDONED
    elif now > late:
        outcome = DEFERRED
    elif means == ordinary:
        outcome = MET
    elif habits.outside[habits.first_option[c] + means]:
        outcome = FALLBACK
    else:
        outcome = ELSEWHERE
    tally.outcome[now // HOUR_MS, c, outcome] += 1
    if born >= habits.event_ms:
        tally.moves[c, ordinary, means, outcome] += 1
    if outcome == ABANDONED:
        log_unmet(pool, habits, slot, c, late, habits.horizon_ms)
    elif outcome == DEFERRED:
        log_unmet(pool, habits, slot, c, late, now)


@inlined
def log_unmet(pool, habits, slot, c, late, until):
    """Log an unmet interval, from the tolerance to the end, the lapse or the horizon."""
    end = min(until, late + habits.lapse_ms[c], habits.horizon_ms)
    if end > late:
        row = pool.n_unmet[0]
        pool.unmet_slot[row], pool.unmet_from_ms[row], pool.unmet_to_ms[row] = slot, late, end
        pool.n_unmet[0] = row + 1


@compiled
def close_pending(block, pool, tally, habits, seed, pending):
    """Count what still waits at the horizon; False if the log must grow first.

    Parameters
    ----------
    block, pool, tally, habits, seed
        As for `live_beat`.
    pending : ndarray of int64, shape (C,)
        Added to in place. Needs.

    Returns
    -------
    bool
        False if the pool must grow; call again with a larger one.
    """
    categories = len(habits.tries)
    last = len(pool.head) - 1
    while pool.head[last] >= 0:
        if pool.n_unmet[0] + _ROOM > len(pool.unmet_slot):
            return False
        entry = pool.head[last]
        pool.head[last] = pool.following[entry]
        slot, born = pool.slot[entry], np.int64(pool.born_ms[entry])
        c = slot % categories
        key = need_key(seed, block.first + slot // categories, c, pool.occurrence[entry])
        late = born + habits.tolerance_ms[c, is_urgent(habits, c, key)]
        log_unmet(pool, habits, slot, c, late, habits.horizon_ms)
        pending[c] += 1
        if born >= habits.event_ms:
            tally.moves[c, pool.ordinary[entry], NOTHING, PENDING] += 1
        release(pool, entry)
    return True
