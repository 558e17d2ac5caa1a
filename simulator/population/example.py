"""Let fear begin, and let media or the example of contacts move people."""

import numpy as np

from simulator.population.air import ADVERT, MEDIA, SAME_HOUSE, STRUCK
from simulator.population.arrays import COMMUNITY, NEVER
from simulator.population.contact_arrays import (
    ADOPT,
    AWARE,
    FEAR,
    FEARS_HOUSE,
    FEARS_STRUCK,
    WITHDRAW,
    WITHDRAWN,
)
from simulator.population.contact_arrays import ADVERT as BY_ADVERT
from simulator.population.contact_arrays import CONTACT as BY_CONTACT
from simulator.population.contact_arrays import MEDIA as BY_MEDIA
from simulator.population.contacts import touch, warmth_at
from simulator.population.jit import part
from simulator.population.luck import KNOWS, MOVING, draw, need_key
from simulator.population.rumour import (
    KIND,
    await_moving,
    most_example,
    most_fear,
    share_of,
)
from simulator.topology.customs import COMPLEX, SIMPLE
from simulator.units import HOUR_MS

_LENGTH = 3
_THRESHOLD = 3
_HOUR = float(HOUR_MS)
_NEVER = float(NEVER)
_CALM = AWARE | WITHDRAWN


@part
def consider(contacts, told, air, seed, number, person, skill, now):
    """Let fear begin or an example move a person, if that is what comes now."""
    customs, own, community = contacts.customs, contacts.person[person], person // COMMUNITY
    candidates, head = contacts.candidates[person], contacts.head[community]
    await_moving(customs, candidates, head, seed, number, skill, now)
    if not own.flags & AWARE:
        return
    fear, example = most_fear(customs), most_example(customs, skill)
    key = need_key(seed, number, MOVING, now)
    mark = draw(key, 0, KIND) * (fear + example)
    kind, rank, cause = WITHDRAW, np.int64(0), -1
    if mark < fear:
        if begins_to_fear(customs, own, air.row[MEDIA], now, draw(key, 0, _LENGTH), mark):
            told[FEAR] += 1
            touch(own, contacts.touches[person], FEAR, warmth_at(customs, now))
            if customs.bank >= 0 and not own.flags & WITHDRAWN:
                cause = FEAR
    elif example > 0.0:
        share = (mark - fear) / example * len(customs.adoptable)
        rank = min(np.int64(share), np.int64(len(customs.adoptable) - 1))
        seen = contacts.moves[person, rank]
        kind, threshold = ADOPT, threshold_of(customs.quantiles[2], seed, number)
        cause = example_to(customs, own, seen, air, rank, now, share - rank, threshold)
    if cause >= 0:
        decision = contacts.decisions[community, contacts.decided[community]]
        decision.person, decision.now_ms = person, now
        decision.kind, decision.rank, decision.cause = kind, rank, cause
        contacts.decided[community] += 1


@part
def begins_to_fear(customs, own, media, now, luck, mark):
    """Let fear of what is struck, or of what bears its name, begin or last longer; or not."""
    rate = customs.fear_per_h * media
    spilt = mark - customs.fear_per_h
    house = 0.0 <= spilt < rate * customs.fear_spillover
    if not (mark < rate or house):
        return False
    lasting = own.flags if now < own.fear_until_ms else own.flags & _CALM
    own.flags = lasting | (FEARS_STRUCK if mark < rate else FEARS_HOUSE)
    end = np.int64(min(now - np.log(luck) * customs.fear_lasts_h * _HOUR, _NEVER))
    own.fear_until_ms = max(np.int64(own.fear_until_ms), end)
    return True


@part
def fears_for(own, menace, now):
    """Tell whether a person fears for what is struck, or for what bears a struck name."""
    wanted = (menace == STRUCK) * FEARS_STRUCK + (menace == SAME_HOUSE) * FEARS_HOUSE
    return own.flags & wanted != 0 and now < own.fear_until_ms


@part
def example_to(customs, own, seen, air, rank, now, mark, threshold):
    """Tell what moves a person who failed lately, or who fears; -1 if nothing does."""
    past = np.int64(seen.failed_step)  # from 1, so a failure is no older than its step begins
    failed = past > 0 and now - (past - 1) * customs.step_ms < customs.failed_lately_ms
    if not failed and not fears_for(own, air.struck[rank], now):
        return -1
    moved = share_of(seen.movers, own.outside, air.adopters[rank], own.ties)
    if customs.contagion == COMPLEX:
        cause = BY_CONTACT if moved >= threshold else -1
    else:
        cause = cause_of(customs, air.row, moved, mark)
    return cause if failed or cause < 0 else FEAR


@part
def cause_of(customs, row, moved, mark):
    """Tell what a candidate with this mark in (0, 1) is moved by: media, contacts, adverts."""
    media = customs.adopt_by_media_per_h
    contact = customs.adopt_by_contacts_per_h if customs.contagion == SIMPLE else 0.0
    mark *= (media + contact) * customs.most_advert
    media *= row[MEDIA]
    contact = media + contact * moved
    if mark < media:
        return BY_MEDIA
    if mark < contact:
        return BY_CONTACT
    return BY_ADVERT if mark < contact * row[ADVERT] else -1


@part
def threshold_of(quantiles, seed, number):
    """Return the share of contacts that must have moved before this person does."""
    key = need_key(seed, number, KNOWS, _THRESHOLD)
    return quantiles[np.int64(draw(key, 0, KIND) * len(quantiles))]
