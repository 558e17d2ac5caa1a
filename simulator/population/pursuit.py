"""Pursue a need: try an app, retry it, choose once more, look again later."""

import numpy as np

from simulator.population.adoption import (
    decide_to_install,
    install_ms,
    knows_of_it,
    use_actively,
)
from simulator.population.arrays import NONE, NOTHING
from simulator.population.choice import flight_option, remembered_failures
from simulator.population.closing import close
from simulator.population.jit import inlined
from simulator.population.luck import DELAY, LOOK, SUCCESS, draw
from simulator.population.need import (
    FIRST_APP,
    INSTALLING,
    LOOKING,
    open_app,
    option_of,
    worth_until_ms,
)
from simulator.population.waiting import keep
from simulator.topology.world import NO_APP
from simulator.units import HOUR_MS

_HOUR = float(HOUR_MS)


@inlined
def follow_up(block, pool, tally, habits, odds, seed, need, step):
    """Try a means; on failure retry it, choose once more, look again later, or give up."""
    if attempt(block, tally, habits, odds, need, step.now_ms, step.tries, step.target):
        close(pool, tally, habits, need, step.now_ms, step.target)
        return
    tries = step.tries
    if step.stage == FIRST_APP:
        if retry(pool, tally, habits, need, step):
            return
        consider_another_app(block, pool, habits, odds, seed, need, step.now_ms)
        tries = turn_elsewhere(block, pool, tally, habits, odds, need, step)
    if tries > 0:
        usual = np.int64(block.usual[need.slot])
        target = step.target if usual == NO_APP else usual
        look_later(pool, tally, habits, need, step.now_ms, tries, target)


@inlined
def attempt(block, tally, habits, odds, need, now, tries, target):
    """Try one option once; the usual app's success clears its failures."""
    o = option_of(habits, need, target)
    hour = now // HOUR_MS
    tally.attempts[hour, o] += 1
    open_app(block, habits, need, target)
    chance = odds.success[o]
    served = chance >= 1.0 or draw(need.key, tries, SUCCESS) < chance
    if served:
        tally.served[hour, o] += 1
    else:
        tally.failed_tries[o] += 1
    if target == block.usual[need.slot]:
        if served:
            block.fails[need.slot] = 0
        else:
            left = remembered_failures(block, habits, need.slot, now)
            block.fails[need.slot] = min(np.int64(left + 0.5) + 1, habits.most_remembered)
            block.failed_ms[need.slot] = now
    return served


@inlined
def retry(pool, tally, habits, need, step):
    """Keep a need for another try of the same app; False if it had its tries or would lapse."""
    if step.tries >= habits.tries[need.category]:
        return False
    wait_h = -np.log(draw(need.key, step.tries, DELAY)) / habits.retry_per_h[need.urgent]
    due = step.now_ms + np.int64(wait_h * _HOUR)
    if due >= worth_until_ms(habits, need):
        return False
    o = option_of(habits, need, step.target)
    tally.retried[o] += 1
    tally.waiting[need.urgent, o] += 1
    keep(pool, habits, need, due + 1, step.tries, step.target, FIRST_APP)
    return True


@inlined
def turn_elsewhere(block, pool, tally, habits, odds, need, step):
    """Choose once more after an app was left, and try that.

    Returns
    -------
    int
        Tries so far if the need still waits, 0 if it is closed.
    """
    chosen = flee(block, tally, habits, odds, need, step.now_ms, step.target)
    if chosen == NOTHING:
        return step.tries
    tries = step.tries + 1
    if attempt(block, tally, habits, odds, need, step.now_ms, tries, chosen):
        close(pool, tally, habits, need, step.now_ms, chosen)
        return 0
    if need.urgent:
        close(pool, tally, habits, need, step.now_ms, NOTHING)
        return 0
    return tries


@inlined
def flee(block, tally, habits, odds, need, now, left):
    """Choose once more after an app was left; a second app chosen now stays in active use."""
    slot = need.slot
    held, usual = block.held[slot], block.usual[slot]
    chosen = flight_option(
        habits, odds, tally.scratch, need.category, held, usual, left, need.urgent, need.key
    )
    if chosen != NOTHING:
        o = option_of(habits, need, chosen)
        tally.first_tries[o] += 1
        if not habits.outside[o] and chosen != usual:
            use_actively(block, habits, slot, chosen, now, need.key)
    return chosen


@inlined
def just_failed(block, habits, need, target, now):
    """Tell whether the usual app has failed so lately that a waiting need does not look again."""
    fresh = now - block.failed_ms[need.slot] < habits.look_gap_ms
    return target == block.usual[need.slot] and block.fails[need.slot] > 0 and fresh


@inlined
def look_later(pool, tally, habits, need, now, tries, target):
    """Defer a need and look again later, unless it lapses before."""
    wait_h = -np.log(draw(need.key, tries, LOOK)) * habits.look_again_h[need.category]
    due = now + np.int64(wait_h * _HOUR) + 1
    if due > worth_until_ms(habits, need):
        close(pool, tally, habits, need, now, NOTHING)
    else:
        keep(pool, habits, need, due, tries + 1, target, LOOKING)


@inlined
def consider_another_app(block, pool, habits, odds, seed, need, now):
    """After a failed session, begin to install another app if the person knows and wants to."""
    person = need.slot // len(habits.tries)
    if not knows_of_it(block, habits, odds, need.slot, block.first + person, seed):
        return
    group = block.segment[person]
    j = decide_to_install(block, habits, need.slot, need.category, group, need.key)
    if j != NONE and odds.success[habits.first_option[need.category] + j] > 0.0:
        due = now + install_ms(habits, need.key) + 1
        if due < habits.horizon_ms:
            keep(pool, habits, need, due, 0, j, INSTALLING)
