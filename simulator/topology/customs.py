"""Compile whom people know and what passes between them into numbers for the kernels."""

from math import inf, log
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import Scenario
from simulator.model.society import Society
from simulator.units import MINUTE_S, milliseconds, seconds_from_hours

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OFF, SIMPLE, COMPLEX = range(3)
"""How contacts' moves spread."""
LANES = 8
"""Messengers and other channels that are counted among contacts: eight bytes fit in a word."""
MOST_KNOWN = 200
"""Contacts and members of a group at most: counts of them fit in a byte."""
STEP_MIN = 15
"""Social life goes on in steps of about so many minutes."""
BANK = "bank"
"""The category in which fearful people withdraw."""
_QUANTILES = 1024
_VIA = {"off": OFF, "simple": SIMPLE, "complex": COMPLEX}


class Customs(NamedTuple):
    """What passes between people; axes C categories, A of them with apps to adopt, O options.

    Rates are per hour, times milliseconds.
    """

    step_ms: int
    """Length of a social step, a whole number of beats."""
    quantiles: Floats
    """(3, Q) of the number of contacts, of the size of a group chat, and of the share of
    contacts that must have moved for complex contagion."""
    outside_share: float
    clique_share: float
    group_session_share: float
    group_threshold: float
    interoperable: bool
    spread: NDArray[np.uint64]
    """(256,) for a set of channels, a word with a 1 in the byte of each."""
    channel: Ints
    """(O,) number of each option among the channels, -1 for what is none."""
    channels: Ints
    """(2, N) option and category of each channel."""
    messengers: int
    """How many of the channels, the first, need both ends to have them."""
    rank: Ints
    """(O,) number of each option's category among those with apps to adopt, or -1."""
    adoptable: Ints
    """(A,) these categories."""
    bank: int
    """Category in which fearful people withdraw, or -1."""
    contagion: int
    media_rise_h: float
    attention_lasts_h: float
    attention_fade_h: float
    notice_after_h: float
    advert_after_h: float
    """Times of media, of the operator's notice and of rivals' advertising; infinite: never."""
    media_per_h: float
    told_by_contacts_per_h: float
    notice_per_h: float
    adopt_by_media_per_h: float
    adopt_by_contacts_per_h: float
    looks_per_h: float
    most_advert: float
    """Largest factor of advertising in the run, 1 without any."""
    skill: Floats
    """(G,) readiness of each segment to take up an app."""
    memory_ms: float
    """Time after which a failure no longer adds up with the next one."""
    aware_after_failures: int
    failed_lately_ms: int
    fear_per_h: float
    fear_spillover: float
    fear_lasts_h: float
    warmth: Floats
    """(S,) weight of a touch in each social step: double for each half-life since the start."""


