"""Turn the names of a scenario into indices, once."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from simulator.model.parameters import constant
from simulator.model.people import AGE_GROUPS, Category, Option
from simulator.model.scenario import Scenario
from simulator.topology.customs import compile_customs, compile_houses
from simulator.topology.later import later_days, later_needs, retained_shares
from simulator.topology.ordinary import ordinary_choice
from simulator.topology.rhythm import (
    MINUTES,
    cumulative_needs,
    guide_to,
    knot_minutes,
    ordinary_needs,
    surge_by_beat,
)
from simulator.topology.supply import compile_supply
from simulator.topology.surges import SurgeWindow
from simulator.topology.world import KNOT, Floats, Habits, Ints, World
from simulator.units import HOUR_MS, HOUR_S, MINUTE_S, milliseconds, seconds_from_hours

CHILDREN = AGE_GROUPS[0]
LUCK_PARTS = 2048
"""In how many parts the chance of common luck is told: the bits that a draw leaves over."""
LOOKS_WITHIN_TOLERANCE = constant("looks_within_tolerance")
"""Times that people look again at a deferred need within its tolerance."""


def compile_scenario(scenario: Scenario, surges: Sequence[SurgeWindow] = ()) -> World:
    """Compile a checked scenario into arrays.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.
    surges : sequence of SurgeWindow
        Its surges at the times that they have in this run.

    Returns
    -------
    World
        The same scenario by index.
    """
    services = tuple(service.id for service in scenario.services)
    features = tuple(f"{s.id}.{f.id}" for s in scenario.services for f in s.features)
    beats = round(seconds_from_hours(scenario.clock.horizon_h) / scenario.clock.beat_s)
    categories, knots = scenario.people.categories, knot_minutes(scenario.clock, surges)
    return World(
        habits=_habits(scenario, services, surges, knots),
        category_ids=tuple(category.id for category in categories),
        service_ids=services,
        feature_ids=features,
        segment_ids=tuple(segment.id for segment in scenario.people.segments),
        region_ids=tuple(region.id for region in scenario.people.regions),
        option_features=_option_features(scenario, features),
        sessions=tuple(
            tuple((session.share, session.lasts_h) for session in option.sessions)
            for option in _options(scenario)
        ),
        peak_capacity=np.array([service.peak_capacity for service in scenario.services]),
        goodput_decay=_by_service(scenario, "goodput_decay"),
        client_requests=_by_service(scenario, "client_requests"),
        ordinary_needs=np.array([ordinary_needs(c, scenario) for c in categories]),
        surge=np.array([surge_by_beat(c, surges, knots, beats) for c in categories]),
        customs=compile_customs(scenario),
        houses=compile_houses(scenario),
        supply=compile_supply(scenario),
        later_days=later_days(scenario),
        later_needs=later_needs(scenario),
        beats=beats,
    )


def _options(scenario: Scenario) -> list[Option]:
    return [option for category in scenario.people.categories for option in category.options]


def _habits(
    scenario: Scenario, services: tuple[str, ...], surges: Sequence[SurgeWindow], knots: Ints
) -> Habits:
    people, rules, clock = scenario.people, scenario.people.behaviour, scenario.clock
    categories, options = people.categories, _options(scenario)
    counts = [len(category.options) for category in categories]
    segments = [segment.id for segment in people.segments]
    holders = [_by_segment(option, segments) for option in options]
    cumulative = np.array([cumulative_needs(c, scenario, surges, knots) for c in categories])
    knot_ms = knots * milliseconds(MINUTE_S)
    factor = np.array([[c.factor.get(s, 1.0) for s in segments] for c in categories])
    guide, guide_scale = guide_to(cumulative)
    return Habits(
        beat_ms=milliseconds(clock.beat_s),
        beats_per_ms=(1.0 + 1e-12) / milliseconds(clock.beat_s),
        horizon_ms=_hours_ms(clock.horizon_h),
        event_ms=milliseconds((clock.event - clock.start).total_seconds()),
        cumulative=cumulative,
        knot_ms=knot_ms,
        first_knot=np.flatnonzero(knots % MINUTES == 0),
        knots=_knots(cumulative, knot_ms),
        guide=guide,
        guide_scale=guide_scale,
        factor=factor,
        pause=_one_over(factor),
        urgent_share=np.array([c.urgent_share for c in categories]),
        tolerance_ms=np.array([_tolerances(c) for c in categories], dtype=np.int64),
        lapse_ms=np.array([_lapses(c) for c in categories], dtype=np.int64),
        worth_ms=np.array([_worth(c) for c in categories], dtype=np.int64),
        tries=_whole([c.attempts for c in categories]),
        look_again_h=np.array([_look_again_h(c) for c in categories]),
        first_option=_whole([0, *np.cumsum(counts).tolist()]),
        service=_whole([services.index(option.service) for option in options]),
        category=np.repeat(np.arange(len(counts)), counts),
        outside=np.array([option.outside for option in options]),
        network=np.array([option.network for option in options]),
        holders=np.array(holders),
        app_luck=np.array([_luck_of(option.service) for option in options], dtype=np.uint64),
        together=np.uint64(round(LUCK_PARTS * rules.repertoire_together)),
        primacy=np.array([option.primacy for option in options]),
        second_use=np.array([option.second_use for option in options]),
        ease=np.array([np.exp(rules.trust - option.reluctance) for option in options]),
        adoption=np.array([option.adoption for option in options]),
        barred=np.array([[s in option.barred for s in segments] for option in options]),
        ordinary=np.array([ordinary_choice(c.options, rules) for c in categories]),
        skill=np.array([segment.skill for segment in people.segments]),
        person_cumulative=_person_cumulative(scenario),
        segment_cumulative=_segment_cumulative(scenario),
        retry_per_h=np.array([rules.retry_deferrable_per_h, rules.retry_urgent_per_h]),
        usual_weight=float(np.exp(rules.inertia + rules.trust)),
        waiting_weight=float(np.exp(rules.trust)),
        inertia=rules.inertia,
        trust=rules.trust,
        failure_aversion=rules.failure_aversion,
        memory_half_life_ms=float(_hours_ms(rules.memory_half_life_h)),
        most_remembered=rules.most_remembered,
        aware_after_failures=rules.aware_after_failures,
        look_gap_ms=_hours_ms(rules.look_gap_h),
        install_delay_h=rules.install_delay_h,
        active_use=rules.active_use,
        active_decay_per_h=rules.active_decay_per_day / 24.0,
        retained_share=np.array([retained_shares(c, scenario) for c in categories]),
    )


def _knots(cumulative: Floats, knot_ms: Ints) -> NDArray[np.void]:
    """Lay together what an arrival reads of a knot."""
    pace = np.diff(cumulative, axis=1) / np.diff(knot_ms)
    knots = np.zeros(cumulative.shape, KNOT)
    knots["needs"], knots["at_ms"], knots["hour"] = cumulative, knot_ms, knot_ms // HOUR_MS
    knots["pace"][:, :-1], knots["spacing"][:, :-1] = pace, _one_over(pace)
    return knots


def _one_over(values: Floats) -> Floats:
    """Return the reciprocals; infinity for nothing."""
    return np.divide(1.0, values, out=np.full_like(values, np.inf), where=values > 0.0)


def _hours_ms(n_hours: float) -> int:
    return milliseconds(seconds_from_hours(n_hours))


def _whole(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _tolerances(category: Category) -> list[int]:
    return [
        milliseconds(MINUTE_S * category.tolerance_deferrable_min),
        milliseconds(MINUTE_S * category.tolerance_urgent_min),
    ]


def _lapses(category: Category) -> list[int]:
    urgent = _hours_ms(category.lapse_h)
    can_wait = category.lapse_deferrable_h
    return [urgent if can_wait is None else _hours_ms(can_wait), urgent]


def _worth(category: Category) -> list[int]:
    """Tell for how long trying makes sense: until the need lapses, or the show begins."""
    tolerances = _tolerances(category)
    ends = [sum(both) for both in zip(tolerances, _lapses(category), strict=True)]
    return [min(end, tolerances[0]) for end in ends] if category.perishable else ends


def _look_again_h(category: Category) -> float:
    return max(category.tolerance_deferrable_min * MINUTE_S / HOUR_S / LOOKS_WITHIN_TOLERANCE, 0.25)


def _luck_of(service: str) -> int:
    """Make an address of a name that no other declaration can move."""
    return int.from_bytes(blake2b(service.encode(), digest_size=8).digest(), "little")


def _by_segment(option: Option, segments: list[str]) -> list[float]:
    if isinstance(option.holders, float | int):
        return [float(option.holders)] * len(segments)
    return [float(option.holders.get(segment, 0.0)) for segment in segments]


def _by_service(scenario: Scenario, name: str) -> Floats:
    """List what each service says of itself, or else what holds for everyone."""
    common = getattr(scenario.people.behaviour, name)
    own = [getattr(service, name) for service in scenario.services]
    return np.array([common if value is None else value for value in own], dtype=np.float64)


def _option_features(scenario: Scenario, features: tuple[str, ...]) -> Floats:
    weights = np.zeros((len(_options(scenario)), len(features)))
    services = {service.id: service for service in scenario.services}
    for row, option in enumerate(_options(scenario)):
        for feature in services[option.service].features:
            if not option.features or feature.id in option.features:
                weights[row, features.index(f"{option.service}.{feature.id}")] = feature.weight
    shares: Floats = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _person_cumulative(scenario: Scenario) -> Floats:
    counts = [
        region.residents.get(age, 0) for region in scenario.people.regions for age in AGE_GROUPS
    ]
    people = np.cumsum(np.array(counts, dtype=np.float64))
    shares: Floats = people / people[-1]
    return shares


def _segment_cumulative(scenario: Scenario) -> Floats:
    segments = scenario.people.segments
    table = np.zeros((len(AGE_GROUPS), len(segments)))
    for row, age in enumerate(AGE_GROUPS):
        if age == CHILDREN:
            continue
        taken = [s.within or 0.0 if age in s.ages else 0.0 for s in segments]
        rest = 1.0 - sum(taken)
        shares = [
            rest if segment.within is None and age in segment.ages else part
            for segment, part in zip(segments, taken, strict=True)
        ]
        table[row] = np.cumsum(shares)
        table[row] /= table[row, -1] if table[row, -1] > 0.0 else 1.0
    return table
