"""Carry out what people decided: get another app, or take money out of a feared bank."""

import numpy as np

from simulator.population.adoption import install_ms
from simulator.population.arrays import NONE
from simulator.population.contact_arrays import CONTACT, WITHDRAW, WITHDRAWN
from simulator.population.contacts import count_of, touch, warmth_at
from simulator.population.example import fears_for
from simulator.population.jit import part
from simulator.population.luck import INSTALL, MOVING, draw, need_key
from simulator.population.need import INSTALLING, WITHDRAWING, has, known
from simulator.population.panel import FEARFUL, INSTALL_BEGUN, write_step
from simulator.population.waiting import has_room, keep

_NONE = np.int64(NONE)
_WHICH = 2
_SUDDEN, _EXAMPLE = 2**31, 2**30
"""Set in the number of a need that arose from fear, and of one that another's example aroused:
no ordinary need has so high a number. Both are told by their time, of which a half fits in the
second."""


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
    if withdraws:
        place = feared_bank(lane.block, contacts, habits, odds, slot, c, now)
        occurrence = now + _SUDDEN
        stage, due = WITHDRAWING, now
    else:
        mark = draw(key, 0, _WHICH)
        place = choose_app(lane.block, contacts, habits, odds, slot, c, decision.cause, mark)
        place = signed_up(habits, odds, c, place, draw(key, 1, INSTALL))
        occurrence = now // 2 + _EXAMPLE
        stage, due = INSTALLING, now + install_ms(habits, key) + 1
    if place != NONE and due < habits.horizon_ms:
        own_key = need_key(seed, lane.block.first + person, c, occurrence)
        need = known(habits, person, c, occurrence, own_key, now, place)
        entry = lane.pool.free[0]
        keep(lane, habits, need, due, 0, place, stage)
        lane.pool.waiters[entry].cause = decision.cause
        write_step(lane, need, FEARFUL if withdraws else INSTALL_BEGUN, place, 0, now)
        if withdraws:
            contacts.person[person].flags = contacts.person[person].flags | WITHDRAWN
        else:
            warmth = warmth_at(contacts.customs, now)
            touch(contacts.person[person], contacts.touches[person], decision.cause, warmth)


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
def signed_up(habits, odds, c, place, mark):
    """Return an app if the sign-up succeeds, as it must after a failure, else NONE."""
    if place != NONE and mark < odds.sign_up[habits.first_option[c] + place]:
        return place
    return _NONE


@part
def feared_bank(block, contacts, habits, odds, slot, c, now):
    """Find a bank app of a person who fears for it: it is struck, or bears a struck name."""
    own = contacts.person[slot // len(habits.tries)]
    if own.flags & WITHDRAWN:
        return _NONE
    for option in range(habits.first_option[c], habits.first_option[c + 1]):
        place = option - habits.first_option[c]
        feared = fears_for(own, odds.air.menace[option], now) and not habits.outside[option]
        if feared and has(block, slot, place):
            return place
    return _NONE