def compile_customs(scenario: Scenario) -> Customs:
    """Compile what a scenario says of society.

    Parameters
    ----------
    scenario : Scenario
        Checked.

    Returns
    -------
    Customs
        The same by index.
    """
    rules, categories = scenario.people.society, scenario.people.categories
    rules_of_choice, beat = scenario.people.behaviour, milliseconds(scenario.clock.beat_s)
    channels, messengers = _channels(scenario)
    step_ms = beat * -(-milliseconds(MINUTE_S * STEP_MIN) // beat)
    adoptable = [n for n, c in enumerate(categories) if any(o.adoption > 0.0 for o in c.options)]
    names = [category.id for category in categories]
    return Customs(
        step_ms=step_ms,
        quantiles=_quantiles(rules),
        outside_share=rules.outside_share,
        clique_share=rules.clique_share,
        group_session_share=rules.group_session_share,
        group_threshold=rules.group_threshold,
        interoperable=rules.interoperable,
        spread=_spread(),
        channel=_numbers(channels, sum(len(c.options) for c in categories)),
        channels=np.array(channels, np.int64).reshape(-1, 2).T.copy(),
        messengers=messengers,
        rank=_ranks(adoptable, [len(category.options) for category in categories]),
        adoptable=np.array(adoptable, np.int64),
        bank=names.index(BANK) if BANK in names else -1,
        contagion=_VIA[rules.contagion],
        media_rise_h=rules.media_rise_h,
        attention_lasts_h=rules.attention_lasts_h,
        attention_fade_h=rules.attention_fade_h,
        notice_after_h=inf if rules.notice_after_h is None else rules.notice_after_h,
        advert_after_h=inf if rules.advert_after_h is None else rules.advert_after_h,
        media_per_h=rules.media_per_h,
        told_by_contacts_per_h=rules.told_by_contacts_per_h,
        notice_per_h=0.0 if rules.notice_after_h is None else rules.notice_per_h,
        adopt_by_media_per_h=rules.adopt_by_media_per_h,
        adopt_by_contacts_per_h=rules.adopt_by_contacts_per_h,
        looks_per_h=rules.looks_per_h,
        most_advert=1.0 if rules.advert_after_h is None else rules.advert_factor,
        skill=np.array([segment.skill for segment in scenario.people.segments]),
        memory_ms=float(milliseconds(seconds_from_hours(rules_of_choice.memory_half_life_h))),
        aware_after_failures=rules_of_choice.aware_after_failures,
        failed_lately_ms=milliseconds(seconds_from_hours(rules.failed_lately_h)),
        fear_per_h=rules.fear_per_h,
        fear_spillover=rules.fear_spillover,
        fear_lasts_h=rules.fear_lasts_h,
        warmth=_warmth(scenario, step_ms),
    )


def _warmth(scenario: Scenario, step_ms: int) -> Floats:
    """Weigh touches by when they come."""
    half_life_h = scenario.people.society.touch_half_life_h
    steps = np.arange(milliseconds(seconds_from_hours(scenario.clock.horizon_h)) // step_ms + 1)
    half_lives = steps * step_ms / milliseconds(seconds_from_hours(half_life_h))
    warmth: Floats = np.exp2(half_lives)
    return warmth


def _quantiles(rules: Society) -> Floats:
    """List quantiles of contacts, group sizes and thresholds, each with the same step."""
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to load

    marks = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    normal = np.array([NormalDist().inv_cdf(mark) for mark in marks])
    middle = log(rules.mean_contacts) - rules.contacts_sigma**2 / 2.0  # of the mean, the median
    contacts = np.exp(middle + rules.contacts_sigma * normal)
    groups = rules.group_median * np.exp(rules.group_sigma * normal)
    one = rules.threshold_mean * rules.threshold_concentration
    thresholds = betaincinv(one, rules.threshold_concentration - one, marks)
    return np.array(
        [
            np.clip(np.rint(contacts), 1, MOST_KNOWN),
            np.clip(np.rint(groups), 2, MOST_KNOWN),
            thresholds,
        ]
    )


def _spread() -> NDArray[np.uint64]:
    words = [sum(1 << 8 * n for n in range(LANES) if bits >> n & 1) for bits in range(1 << LANES)]
    return np.array(words, np.uint64)


def _channels(scenario: Scenario) -> tuple[list[tuple[int, int]], int]:
    """List channels with their categories: messengers, then what reaches anyone beside them."""
    messengers, others, number = [], [], 0
    for place, category in enumerate(scenario.people.categories):
        met = any(option.network for option in category.options)
        for option in category.options:
            if option.network:
                messengers.append((number, place))
            elif met and option.outside:
                others.append((number, place))
            number += 1
    return (messengers + others)[:LANES], len(messengers)


def _numbers(members: list[tuple[int, int]], total: int) -> Ints:
    """Give each member its number in the list, everything else -1."""
    numbers = np.full(total, -1, np.int64)
    for number, (member, _) in enumerate(members):
        numbers[member] = number
    return numbers


def _ranks(adoptable: list[int], counts: list[int]) -> Ints:
    """Give each option the number of its category among those with apps to adopt, else -1."""
    ranks = [adoptable.index(n) if n in adoptable else -1 for n in range(len(counts))]
    return np.repeat(np.array(ranks, np.int64), counts)


def compile_houses(scenario: Scenario) -> Ints:
    """Find under which name people know the owner of each option.

    Parameters
    ----------
    scenario : Scenario
        Checked.

    Returns
    -------
    ndarray of int64, shape (O,)
        Number of the owner, the same for owners of one house; -1 for what nobody owns.
    """
    number: dict[str | None, int] = {owner.id: n for n, owner in enumerate(scenario.owners)}
    number[None] = -1
    for house in scenario.people.society.houses:
        number.update((name, number[house[0]]) for name in house)
    owner = {service.id: service.owner for service in scenario.services}
    options = [option for c in scenario.people.categories for option in c.options]
    return np.array([number[owner[option.service]] for option in options], np.int64)
