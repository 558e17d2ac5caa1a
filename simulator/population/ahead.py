"""Let needs arise for hours ahead: what goes its plain way is met, the rest is listed."""

from typing import NamedTuple

import numpy as np

from simulator.population.air import OUTAGE
from simulator.population.arrays import COMMUNITY, NEVER, NONE, WATCH_MS
from simulator.population.arrivals import knot_before, next_arrival
from simulator.population.choice import ordinary_option
from simulator.population.jit import compiled, part
from simulator.population.luck import SUCCESS, draw, key_of, person_key
from simulator.population.need import Whole

_NOWHERE = np.uint64(2**32)


class Ahead(NamedTuple):
    """A window for which needs arise in one go, and what is known of it beforehand."""

    begin_ms: Whole
    end_ms: Whole
    known_ms: Whole
    """Up to when it is known what people meet."""
    sure: Whole
    """A bit for each category in which no try fails while all is known."""
    stirred: Whole
    """A bit for each category in which example or fear may move people meanwhile."""
    upset: bool
    """An outage begins, and with it thoughts of moving whose times are not drawn yet."""


@part
def look_ahead(block, contacts, habits, trajectory, community, beat, end):
    """Say what is known, before beat `end`, of the window that begins with a beat."""
    in_window = block.arisen.shape[1]
    sure, stirred, upset = np.int64(-1), np.int64(0), False
    last = min(beat + in_window, end)
    for now in range(beat, last):
        sure &= sure_categories(habits, trajectory.success[now])
        outage = trajectory.air.row[now, OUTAGE]
        if outage != 0.0:
            stirred = movable_categories(contacts.customs)
            upset = upset or outage != contacts.outage[community]
    begin_ms, known_ms = beat * habits.beat_ms, last * habits.beat_ms
    end_ms = min((beat + in_window) * habits.beat_ms, habits.horizon_ms)
    return Ahead(begin_ms, end_ms, known_ms, sure, stirred, upset)


@part
def sure_categories(habits, success):
    """Return a bit for each category in which every option works for certain."""
    sure = np.int64(0)
    for c in range(len(habits.tries)):
        least = 1.0
        for o in range(habits.first_option[c], habits.first_option[c + 1]):
            least = min(least, success[o])
        sure |= np.int64(least >= 1.0) << c
    return sure


@part
def movable_categories(customs):
    """Return a bit for each category in which example or fear moves people."""
    stirred = np.int64(1) << customs.bank if customs.bank >= 0 else np.int64(0)
    for c in customs.adoptable:
        stirred |= np.int64(1) << c
    return stirred


@compiled
def arise_ahead(block, plain, first_tries, candidates, habits, success, seed, community, ahead):
    """Let the needs of a community arise for a window.

    Nothing but a person's own needs of a category can change how the person goes about it, unless
    something waits for it or an example or fear may move the person. As long as each need is met at
    the first try by ordinary means, it changes nothing, and it may be met before anything else
    happens. From the first other one on, needs are listed for their beats.

    Parameters
    ----------
    block : Block
        People; changed in place.
    plain, first_tries : ndarray of int64
        Counters of `Tally`; added to in place.
    candidates : ndarray of CANDIDATE, shape (P, 2)
        When something may move people.
    habits : Habits
        Compiled people.
    success : ndarray of float64, shape (B, O)
        Chance that a try succeeds, where it is known.
    seed : int
        Address of luck.
    community : int
        Which community.
    ahead : Ahead
        Which hours, and what is known of them.
    """
    first, categories = community * COMMUNITY, len(habits.tries)
    for person in range(first, min(first + COMMUNITY, len(block.segment))):
        i = np.uint64(person)
        if block.segment[i] == NONE:
            continue
        who, moved_ms = person_key(seed, block.first + person), moved_from(candidates, ahead, i)
        bits = np.uint64(0)
        for c in range(categories):
            if block.coming[np.uint64(person * categories + c)].next_ms < ahead.end_ms:
                free_ms = min(ahead.known_ms, moved_ms if ahead.stirred >> c & 1 else NEVER)
                bits |= arise_in_slot(
                    block, plain, first_tries, habits, success, ahead, who, person, c, free_ms
                )
        block.today[i] |= bits


@part
def arise_in_slot(block, plain, first_tries, habits, success, ahead, who, person, c, free_ms):
    """Let the needs of one person and category arise for a window.

    Returns
    -------
    uint64
        A bit for each service that met one.
    """
    k, u, bits = np.uint64(person * len(habits.tries) + c), np.uint64(c), np.uint64(0)
    coming, own = block.coming[k], block.slots[k]
    now, n = np.int64(coming.next_ms), np.int64(coming.occurrence)
    if own.fails != 0 or own.extra != NONE or waits(own, ahead.begin_ms):
        free_ms = np.int64(0)
    sure, pause = ahead.sure >> c & 1, habits.pause[u, block.segment[np.uint64(person)]]
    at, key = knot_before(habits, now), key_of(who, c, n)
    while now < ahead.end_ms:
        o = _NOWHERE
        if now < free_ms:
            o = plain_option(habits, success, u, own, key, sure, now)
        if o != _NOWHERE:
            since = np.uint64(now >= habits.event_ms)
            plain[since, np.uint64(habits.knots[u, np.uint64(at)].hour), o] += 1
            first_tries[o] += 1
            bits |= np.uint64(1) << np.uint64(habits.service[o])
        else:
            free_ms = np.int64(0)
            if not list_need(block, habits, ahead, key, person, c, n, now):
                break
        n += 1
        key = key_of(who, c, n)
        now, at = next_arrival(habits, c, pause, now, at, key)
    coming.next_ms, coming.occurrence = now, n
    return bits


@part
def plain_option(habits, success, c, own, key, sure, now):
    """Return the option that meets a need at the first try on an ordinary day, if it does so now.

    Returns
    -------
    uint64
        Among all options, or NOWHERE if the try fails.
    """
    o = np.uint64(habits.first_option[c])
    o += np.uint64(ordinary_option(habits, c, own.held, own.usual, key))
    if sure or draw(key, 1, SUCCESS) < success[np.uint64(beat_of(habits, now)), o]:
        return o
    return _NOWHERE


@part
def moved_from(candidates, ahead, person):
    """Tell from when on example or fear might move a person. Milliseconds."""
    due = np.int64(candidates[person, np.uint64(1)].due_ms)
    if ahead.upset:
        return np.int64(0)
    return due if due >= ahead.begin_ms else np.int64(NEVER)


@part
def waits(own, begin_ms):
    """Tell whether something may wait for a slot after an instant."""
    return np.int64(own.waits) * WATCH_MS > begin_ms


@part
def beat_of(habits, now):
    """Tell in which beat an instant lies."""
    return np.int64(now * habits.beats_per_ms)


@part
def list_need(block, habits, ahead, key, person, c, n, now):
    """List the n-th need of a person and category for its beat; False if that beat is full.

    A need that finds its beat full waits for the next window; ten standard deviations of room
    should prevent that.
    """
    beat = np.uint64(beat_of(habits, max(now - ahead.begin_ms, 0)))
    q, end = np.uint64(person // COMMUNITY), beat + np.uint64(1)
    row = np.uint64(block.ends[q, end])
    if row == np.uint64(block.arisen.shape[2]):
        return False
    entry = block.arisen[q, beat, row]
    entry.key, entry.person, entry.category = key, person, c
    entry.born_ms, entry.occurrence = now, n
    block.ends[q, end] += 1
    return True
