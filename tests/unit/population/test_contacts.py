"""Check whom people meet, what they learn from failures, and what contacts see of them."""

from typing import NamedTuple

import numpy as np
import pytest

from simulator.population.contact_arrays import AWARE, CAUSES, CONTACT, MEDIA, NO_GROUP, OWN_FAILURE
from simulator.population.contacts import (
    DECAY,
    FIRST,
    LAST,
    LINEAR,
    MILLION,
    group_moves,
    note_install,
    note_own_failure,
    reach_of,
    touch,
    who_is_met,
)
from simulator.population.jit import compiled
from simulator.population.luck import need_key
from simulator.population.reaching import reachable_ties
from simulator.units import HOUR_MS

TALK = {"service": "talk", "primacy": 1.0, "network": True}
RIVAL = {"service": "rival", "holders": 0.3, "network": True, "adoption": 0.1}
SMS = {"service": "sms", "outside": True}
RIVALS = 1
"""Number of the rival among all options."""


class Met(NamedTuple):
    """What people meet, as far as they meet each other."""

    reach: np.ndarray


@compiled
def fail(contacts, told, person, times):
    """Let a person fail at several times."""
    for now in times:
        note_own_failure(contacts, told, person, 0, now)


@compiled
def reaches(contacts, odds, option, out):
    """Read the reach of everyone."""
    for person in range(len(out)):
        out[person] = reach_of(contacts, odds, person, option)


@compiled
def moving_groups(contacts, option, out):
    """Read whose group moves."""
    for person in range(len(out)):
        out[person] = group_moves(contacts, person, option)


@compiled
def meetings(contacts, odds, first_option, seed, out):
    """Try a session of everyone."""
    for person in range(len(out)):
        key = need_key(seed, person, 0, 0)
        out[person] = who_is_met(contacts, odds, first_option, -1, person, 0, key)


@compiled
def touched(contacts, person, cause, warmth):
    """Touch a person once."""
    touch(contacts.person[person], contacts.touches[person], cause, warmth)


@compiled
def reachable(contacts, success, counts):
    """Count reachable ties of the first community."""
    reachable_ties(contacts, success, counts, 0)


@pytest.fixture
def town(lives, friends):
    """Befriend people of whom three in ten have a rival messenger."""
    return friends.befriended(lives.toy(TALK, RIVAL, SMS))


def odds_of(world, reach=0.3):
    """Say what people meet."""
    return Met(np.full(len(world.habits.service), reach))


def has_rival(block):
    return block.slots["held"] >> RIVALS & 1 == 1


def test_reach_counts_contacts_who_have_the_messenger(friends, town):
    world, block, contacts = town
    out = np.zeros(len(contacts.person))
    reaches(contacts, odds_of(world), RIVALS, out)
    theirs, held = np.zeros(len(out)), has_rival(block)
    for i, j in friends.tie_ends(contacts):
        theirs[i] += held[j]
    own = contacts.person
    expected = (theirs + own["outside"] * 0.3) / (own["ties"].astype(int) + own["outside"])
    assert out == pytest.approx(expected)
    assert out.mean() == pytest.approx(0.3, abs=0.02)
    reaches(contacts, odds_of(world), 2, out)
    assert out == pytest.approx(1.0)  # everybody has SMS


def test_where_messengers_are_interoperable_everybody_is_reached(lives, friends):
    scenario = friends.with_society(lives.toy(TALK, RIVAL, SMS), interoperable=True)
    world, _, contacts = friends.befriended(scenario)
    out = np.zeros(len(contacts.person))
    reaches(contacts, odds_of(world), RIVALS, out)
    assert (out == 1.0).all()


def test_a_group_moves_when_half_of_it_can(town):
    _, block, contacts = town
    out = np.zeros(len(contacts.person), np.bool_)
    moving_groups(contacts, RIVALS, out)
    held, group = has_rival(block), contacts.person["group"]
    share = np.array([held[group == number].mean() for number in group])
    grouped = group != NO_GROUP
    assert (out[grouped] == (share[grouped] >= 0.5)).all()
    assert 0.05 < out[grouped].mean() < 0.5
    assert out[~grouped].all()


def test_sessions_meet_contacts_at_their_reach_and_groups_at_once(lives, friends, town):
    world, _, contacts = town
    bits = np.zeros(len(contacts.person), np.int64)
    meetings(contacts, odds_of(world), world.habits.first_option, np.uint64(3), bits)
    assert (bits >> 2 & 1 == 1).all()  # an SMS needs nobody else
    met = bits >> RIVALS & 1 == 1
    moves = np.zeros(len(met), np.bool_)
    moving_groups(contacts, RIVALS, moves)
    grouped = contacts.person["group"] != NO_GROUP
    expected = 0.3 * moves[grouped].mean() + 0.7 * 0.3
    assert met[grouped].mean() == pytest.approx(expected, abs=4 * (0.25 / grouped.sum()) ** 0.5)
    alone = friends.with_society(lives.toy(TALK, RIVAL, SMS), group_session_share=0.0)
    world, _, contacts = friends.befriended(alone)
    meetings(contacts, odds_of(world), world.habits.first_option, np.uint64(3), bits)
    met = bits >> RIVALS & 1
    assert met.mean() == pytest.approx(0.3, abs=4 * (0.21 / len(met)) ** 0.5)


