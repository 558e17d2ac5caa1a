"""Make the ties of a community: households, cliques of work or school, and acquaintances."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.arrays import COMMUNITY, NONE, Block
from simulator.population.contact_arrays import (
    BINS,
    ORDER,
    ROOM,
    STUBS,
    WISH,
    WISHES,
    Contacts,
)
from simulator.population.jit import compiled, inlined
from simulator.population.luck import KNOWS, draw, mix, need_key

Ints32 = NDArray[np.int32]

HOUSEHOLDS = (1, 3, 2, 4, 1, 2, 3, 1, 4, 2, 1, 2, 3, 1, 4, 1, 2, 3, 2, 1, 4, 1, 2, 3, 1, 2, 4, 3, 1)
"""Sizes of successive households, over and over: 34 % of one person, 28 % of two, 21 % of three
and 17 % of four, as in the census of 2022 where larger ones count as four; mean 2.2."""
CYCLE = sum(HOUSEHOLDS)
"""People in one round of households; it divides a community."""
_HOUSE = np.repeat(np.arange(len(HOUSEHOLDS)), HOUSEHOLDS)
_START = np.repeat(np.cumsum(HOUSEHOLDS) - np.array(HOUSEHOLDS), HOUSEHOLDS)
_END = np.repeat(np.cumsum(HOUSEHOLDS), HOUSEHOLDS)
_OF_CYCLE = len(HOUSEHOLDS)
_DEGREE, _ROUNDING = 0, 1
_ORDER, _PAIRS = 0, 1
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_32 = np.uint64(32)
_TRIALS = 4


@inlined
def household_of(person):
    """Tell the household of a person, by the person's number in the country."""
    return person // CYCLE * _OF_CYCLE + _HOUSE[person % CYCLE]


@inlined
def below(key, count, bound):
    """Draw a whole number below a bound, the count-th of its key (Lemire 2019, unrejected)."""
    x = mix(key + np.uint64(count + 1) * _GOLDEN)
    return np.int64((x >> _32) * np.uint64(bound) >> _32)


@inlined
def sequence(key, purpose):
    """Address a sequence of draws for one purpose."""
    return mix(key + np.uint64(purpose + 1) * _GOLDEN)


@compiled
def wish_contacts(segment, people, room, degrees, outside_share, limits, seed, first):
    """Draw how many contacts each person has here and elsewhere, and make room for their ties.

    Parameters
    ----------
    segment, people, room : ndarray
        Of one community.
    degrees : ndarray of float64
        Quantiles of the number of contacts.
    outside_share : float
        Share of them beyond the community.
    limits : tuple of int
        Where in the block's ties those of the community begin, and where they must end.
    seed : int
        Address of luck.
    first : int
        Number of the community's first person in the country.
    """
    used, end = limits
    for i in range(len(people)):
        people[i].tie_first = used
        room[i] = 0
        if segment[i] != NONE:
            key = need_key(seed, first + i, KNOWS, 0)
            known = np.int64(degrees[np.int64(draw(key, 0, _DEGREE) * len(degrees))])
            here = np.int64(known * (1.0 - outside_share) + draw(key, 0, _ROUNDING))
            people[i].outside = known - min(here, known)
            room[i] = min(max(here, housemates(segment, i)), end - used)
            used += room[i]


@inlined
def housemates(segment, i):
    """Count the others over ten in a household."""
    beyond = i - i % CYCLE
    count = -1
    for place in range(_START[i % CYCLE], _END[i % CYCLE]):
        if beyond + place < len(segment):
            count += segment[beyond + place] != NONE
    return count


@inlined
def knows(tie, begin, end, other):
    """Tell whether a tie exists already."""
    while begin < end and tie[begin] != other:
        begin += 1
    return begin < end


@compiled
def join(tie, people, room, a, b):
    """Tie two people of a community to each other, if both have room and they are not yet."""
    one, other = people[a], people[b]
    end_a, end_b = one.tie_first + one.ties, other.tie_first + other.ties
    if one.ties >= room[a] or other.ties >= room[b] or knows(tie, one.tie_first, end_a, b):
        return False
    tie[end_a], tie[end_b] = b, a
    one.ties += 1
    other.ties += 1
    return True


