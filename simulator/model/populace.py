"""Check that people, their needs and their means fit together."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.base import ROUNDING
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.people import AGE_GROUPS, Category, Option, Segment
from simulator.model.scenario import Scenario
from simulator.model.services import Service


def people_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check regions and segments."""
    people = scenario.people
    yield from repeated("people.regions", [region.id for region in people.regions])
    yield from repeated("people.segments", [segment.id for segment in people.segments])
    for region in people.regions:
        for age in region.residents:
            yield from unknown(
                f"people.regions.{region.id}.residents.{age}", age, "age group", AGE_GROUPS
            )
    if not any(sum(region.residents.values()) for region in people.regions):
        yield complaint("S405", "people.regions", "nobody", "residents in at least one region")
    for segment in people.segments:
        for number, age in enumerate(segment.ages):
            where = f"people.segments.{segment.id}.ages[{number}]"
            yield from unknown(where, age, "age group", AGE_GROUPS)
    yield from _share_problems(people.segments)


def need_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check categories of need and the means by which they are met."""
    segments = [segment.id for segment in scenario.people.segments]
    services = {service.id: service for service in scenario.services}
    categories = scenario.people.categories
    yield from repeated("people.categories", [category.id for category in categories])
    for category in categories:
        where = f"people.categories.{category.id}"
        for segment in category.factor:
            yield from unknown(f"{where}.factor.{segment}", segment, "segment", segments)
        yield from _rhythm_problems(category)
        names = [option.service for option in category.options]
        for number, option in enumerate(category.options):
            place = f"{where}.options[{number}]"
            if option.service in names[:number]:
                yield complaint("S306", f"{place}.service", repr(option.service), "each once")
            yield from _option_problems(place, option, services, segments)


def _share_problems(segments: tuple[Segment, ...]) -> Iterator[Problem]:
    left: dict[tuple[str, ...], list[str]] = {}
    for age in AGE_GROUPS[1:]:  # children have no needs
        here = [segment for segment in segments if age in segment.ages]
        total = sum(segment.within or 0.0 for segment in here)
        if total > 1.0 + ROUNDING:
            found = f"shares of ages {age} that add up to {total:g}"
            yield complaint("S401", f"people.segments.{here[-1].id}.within", found, "at most 1")
        rest = tuple(segment.id for segment in here if segment.within is None)
        left.setdefault(rest, []).append(age)
    for rest, ages in left.items():
        if len(rest) != 1:
            yield _rest_problem(rest, ages)


def _rest_problem(rest: tuple[str, ...], ages: list[str]) -> Problem:
    """Tell in one problem all ages that the same segments, or none, take what is left of."""
    listed = ", ".join(ages)
    expected = "exactly one segment without 'within' for each age"
    if not rest:
        found = f"no segment for whoever is left of ages {listed}"
        hint = f"add these ages to a segment that has no 'within': {listed}"
        return complaint("S401", "people.segments", found, expected, hint)
    found = f"segments {', '.join(rest)} that each take whoever is left of ages {listed}"
    hint = "give all but one of them a share ('within'), or take these ages out of them"
    return complaint("S401", f"people.segments.{rest[-1]}", found, expected, hint)


def _rhythm_problems(category: Category) -> Iterator[Problem]:
    for name in ("by_hour", "by_weekday"):
        if not any(getattr(category, name)):
            where = f"people.categories.{category.id}.{name}"
            yield complaint("S405", where, "zeros alone", "at least one weight above 0")


def _option_problems(
    where: str, option: Option, services: dict[str, Service], segments: list[str]
) -> Iterator[Problem]:
    yield from unknown(f"{where}.service", option.service, "service", services)
    if option.service in services:
        features = [feature.id for feature in services[option.service].features]
        for number, name in enumerate(option.features):
            kind = f"feature of {option.service}"
            yield from unknown(f"{where}.features[{number}]", name, kind, features)
    if isinstance(option.holders, dict):
        for segment in option.holders:
            yield from unknown(f"{where}.holders.{segment}", segment, "segment", segments)
    total = sum(session.share for session in option.sessions)
    if total > 1.0 + ROUNDING:
        yield complaint("S401", f"{where}.sessions", f"shares of {total:g}", "at most 1 in all")
