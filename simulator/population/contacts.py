"""Let people meet contacts, learn from failures, and show contacts what they have taken up."""

import numpy as np

from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import (
    AWARE,
    CONTACT,
    NO_GROUP,
    OWN_FAILURE,
    UNMOVED,
)
from simulator.population.jit import compiled, part
from simulator.population.luck import REACH, draw

MILLION = 1_000_000
FIRST, LAST, LINEAR, DECAY = range(4)
"""Ways of crediting an adoption to what moved the person."""
_GROUP_SESSION = 24
_MOST = 255
_BYTE = np.uint64(255)
_3 = np.uint64(3)


@part
def is_aware(contacts, person):
    """Tell whether a person knows of the outage."""
    return contacts.person[person].flags & AWARE != 0


@part
def count_of(word, channel):
    """Read the count of one channel out of a word of eight."""
    return np.int64((word >> (np.uint64(channel) << _3)) & _BYTE)


@part
def reach_of(contacts, odds, person, option):
    """Tell which share of a person's contacts can be met on an option; all, outside messengers.

    Contacts beyond the community have it as often as the country does. Where messengers are
    interoperable, whoever has a working one reaches everybody.
    """
    customs, own = contacts.customs, contacts.person[person]
    channel = customs.channel[option]
    known = np.int64(own.ties) + np.int64(own.outside)
    if customs.interoperable or not 0 <= channel < customs.messengers:
        return 1.0
    if known == 0:
        return odds.reach[option]
    return (count_of(own.on, channel) + own.outside * odds.reach[option]) / known


