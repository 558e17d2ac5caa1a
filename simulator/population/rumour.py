"""Let media, contacts and operators tell people of an outage, at times of their own."""

import numpy as np

from simulator.population.air import AWARE_SHARE, MEDIA, NOTICE
from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import AWARE
from simulator.population.contact_arrays import CONTACT as BY_CONTACT
from simulator.population.contact_arrays import MEDIA as BY_MEDIA
from simulator.population.contact_arrays import NOTICE as BY_NOTICE
from simulator.population.contacts import become_aware, touch, warmth_at
from simulator.population.jit import compiled, part
from simulator.population.luck import MOVING, NEWS, draw, exponential, need_key
from simulator.topology.customs import COMPLEX, SIMPLE
from simulator.units import HOUR_MS

KIND, _GAP = range(2)
_HOUR = float(HOUR_MS)


@part
def await_news(customs, candidates, head, seed, number, now):
    """Draw when news may next reach a person, at the largest rate there can be."""
    key, local = need_key(seed, number, NEWS, now), number % COMMUNITY
    await_candidate(candidates[0], head, customs.step_ms, key, 2 * local, most_news(customs), now)


@part
def await_moving(customs, candidates, head, seed, number, skill, now):
    """Draw when fear or an example may next move a person, at the largest rate there can be."""
    rate = most_fear(customs) + most_example(customs, skill)
    key, local = need_key(seed, number, MOVING, now), number % COMMUNITY
    await_candidate(candidates[1], head, customs.step_ms, key, 2 * local + 1, rate, now)


@compiled
def await_candidate(candidate, head, step_ms, key, node, rate, now):
    """Put the next candidate of a Poisson process into the list of its step."""
    wait_ms = exponential(key, 0, _GAP) * _HOUR / max(rate, 1e-9)
    last = len(head) - 1
    if wait_ms < (last + 1.0) * step_ms:
        due = now + np.int64(wait_ms) + 1
        step = min(due // step_ms, last)
        candidate.due_ms = due
        candidate.following = head[step]
        head[step] = node


@part
def most_news(customs):
    """Return the largest rate at which news reaches a person."""
    return customs.media_per_h + customs.told_by_contacts_per_h + customs.notice_per_h


@part
def most_fear(customs):
    """Return the largest rate at which fear begins."""
    return customs.fear_per_h * (1.0 + customs.fear_spillover)


@part
def most_example(customs, skill):
    """Return the largest rate at which examples move a person, in all categories together."""
    if customs.contagion == COMPLEX:
        return customs.looks_per_h * len(customs.adoptable)
    rate = customs.adopt_by_media_per_h
    if customs.contagion == SIMPLE:
        rate += customs.adopt_by_contacts_per_h
    return rate * skill * customs.most_advert * len(customs.adoptable)


@part
def share_of(here, outside, elsewhere, ties):
    """Return a share of contacts: so many here, and a share of those outside; 1 at most."""
    known = np.int64(ties) + np.int64(outside)
    return min((here + outside * elsewhere) / known, 1.0) if known > 0 else elsewhere


@compiled
def hear(contacts, told, air, seed, number, person, now):
    """Let media, contacts or the operator tell a person, if that is what comes now."""
    own, customs = contacts.person[person], contacts.customs
    if own.flags & AWARE:
        return
    knowing = share_of(own.knowing, own.outside, air[AWARE_SHARE], own.ties)
    media = customs.media_per_h * air[MEDIA]
    contact = media + customs.told_by_contacts_per_h * knowing
    notice = contact + customs.notice_per_h * air[NOTICE]
    mark = draw(need_key(seed, number, NEWS, now), 0, KIND) * most_news(customs)
    if mark < notice:
        cause = BY_MEDIA if mark < media else (BY_CONTACT if mark < contact else BY_NOTICE)
        touch(own, contacts.touches[person], cause, warmth_at(customs, now))
        become_aware(contacts, told, person, cause)
    else:
        head = contacts.head[person // COMMUNITY]
        await_news(customs, contacts.candidates[person], head, seed, number, now)
