"""Let people live: needs arise beat by beat, and what waited goes on."""

import numpy as np

from simulator.population.adoption import complete_install
from simulator.population.air import OUTAGE
from simulator.population.arrays import COMMUNITY, NONE, WINDOW_MS
from simulator.population.arrivals import bring_forth
from simulator.population.choice import held_and_usual, ordinary_option
from simulator.population.jit import compiled, part
from simulator.population.luck import SUCCESS, draw
from simulator.population.moving import carry_out
from simulator.population.need import (
    FIRST_APP,
    INSTALLING,
    RESTING,
    SETTLED,
    WITHDRAWING,
    Step,
    addressed,
    known,
    option_of,
)
from simulator.population.odds import odds_of
from simulator.population.panel import WITHDRAW, write_step
from simulator.population.pursuit import first_choice, follow_up, just_failed
from simulator.population.quiet import end_of_calm, live_quietly
from simulator.population.reaching import reachable_ties
from simulator.population.social import live_socially
from simulator.population.unmet import count_users
from simulator.population.waiting import has_room, take
from simulator.units import DAY_MS, HOUR_MS


@compiled
def live(lane, contacts, habits, trajectory, seed, place, stride, begin, end):
    """Let the communities of a lane live through some beats.

    Parameters
    ----------
    lane : Lane
        People, what waits for them, and counters; changed in place.
    contacts : Contacts
        Their social life; changed in place.
    habits : Habits
        Compiled people.
    trajectory : Trajectory
        What people meet, known up to `end`.
    seed : int
        Address of luck.
    place : ndarray of int64, shape (2,)
        Community and beat to go on with; changed in place.
    stride : int
        Lanes among which the communities are shared out.
    begin, end : int
        The first beat, and the first that is left out.

    Returns
    -------
    bool
        False if the pool must grow first; call again with a larger one to go on.
    """
    while place[0] < len(lane.block.busy):
        while place[1] < end:
            if not live_on(lane, contacts, habits, trajectory, seed, place, end):
                return False
        place[0] += stride
        place[1] = begin
    return True


@part
def live_on(lane, contacts, habits, trajectory, seed, place, end):
    """Live quiet hours in one go, or else one beat; False if something must grow first."""
    community, beat = place
    until = end_of_calm(lane.block, habits, trajectory, community, beat, end)
    if until > beat:
        if not live_quietly(lane, contacts, habits, trajectory, seed, community, until):
            return False
        close_hours(lane, contacts, habits, trajectory, community, beat, until)
        close_day(lane, habits, community, until - 1)
        place[1] = until
        return True
    window = beat * habits.beat_ms // WINDOW_MS
    if lane.block.window[community] != window:
        bring_forth(lane.block, habits, seed, community, window)
    if live_beat(lane, contacts, habits, trajectory, seed, community, beat):
        close_hours(lane, contacts, habits, trajectory, community, beat, beat + 1)
        close_day(lane, habits, community, beat)
        place[1] = beat + 1
        return True
    return False


@part
def live_beat(lane, contacts, habits, trajectory, seed, community, beat):
    """Live through one beat in one community; False if the pool must grow first."""
    odds = odds_of(trajectory, beat)
    if not live_together(lane, contacts, habits, odds, seed, community, beat):
        return False
    ends, head = lane.block.ends[community], lane.pool.head[community]
    here = beat - beat // (len(ends) - 1) * (len(ends) - 1)
    arisen = lane.block.arisen[community, here, : ends[here + 1]]
    while has_room(lane.pool):
        ends[0] = meet_plainly(lane.block, lane.tally, habits, odds, arisen, ends[0])
        if ends[0] < len(arisen):
            need, step = arise(lane, contacts, habits, odds, arisen[ends[0]])
            ends[0] += 1
        elif head[beat] >= 0:
            need, step = wake(lane, contacts, habits, seed, community, beat)
        else:
            ends[0] = 0
            return True
        if step.stage != SETTLED:
            follow_up(lane, contacts, habits, odds, need, step)
    return False


