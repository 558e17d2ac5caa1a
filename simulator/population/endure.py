"""Let people live beat by beat: needs that could not be met ahead, and what waited."""

import numpy as np

from simulator.population.adoption import complete_install
from simulator.population.ahead import arise_ahead, look_ahead, sure_categories
from simulator.population.air import OUTAGE
from simulator.population.arrays import COMMUNITY, NONE
from simulator.population.choice import held_and_usual, ordinary_option
from simulator.population.jit import compiled, fetch, part
from simulator.population.luck import SUCCESS, draw
from simulator.population.moving import carry_out
from simulator.population.need import (
    FIRST_APP,
    INSTALLING,
    RESTING,
    SETTLED,
    WITHDRAWING,
    Step,
    known,
    option_of,
    recalled,
)
from simulator.population.odds import odds_of
from simulator.population.panel import WITHDRAW, write_step
from simulator.population.pursuit import first_choice, follow_up, just_failed
from simulator.population.reaching import reachable_ties
from simulator.population.social import live_socially
from simulator.population.unmet import count_users
from simulator.population.waiting import has_room, take
from simulator.units import DAY_MS, HOUR_MS

SOON = 6
"""So many needs ahead people are sent for."""


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
    """Live one beat; where a window begins, let its needs arise first. False as above."""
    community, beat = place
    block, tally = lane.block, lane.tally
    window = beat // block.arisen.shape[1]
    if block.window[community] != window:
        block.window[community] = window
        block.ends[community, :] = 0
        ahead = look_ahead(block, contacts, habits, trajectory, community, beat, end)
        arise_ahead(
            block, tally.plain, tally.first_tries, contacts.candidates, habits, trajectory.success,
            seed, community, ahead,
        )  # fmt: skip
    if not live_beat(lane, contacts, habits, trajectory, seed, community, beat):
        return False
    close_hour(lane, contacts, habits, trajectory, community, beat)
    close_day(lane, habits, community, beat)
    place[1] = beat + 1
    return True


@part
def live_beat(lane, contacts, habits, trajectory, seed, community, beat):
    """Live through one beat in one community; False if the pool must grow first."""
    odds = odds_of(trajectory, beat)
    if not live_together(lane, contacts, habits, odds, seed, community, beat):
        return False
    ends, head = lane.block.ends[community], lane.pool.head[community]
    here = beat - beat // (len(ends) - 1) * (len(ends) - 1)
    arisen = lane.block.arisen[community, here, : ends[here + 1]]
    block, sure = lane.block, sure_categories(habits, odds.success)
    while has_room(lane.pool):
        ends[0] = meet_plainly(block, contacts, lane.tally, habits, odds, sure, arisen, ends[0])
        if ends[0] < len(arisen):
            need, step = arise(lane, contacts, habits, odds, arisen[ends[0]])
            ends[0] += 1
        elif head[beat] >= 0:
            need, step = wake(lane, contacts, habits, community, beat)
        else:
            ends[0] = 0
            return True
        if step.stage != SETTLED:
            follow_up(lane, contacts, habits, odds, need, step)
    return False


@part
def meet_plainly(block, contacts, tally, habits, odds, sure, arisen, row):
    """Meet needs at the first try by ordinary means, up to one that is not met so.

    Returns
    -------
    int
        Its row, or the end of the list.
    """
    categories = len(habits.tries)
    while row < len(arisen):
        send_for_arisen(block, contacts, habits, arisen, row, sure)
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
def close_hour(lane, contacts, habits, trajectory, community, beat):
    """Count who can reach whom once the hour's last beat is over."""
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
    person = np.int64(arisen.person)
    slot = person * len(habits.tries) + c
    now, n = np.int64(arisen.born_ms), np.int64(arisen.occurrence)
    held, usual = held_and_usual(block, slot)
    ordinary = ordinary_option(habits, c, held, usual, arisen.key)
    need = known(habits, person, c, n, arisen.key, now, ordinary)
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
def send_for_arisen(block, contacts, habits, arisen, row, sure):
    """Send for who has a need soon; what a failure would touch is sent for half as early."""
    last, categories = len(arisen) - 1, len(habits.tries)
    soon = arisen[min(row + SOON, last)]
    fetch(block.slots, np.int64(soon.person) * categories + np.int64(soon.category))
    fetch(block.today, np.int64(soon.person))
    near = arisen[min(row + SOON // 2, last)]
    slot = np.int64(near.person) * categories + np.int64(near.category)
    if block.slots[slot].fails != 0 or not sure >> np.int64(near.category) & 1:
        fetch(block.past, slot)
        send_for_person(block, contacts, np.int64(near.person))


@part
def send_for_person(block, contacts, person):
    """Send for what a person learns from a failure."""
    fetch(contacts.person, person)
    fetch(contacts.touches, person * contacts.touches.shape[1])
    fetch(contacts.moves, person * contacts.moves.shape[1])
    fetch(block.life, person)


@part
def send_for_next(lane, contacts, habits, community, beat):
    """Send for who wakes next, and for what wakes after that."""
    waiters, coming = lane.pool.waiters, np.int64(lane.pool.head[community, beat])
    if coming >= 0:
        person = np.int64(waiters[coming].person)
        slot = person * len(habits.tries) + np.int64(waiters[coming].category)
        fetch(waiters, max(np.int64(waiters[coming].following), 0))
        fetch(lane.block.slots, slot)
        fetch(lane.block.past, slot)
        send_for_person(lane.block, contacts, person)


@part
def wake(lane, contacts, habits, community, beat):
    """Take up the next thing due in this beat: a waiting need or a begun installation."""
    block, tally = lane.block, lane.tally
    waiter = lane.pool.waiters[take(lane, community, beat)]
    send_for_next(lane, contacts, habits, community, beat)
    need, now = recalled(habits, waiter), np.int64(waiter.due_ms)
    tries, target, stage = np.int64(waiter.tries), np.int64(waiter.target), int(waiter.stage)
    if stage == INSTALLING:
        complete_install(lane, contacts, habits, need, target, np.int64(waiter.cause), now)
        stage = SETTLED
    elif stage == WITHDRAWING:
        write_step(lane, need, WITHDRAW, target, 0, now)
        count_arrival(tally, habits, need, target)
        stage = FIRST_APP
    elif stage == FIRST_APP:
        tally.waiting[need.urgent, option_of(habits, need, target)] -= 1
    elif just_failed(block, habits, need, target, now):
        tries, stage = tries - 1, RESTING
    else:
        tally.first_tries[option_of(habits, need, target)] += 1
    return need, Step(now, tries + 1, target, stage)