@compiled
def join_households(tie, people, room):
    """Tie everyone over ten to the others of the household; children have no room."""
    for i in range(len(people)):
        for j in range(i - i % CYCLE + _START[i % CYCLE], i):
            join(tie, people, room, j, i)


@compiled
def sort_by_wish(segment, people, desk, clique_share, seed, first):
    """Put people in order of segment and of the clique that they wish, else at random.

    Returns
    -------
    int
        How many of them wish a clique at all.
    """
    n, room, wish = len(people), desk[ROOM:WISH], desk[WISH:ORDER]
    order, bins = desk[ORDER:BINS], desk[BINS:STUBS]
    for place in range(len(bins)):
        bins[place] = 0
    for i in range(n):
        wish[i] = min(np.int64(clique_share * room[i] + 0.5), room[i] - people[i].ties, WISHES - 1)
        if wish[i] > 0:
            bins[np.int64(segment[i]) * WISHES + wish[i] + 1] += 1
    for place in range(1, len(bins)):
        bins[place] += bins[place - 1]
    key = sequence(need_key(seed, first, KNOWS, 1), _ORDER)
    odd, shift = 2 * below(key, 0, COMMUNITY // 2) + 1, below(key, 1, COMMUNITY)
    for turn in range(COMMUNITY):
        i = (turn * odd + shift) % COMMUNITY
        if i < n and wish[i] > 0:
            place = np.int64(segment[i]) * WISHES + wish[i]
            order[bins[place]] = i
            bins[place] += 1
    return np.int64(bins[len(bins) - 1])


@compiled
def join_cliques(segment, tie, people, desk, wishing):
    """Tie people of one segment and like number of contacts in cliques of work or school."""
    room, wish, order, at = desk[ROOM:WISH], desk[WISH:ORDER], desk[ORDER:BINS], 0
    while at < wishing:
        leader = order[at]
        end = min(at + 1 + wish[leader], wishing)
        while segment[order[end - 1]] != segment[leader]:
            end -= 1
        for one in range(at, end):
            for other in range(at, one):
                join(tie, people, room, order[one], order[other])
        at = end


@compiled
def join_others(tie, people, desk, seed, first):
    """Pair what room is left at random (configuration model, Bollobas 1980, no doubles)."""
    room, stubs, left = desk[ROOM:WISH], desk[STUBS:], 0
    for i in range(len(people)):
        for _ in range(people[i].ties, room[i]):
            stubs[left] = i
            left += 1
    key, count = sequence(need_key(seed, first, KNOWS, 1), _PAIRS), 0
    while left > 1:
        left -= 1
        for _ in range(_TRIALS):
            mate = below(key, count, left)
            count += 1
            if stubs[left] != stubs[mate] and join(tie, people, room, stubs[left], stubs[mate]):
                left -= 1
                stubs[mate] = stubs[left]
                break


def tie_people(block: Block, contacts: Contacts, desk: Ints32, seed: np.uint64, q: int) -> Ints32:
    """Make all ties of one community.

    Parameters
    ----------
    block : Block
        Born.
    contacts : Contacts
        Changed in place.
    desk : ndarray of int32
        Room to work in.
    seed : uint64
        Address of luck.
    q : int
        Number of the community in the block.

    Returns
    -------
    ndarray of int32
        Its people in order of segment and clique.

    References
    ----------
    .. [1] M. E. J. Newman (2009), Random graphs with clustering, Physical Review Letters 103.
    """
    here = slice(q * COMMUNITY, (q + 1) * COMMUNITY)
    segment, people = block.segment[here], contacts.person[here]
    tie, room, customs = contacts.tie, desk[ROOM:WISH], contacts.customs
    first = block.first + q * COMMUNITY
    own = len(tie) // len(contacts.head)
    wish_contacts(
        segment, people, room, customs.quantiles[0], customs.outside_share,
        (q * own, (q + 1) * own), seed, first,
    )  # fmt: skip
    join_households(tie, people, room)
    wishing = sort_by_wish(segment, people, desk, customs.clique_share, seed, first)
    join_cliques(segment, tie, people, desk, wishing)
    join_others(tie, people, desk, seed, first)
    return desk[ORDER : ORDER + wishing]