@part
def group_moves(contacts, person, option):
    """Tell whether enough of a person's group have a messenger for their chat to move there."""
    customs, group = contacts.customs, np.int64(contacts.person[person].group)
    channel = customs.channel[option]
    anyone = customs.interoperable or not 0 <= channel < customs.messengers
    if anyone or group == NO_GROUP:
        return True
    here = contacts.groups[person // COMMUNITY, group]
    return count_of(here.on, channel) >= customs.group_threshold * here.size


@part
def meets(contacts, odds, person, option, place, key):
    """Tell whether those whom a session is meant for can be met on a messenger.

    A session of a group asks whether the group moves, any other whether one contact is there;
    the same need is given the same answer however often it is asked.
    """
    grouped = contacts.person[person].group != NO_GROUP
    if grouped and draw(key, 0, _GROUP_SESSION) < contacts.customs.group_session_share:
        return group_moves(contacts, person, option)
    return draw(key, 0, REACH + place) < reach_of(contacts, odds, person, option)


@part
def who_is_met(contacts, odds, first_option, held, person, c, key):
    """Tell where those whom a session is meant for can be met.

    Parameters
    ----------
    contacts : Contacts
        Who knows whom.
    odds : Odds
        What people meet now.
    first_option : ndarray of int64, shape (C+1,)
        Where the options of each category begin.
    held : int
        A bit for each option of the category that the person has; of others nobody asks.
    person, c : int
        Who, and in which category.
    key : uint64
        Address of the need.

    Returns
    -------
    int
        A bit for each option of the category; those that need nobody else, or that the person
        does not have, are always set.
    """
    customs, met = contacts.customs, -1
    for channel in range(customs.messengers):
        option = customs.channels[0, channel]
        place = option - first_option[c]
        here = customs.channels[1, channel] == c and held >> place & 1
        if here and not meets(contacts, odds, person, option, place, key):
            met &= ~(1 << place)
    return met


@part
def note_own_failure(contacts, told, person, option, now):
    """Remember a failed try; so many of them in a row tell a person of the outage.

    Parameters
    ----------
    contacts : Contacts
        Changed in place.
    told : ndarray of int64, shape (CAUSES,)
        People who have learnt of an outage; added to in place.
    person, option : int
        Who, and on which of all options.
    now : int
        Milliseconds.
    """
    own, rank = contacts.person[person], contacts.customs.rank[option]
    if now - own.failed_ms > contacts.customs.memory_ms:
        own.failures = 0
    own.failed_ms = now
    own.failures = min(np.int64(own.failures) + 1, _MOST)
    if rank >= 0:
        contacts.moves[person, rank].failed_step = now // contacts.customs.step_ms + 1
    touch(own, contacts.touches[person], OWN_FAILURE, warmth_at(contacts.customs, now))
    if own.failures >= contacts.customs.aware_after_failures and not own.flags & AWARE:
        become_aware(contacts, told, person, OWN_FAILURE)


@part
def warmth_at(customs, now):
    """Weigh a touch at some time: in the end it counts half as much as one a half-life later."""
    return customs.warmth[now // customs.step_ms]


@part
def touch(own, touches, cause, warmth):
    """Remember what has touched a person, with the weight that it keeps."""
    mark = touches[cause]
    mark.count = min(np.int64(mark.count) + 1, _MOST)
    mark.warmth += warmth
    if own.first_cause == UNMOVED:
        own.first_cause = cause


@part
def become_aware(contacts, told, person, cause):
    """Let a person know of the outage, and the person's contacts know that."""
    contacts.person[person].flags |= AWARE
    told[cause] += 1
    tell_ties(contacts.person, contacts.tie, person)


@compiled
def tell_ties(people, tie, person):
    """Let a person's contacts here know that the person knows."""
    first, begin = person - person % COMMUNITY, np.int64(people[person].tie_first)
    for e in range(begin, begin + np.int64(people[person].ties)):
        other = people[first + tie[e]]
        other.knowing = min(np.int64(other.knowing) + 1, _MOST)


@compiled
def note_install(contacts, credits_, person, option, cause, now):
    """Credit a new app to what moved the person, and let contacts see it.

    Parameters
    ----------
    contacts : Contacts
        Changed in place.
    credits_ : ndarray of int64, shape (O, 4, CAUSES)
        Adoptions by way of crediting and cause, in millionths; added to in place.
    person, option : int
        Who, and which of all options.
    cause : int
        What moved the person in the end.
    now : int
        Milliseconds.
    """
    customs, people, tie = contacts.customs, contacts.person, contacts.tie
    own = people[person]
    rank, channel = customs.rank[option], customs.channel[option]
    credit(own, contacts.touches[person], credits_[option], cause)
    first, begin = person - person % COMMUNITY, np.int64(own.tie_first)
    end = begin + np.int64(own.ties)
    for e in range(begin, end):
        other = first + tie[e]
        touches = contacts.touches[other]
        touch(people[other], touches, CONTACT, warmth_at(customs, now))
        if rank >= 0:
            seen = contacts.moves[other, rank]
            seen.movers = min(np.int64(seen.movers) + 1, _MOST)
    if channel >= 0:
        community = person // COMMUNITY
        word, near = customs.spread[1 << channel], people[first : first + COMMUNITY]
        open_channel(near, own, tie[begin:end], contacts.common[community], word, 1 << channel)
        if own.group != NO_GROUP:
            contacts.groups[community, own.group].on += word


@part
def open_channel(people, own, tie, common, word, bit):
    """Let contacts meet a person on one more channel, and count their ties anew."""
    before = np.int64(own.channels)
    after = before | bit
    own.channels = after
    for e in range(len(tie)):
        other = people[tie[e]]
        other.on += word
        theirs = np.int64(other.channels)
        common[0, before & theirs] -= 1
        common[0, after & theirs] += 1
        common[1, before | theirs] -= 1
        common[1, after | theirs] += 1


@part
def credit(own, touches, credits_, cause):
    """Share out one adoption, in millionths, among what touched the person."""
    first = np.int64(own.first_cause)
    credits_[FIRST, cause if first == UNMOVED else first] += MILLION
    credits_[LAST, cause] += MILLION
    total, warmth = 0, 0.0
    for other in range(len(touches)):
        total += touches[other].count
        warmth += touches[other].warmth
    linear = decay = np.int64(MILLION)
    for other in range(len(touches)):
        if touches[other].count > 0:
            part = MILLION * np.int64(touches[other].count) // total
            warm = np.int64(MILLION * (touches[other].warmth / warmth))
            credits_[LINEAR, other] += part
            credits_[DECAY, other] += warm
            linear -= part
            decay -= warm
    credits_[LINEAR, cause] += linear
    credits_[DECAY, cause] += decay
