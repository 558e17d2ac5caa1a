"""Live quiet hours person by person: what succeeds at the first try waits for nobody."""

import numpy as np

from simulator.population.arrays import COMMUNITY, NONE, WINDOW_MS
from simulator.population.arrivals import knot_before, next_arrival
from simulator.population.choice import active_extra, ordinary_option, remembered_failures
from simulator.population.closing import close
from simulator.population.jit import part
from simulator.population.luck import key_of, person_key
from simulator.population.need import addressed
from simulator.population.odds import odds_of
from simulator.population.pursuit import attempt, first_choice
from simulator.population.waiting import has_room
from simulator.units import DAY_MS, HOUR_MS


@part
def end_of_calm(block, habits, trajectory, community, beat, end):
    """Find the window's end at which calm or the day ends where nothing waits, as a beat."""
    in_window = WINDOW_MS // habits.beat_ms
    if block.busy[community] > 0 or beat % in_window != 0:
        return beat
    tomorrow_ms = (beat * habits.beat_ms // DAY_MS + 1) * DAY_MS
    last = min(end, tomorrow_ms // habits.beat_ms)
    until = beat
    while until < last and trajectory.calm[until]:
        until += 1
    return until if until * habits.beat_ms == habits.horizon_ms else until - until % in_window


@part
def live_quietly(lane, contacts, habits, trajectory, seed, community, until):
    """Live a community up to a beat before which all succeeds; False if a pool must grow first."""
    block = lane.block
    end_ms = until * habits.beat_ms
    categories = len(habits.tries)
    first = community * COMMUNITY
    for person in range(first, min(first + COMMUNITY, len(block.segment))):
        if block.segment[person] == NONE:
            continue
        for c in range(categories):
            slot = person * categories + c
            if block.coming[slot].next_ms < end_ms and not live_slot(
                lane, contacts, habits, trajectory, seed, slot, end_ms
            ):
                return False
    return True


@part
def live_slot(lane, contacts, habits, trajectory, seed, slot, end_ms):
    """Meet all needs of a person and category that arise before an instant; False as above."""
    block, plain = lane.block, lane.tally.plain
    person = slot // len(habits.tries)
    c = slot - person * len(habits.tries)
    first, pause = habits.first_option[c], habits.pause[c, block.segment[person]]
    now, n = np.int64(block.coming[slot].next_ms), np.int64(block.coming[slot].occurrence)
    own, bits = block.slots[slot], np.uint64(0)
    who, at = person_key(seed, block.first + person), knot_before(habits, now)
    key = key_of(who, c, n)
    while now < end_ms:
        ordinary = ordinary_option(habits, c, own.held, own.usual, key)
        if (own.fails == 0 and own.extra == NONE) or is_plain(block, habits, slot, now):
            o = first + ordinary
            plain[np.int64(now >= habits.event_ms), now // HOUR_MS, o] += 1
            bits |= np.uint64(1) << np.uint64(habits.service[o])
        elif not has_room(lane.pool):
            break
        else:
            odds = odds_of(trajectory, now // habits.beat_ms)
            need = addressed(block, habits, seed, slot, n, now, ordinary)
            meet_at_once(lane, contacts, habits, odds, need)
        n += 1
        key = key_of(who, c, n)
        now, at = next_arrival(habits, c, pause, now, at, key)
    block.today[person] |= bits
    block.coming[slot].next_ms, block.coming[slot].occurrence = now, n
    return now >= end_ms


@part
def is_plain(block, habits, slot, now):
    """Tell whether a person has forgotten what failed and uses no second app any more."""
    return remembered_failures(block, habits, slot, now) == 0.0 and (
        active_extra(block, slot, now) == NONE
    )


@part
def meet_at_once(lane, contacts, habits, odds, need):
    """Meet a need by whatever the person chooses; where all is calm, the first try succeeds."""
    lane.tally.arrived[need.born_ms // HOUR_MS, need.category] += 1
    lane.tally.open_needs[need.category] += 1
    chosen = first_choice(lane, contacts, habits, odds, need)
    attempt(lane, habits, odds, need, need.born_ms, 1, chosen)
    close(lane, habits, need, need.born_ms, chosen)
