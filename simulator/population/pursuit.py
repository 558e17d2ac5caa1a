"""Pursue a need: try an app, retry it, choose once more, look again later."""

import numpy as np

from simulator.population.adoption import (
    decide_to_install,
    install_ms,
    use_actively,
)
from simulator.population.air import ADVERT
from simulator.population.arrays import NONE, NOTHING
from simulator.population.choice import (
    active_extra,
    counted_failures,
    flight_option,
    held_and_usual,
    remembered_failures,
    wary_option,
)
from simulator.population.closing import close
from simulator.population.contacts import is_aware, note_own_failure, who_is_met
from simulator.population.jit import part
from simulator.population.luck import DELAY, INSTALL, LOOK, OPEN, SUCCESS, draw, exponential
from simulator.population.need import (
    FIRST_APP,
    INSTALLING,
    LOOKING,
    RESTING,
    open_app,
    option_of,
    worth_until_ms,
)
from simulator.population.panel import (
    INSTALL_BEGUN,
    LEAVE,
    LOOK_AGAIN,
    TRY_FAILED,
    TRY_SERVED,
    WAIT,
    write_step,
)
from simulator.population.waiting import keep
from simulator.topology.world import NO_APP
from simulator.units import HOUR_MS

_HOUR = float(HOUR_MS)


@part
def follow_up(lane, contacts, habits, odds, need, step):
    """Try a means; on failure retry it, choose once more, look again later, or give up."""
    now, tries, target = step.now_ms, step.tries, step.target
    means, ended, fled = NOTHING, False, step.stage != FIRST_APP
    while step.stage != RESTING:
        if attempt(lane, habits, odds, need, now, tries, target):
            means, ended = target, True
            break
        note_failure(lane, contacts, habits, need, now, target)
        if fled:
            ended = step.stage == FIRST_APP and need.urgent == 1
            break
        if retry(lane, habits, need, step):
            return
        consider_another_app(lane, contacts, habits, odds, need, now)
        met = met_by(lane, contacts, habits, odds, need)
        chosen = flee(lane, habits, odds, need, now, target, met)
        if chosen == NOTHING:
            break
        tries, target, fled = tries + 1, chosen, True
    if ended or not look_later(lane, habits, need, step, tries):
        close(lane, habits, need, now, means)


@part
def met_by(lane, contacts, habits, odds, need):
    """Tell on which of a person's apps those can be met whom a session is meant for."""
    held, first = np.int64(lane.block.slots[need.slot].held), habits.first_option
    return who_is_met(contacts, odds, first, held, need.person, need.category, need.key)


@part
def note_failure(lane, contacts, habits, need, now, target):
    """Let a person learn from the failure of an app."""
    o = option_of(habits, need, target)
    if not habits.outside[o]:
        note_own_failure(contacts, lane.tally.told, need.person, o, now)


@part
def first_choice(lane, contacts, habits, odds, need):
    """Choose where to try first: the new app in use, warily after failures, or as ever."""
    block, slot, c, now = lane.block, need.slot, need.category, need.born_ms
    failures = remembered_failures(block, habits, slot, now)
    extra = active_extra(block, slot, now)
    if failures == 0.0 and extra == NONE:
        return need.ordinary
    met = met_by(lane, contacts, habits, odds, need)
    if extra != NONE and draw(need.key, 0, OPEN) < habits.active_use:
        open_app(block, habits, need, extra)
        if met >> extra & 1:
            return extra
    if failures == 0.0:
        return need.ordinary
    held, usual = held_and_usual(block, slot)
    return wary_option(habits, odds, lane.tally.scratch, c, held, usual, failures, met, need.key)


@part
def attempt(lane, habits, odds, need, now, tries, target):
    """Try one option once; the usual app's success clears its failures."""
    block, tally = lane.block, lane.tally
    o = option_of(habits, need, target)
    hour = now // HOUR_MS
    tally.attempts[hour, o] += 1
    open_app(block, habits, need, target)
    chance = odds.success[o]
    served = chance >= 1.0 or (chance > 0.0 and draw(need.key, tries, SUCCESS) < chance)
    if served:
        tally.served[hour, o] += 1
    else:
        tally.failed_tries[o] += 1
    write_step(lane, need, TRY_SERVED if served else TRY_FAILED, target, tries, now)
    own = block.slots[need.slot]
    if target == own.usual:
        if served:
            own.fails = 0
        else:
            left = counted_failures(block, habits, need.slot, now)
            own.fails = min(left + 1, habits.most_remembered)
            block.past[need.slot].failed_ms = now
    return served


@part
def retry(lane, habits, need, step):
    """Keep a need for another try of the same app; False if it had its tries or would lapse."""
    if step.tries >= habits.tries[need.category]:
        return False
    wait_h = exponential(need.key, step.tries, DELAY) / habits.retry_per_h[need.urgent]
    due = step.now_ms + np.int64(wait_h * _HOUR)
    if due >= worth_until_ms(habits, need):
        return False
    o = option_of(habits, need, step.target)
    lane.tally.retried[o] += 1
    lane.tally.waiting[need.urgent, o] += 1
    keep(lane, habits, need, due + 1, step.tries, step.target, FIRST_APP)
    write_step(lane, need, WAIT, step.target, step.tries, step.now_ms)
    return True


@part
def flee(lane, habits, odds, need, now, left, met):
    """Choose once more after an app was left; a second app chosen now stays in active use."""
    slot, tally = need.slot, lane.tally
    held, usual = held_and_usual(lane.block, slot)
    chosen = flight_option(
        habits, odds, tally.scratch, need.category, held, usual, left, need.urgent, met, need.key
    )
    if chosen != NOTHING:
        o = option_of(habits, need, chosen)
        tally.first_tries[o] += 1
        if not habits.outside[o] and chosen != usual:
            use_actively(lane.block, habits, slot, need.category, chosen, now, need.key)
        write_step(lane, need, LEAVE, chosen, 0, now)
    return chosen


@part
def just_failed(block, habits, need, target, now):
    """Tell whether the usual app has failed so lately that a waiting need does not look again."""
    own = block.slots[need.slot]
    fresh = now - block.past[need.slot].failed_ms < habits.look_gap_ms
    return target == own.usual and own.fails > 0 and fresh


@part
def look_later(lane, habits, need, step, tries):
    """Defer a need and look at its usual app again later; False if it would lapse before."""
    now, usual = step.now_ms, np.int64(lane.block.slots[need.slot].usual)
    target = step.target if usual == NO_APP or step.stage == RESTING else usual
    wait_h = exponential(need.key, tries, LOOK) * habits.look_again_h[need.category]
    due = now + np.int64(wait_h * _HOUR) + 1
    if due > worth_until_ms(habits, need):
        return False
    keep(lane, habits, need, due, tries + 1, target, LOOKING)
    write_step(lane, need, LOOK_AGAIN, target, tries, now)
    return True


@part
def consider_another_app(lane, contacts, habits, odds, need, now):
    """After a failed session, begin to install another app if the person knows and wants to."""
    block = lane.block
    if not is_aware(contacts, need.person):
        return
    group = block.segment[need.person]
    j = decide_to_install(
        block, habits, need.slot, need.category, group, odds.air.row[ADVERT], need.key
    )
    if j == NONE:
        return
    o = option_of(habits, need, j)
    if odds.success[o] > 0.0 and draw(need.key, 1, INSTALL) < odds.sign_up[o]:
        due = now + install_ms(habits, need.key) + 1
        if due < habits.horizon_ms:
            keep(lane, habits, need, due, 0, j, INSTALLING)
            write_step(lane, need, INSTALL_BEGUN, j, 0, now)