@part
def meet_plainly(block, tally, habits, odds, arisen, row):
    """Meet needs at the first try by ordinary means, up to one that is not met so.

    Returns
    -------
    int
        Its row, or the end of the list.
    """
    categories = len(habits.tries)
    while row < len(arisen):
        person, c = np.int64(arisen[row].person), np.int64(arisen[row].category)
        own, now = block.slots[person * categories + c], np.int64(arisen[row].born_ms)
        if own.fails != 0 or own.extra != NONE:
            break
        key = arisen[row].key
        o = habits.first_option[c] + ordinary_option(habits, c, own.held, own.usual, key)
        chance = odds.success[o]
        if chance < 1.0 and draw(key, 1, SUCCESS) >= chance:
            break
        tally.plain[np.int64(now >= habits.event_ms), now // HOUR_MS, o] += 1
        tally.first_tries[o] += 1
        block.today[person] |= np.uint64(1) << np.uint64(habits.service[o])
        row += 1
    return row


@part
def live_together(lane, contacts, habits, odds, seed, community, beat):
    """Live a social step where one begins; False if the pool must grow first."""
    now = beat * habits.beat_ms
    if now % contacts.customs.step_ms != 0 or odds.air.row[OUTAGE] == 0.0:
        return True
    step, first, done = now // contacts.customs.step_ms, lane.block.first, False
    while not done:
        done = live_socially(
            contacts, odds.air, lane.tally.told, lane.block.segment, first, seed, community, step
        )
        if not carry_out(lane, contacts, habits, odds, seed, community):
            return False
    return True


@part
def close_hours(lane, contacts, habits, trajectory, community, begin, end):
    """Count who can reach whom in each hour whose last beat is among these."""
    for beat in range(begin, end):
        now = (beat + 1) * habits.beat_ms
        if now % HOUR_MS == 0:
            odds, hour = odds_of(trajectory, beat), now // HOUR_MS - 1
            reachable_ties(contacts, odds.success, lane.tally.reach[hour], community)


@part
def close_day(lane, habits, community, beat):
    """Count the day's users once its last beat is over."""
    end_ms = (beat + 1) * habits.beat_ms
    if end_ms % DAY_MS == 0 or end_ms >= habits.horizon_ms:
        first = community * COMMUNITY
        last = min(first + COMMUNITY, len(lane.block.segment))
        count_users(lane.block, lane.tally.users[(end_ms - 1) // DAY_MS], first, last)


@part
def arise(lane, contacts, habits, odds, arisen):
    """Let a need arise that is not met as ever."""
    block, c = lane.block, np.int64(arisen.category)
    slot = np.int64(arisen.person) * len(habits.tries) + c
    now, n = np.int64(arisen.born_ms), np.int64(arisen.occurrence)
    held, usual = held_and_usual(block, slot)
    ordinary = ordinary_option(habits, c, held, usual, arisen.key)
    need = known(habits, slot, c, n, arisen.key, now, ordinary)
    chosen = first_choice(lane, contacts, habits, odds, need)
    count_arrival(lane.tally, habits, need, chosen)
    return need, Step(now, 1, chosen, FIRST_APP)


@part
def count_arrival(tally, habits, need, chosen):
    """Count a need that has arisen, and what it turns to first."""
    tally.arrived[need.born_ms // HOUR_MS, need.category] += 1
    tally.open_needs[need.category] += 1
    tally.first_tries[option_of(habits, need, chosen)] += 1


@part
def wake(lane, contacts, habits, seed, community, beat):
    """Take up the next thing due in this beat: a waiting need or a begun installation."""
    block, tally = lane.block, lane.tally
    waiter = lane.pool.waiters[take(lane, habits, community, beat)]
    slot, n = np.int64(waiter.slot), np.int64(waiter.occurrence)
    born, now = np.int64(waiter.born_ms), np.int64(waiter.due_ms)
    tries, target = np.int64(waiter.tries), np.int64(waiter.target)
    ordinary, stage = np.int64(waiter.ordinary), int(waiter.stage)
    need = addressed(block, habits, seed, slot, n, born, ordinary)
    if stage == INSTALLING:
        complete_install(lane, contacts, habits, need, target, np.int64(waiter.cause), now)
        stage = SETTLED
    elif stage == WITHDRAWING:
        write_step(lane, habits, need, WITHDRAW, target, 0, now)
        count_arrival(tally, habits, need, target)
        stage = FIRST_APP
    elif stage == FIRST_APP:
        tally.waiting[need.urgent, option_of(habits, need, target)] -= 1
    elif just_failed(block, habits, need, target, now):
        tries, stage = tries - 1, RESTING
    else:
        tally.first_tries[option_of(habits, need, target)] += 1
    return need, Step(now, tries + 1, target, stage)