def test_two_failures_within_memory_tell_of_an_outage_and_contacts_hear_that(friends, town):
    _, _, contacts = town
    told = np.zeros(len(CAUSES), np.int64)
    fail(contacts, told, 0, np.array([1, 8]) * HOUR_MS)
    assert contacts.person[0]["flags"] & AWARE == 0
    fail(contacts, told, 0, np.array([9]) * HOUR_MS)
    assert contacts.person[0]["flags"] & AWARE
    assert told[OWN_FAILURE] == 1
    assert told.sum() == 1
    mine = [j for i, j in friends.tie_ends(contacts) if i == 0]
    assert mine
    knowing = contacts.person["knowing"]
    assert (knowing[mine] == 1).all()
    assert knowing.sum() == len(mine)


def test_an_install_is_seen_by_contacts_and_counted_in_ties(friends, town):
    world, block, contacts = town
    person = int(np.flatnonzero(~has_rival(block))[0])
    before = contacts.common[0].copy()
    mine = [j for i, j in friends.tie_ends(contacts) if i == person]
    on = contacts.person["on"][mine] >> np.uint64(8) & np.uint64(255)
    credit = np.zeros((3, 4, len(CAUSES)), np.int64)
    note_install(contacts, credit, person, RIVALS, MEDIA, HOUR_MS)
    assert (contacts.person["on"][mine] >> np.uint64(8) & np.uint64(255) == on + 1).all()
    assert (contacts.moves["movers"][mine, 0] == 1).all()
    assert contacts.moves["movers"].sum() == len(mine)
    bits = np.arange(256) >> RIVALS & 1 == 1
    theirs = has_rival(block)[mine].sum()
    assert contacts.common[0, 0, bits].sum() == before[0, bits].sum() + theirs
    assert contacts.common[0].sum() == before.sum()
    assert world.customs.channel[RIVALS] == RIVALS


def test_an_adoption_is_credited_in_full_whichever_way(town):
    _, _, contacts = town
    for cause, warmth in ((OWN_FAILURE, 1.0), (OWN_FAILURE, 1.0), (CONTACT, 2.0), (MEDIA, 4.0)):
        touched(contacts, 5, cause, warmth)
    credit = np.zeros((3, 4, len(CAUSES)), np.int64)
    note_install(contacts, credit, 5, RIVALS, MEDIA, HOUR_MS)
    ways = credit[RIVALS]
    assert (ways.sum(axis=1) == MILLION).all()
    assert ways[FIRST, OWN_FAILURE] == MILLION
    assert ways[LAST, MEDIA] == MILLION
    assert ways[LINEAR, :3].tolist() == [500_000, 250_000, 250_000]
    assert ways[DECAY, :3].tolist() == [250_000, 250_000, 500_000]


def test_whoever_was_touched_by_nothing_is_credited_to_the_cause(town):
    credit = np.zeros((3, 4, len(CAUSES)), np.int64)
    note_install(town[2], credit, 9, RIVALS, CONTACT, HOUR_MS)
    assert (credit[RIVALS, :, CONTACT] == MILLION).all()


def test_ties_reach_each_other_by_what_works_at_both_ends(friends, town):
    _world, block, contacts = town
    ends = np.array(friends.tie_ends(contacts))
    held = has_rival(block)
    both = (held[ends[:, 0]] & held[ends[:, 1]]).sum() // 2
    counts = np.zeros(3, np.int64)
    reachable(contacts, np.array((0.0, 1.0, 0.4)), counts)
    assert counts.tolist() == [len(ends) // 2, both, both]
    counts[:] = 0
    reachable(contacts, np.array((0.0, 0.5, 1.0)), counts)
    assert counts.tolist() == [len(ends) // 2, 0, len(ends) // 2]


def test_where_messengers_are_interoperable_one_end_is_enough(lives, friends):
    scenario = friends.with_society(lives.toy(TALK, RIVAL, SMS), interoperable=True)
    _world, block, contacts = friends.befriended(scenario)
    ends, held = np.array(friends.tie_ends(contacts)), has_rival(block)
    either = (held[ends[:, 0]] | held[ends[:, 1]]).sum() // 2
    counts = np.zeros(3, np.int64)
    reachable(contacts, np.array((0.0, 1.0, 0.0)), counts)
    assert counts.tolist() == [len(ends) // 2, either, either]
