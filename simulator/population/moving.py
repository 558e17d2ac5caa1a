"""Carry out what people decided: get another app, or take money out of a feared bank."""

import numpy as np

from simulator.population.adoption import install_ms
from simulator.population.air import UNTOUCHED
from simulator.population.arrays import NONE
from simulator.population.contact_arrays import CONTACT, WITHDRAW, WITHDRAWN
from simulator.population.contacts import count_of, touch
from simulator.population.jit import part
from simulator.population.luck import draw, need_key
from simulator.population.need import INSTALLING, WITHDRAWING, Need, has
from simulator.population.panel import FEARFUL, INSTALL_BEGUN, write_step
from simulator.population.rumour import MOVING
from simulator.population.waiting import has_room, keep

_NONE = np.int64(NONE)
_WHICH = 2
_SUDDEN = 2**31
"""Set in the number of a need that arose from fear, apart from the ordinary ones."""


@part
def carry_out(lane, contacts, habits, odds, seed, community):
    """Carry out what people of a community have decided.

    Parameters
    ----------
    lane : Lane
        People and what waits for them; changed in place.
    contacts : Contacts
        Social life; its decisions are taken out.
    habits : Habits
        Compiled people.
    odds : Odds
        What people meet now.
    seed : int
        Address of luck.
    community : int
        Which community.

    Returns
    -------
    bool
        False if the pool must grow first; call again with a larger one to go on.
    """
    while contacts.decided[community] > 0:
        if not has_room(lane.pool):
            return False
        contacts.decided[community] -= 1
        decision = contacts.decisions[community, contacts.decided[community]]
        begin(lane, contacts, habits, odds, seed, decision)
    return True


@part
def begin(lane, contacts, habits, odds, seed, decision):
    """Put an app or a withdrawal on its way, and remember what moved the person."""
    person, now = np.int64(decision.person), np.int64(decision.now_ms)
    key = need_key(seed, lane.block.first + person, MOVING, now)
    withdraws = decision.kind == WITHDRAW
    c = contacts.customs.bank if withdraws else contacts.customs.adoptable[decision.rank]
    slot = person * len(habits.tries) + c
    occurrence = np.int64(lane.block.coming[slot].occurrence)
    if withdraws:
        place = feared_bank(lane.block, contacts, habits, odds, slot, c)
        occurrence, stage, due = occurrence + _SUDDEN, WITHDRAWING, now
    else:
        mark = draw(key, 0, _WHICH)
        place = choose_app(lane.block, contacts, habits, odds, slot, c, decision.cause, mark)
        stage, due = INSTALLING, now + install_ms(habits, key) + 1
    if place != NONE and due < habits.horizon_ms:
        need = Need(slot, c, occurrence, key, 0, now, place)
        entry = lane.pool.free[0]
        keep(lane, habits, need, due, 0, place, stage)
        lane.pool.waiters[entry].cause = decision.cause
        write_step(lane, habits, need, FEARFUL if withdraws else INSTALL_BEGUN, place, 0, now)
        if withdraws:
            contacts.person[person].flags = contacts.person[person].flags | WITHDRAWN
        else:
            half_lives = now / contacts.customs.touch_half_life_ms
            touch(contacts.person[person], contacts.touches[person], decision.cause, half_lives)


@part
def appeal_of(block, contacts, habits, odds, slot, c, option, cause):
    """Weigh an app that a person lacks; where contacts are the reason, by how many are there."""
    person = slot // len(habits.tries)
    barred = habits.barred[option, block.segment[person]]
    if barred or has(block, slot, option - habits.first_option[c]):
        return 0.0
    if odds.success[option] <= 0.0 or odds.sign_up[option] <= 0.0:
        return 0.0
    channel = contacts.customs.channel[option]
    if cause == CONTACT and 0 <= channel < contacts.customs.messengers:
        own = contacts.person[person]
        there = count_of(own.on, channel) + own.outside * odds.reach[option]
        return habits.adoption[option] * there
    return habits.adoption[option]


@part
def choose_app(block, contacts, habits, odds, slot, c, cause, mark):
    """Choose an app of one category to install, by appeal; NONE if there is no other."""
    first, last = habits.first_option[c], habits.first_option[c + 1]
    total, sums, chosen = 0.0, 0.0, _NONE
    for turn in range(2):  # add up, then find the mark
        for option in range(first, last):
            appeal = appeal_of(block, contacts, habits, odds, slot, c, option, cause)
            total += appeal * (1 - turn)
            if turn == 1 and appeal > 0.0 and sums <= mark * total:
                chosen = option - first
            sums += appeal * turn
    return chosen


@part
def feared_bank(block, contacts, habits, odds, slot, c):
    """Find the bank app of a person that is struck or bears a struck name, if there is one."""
    if contacts.person[slot // len(habits.tries)].flags & WITHDRAWN:
        return _NONE
    for option in range(habits.first_option[c], habits.first_option[c + 1]):
        place = option - habits.first_option[c]
        feared = odds.air.menace[option] != UNTOUCHED and not habits.outside[option]
        if feared and has(block, slot, place):
            return place
    return _NONE
