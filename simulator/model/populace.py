"""Check that regions, segments and special days fit together."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.base import ROUNDING
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.people import AGE_GROUPS, People, Segment
from simulator.model.scenario import Scenario


def people_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check regions, segments and the calendar."""
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
    yield from _calendar_problems(people)


def _share_problems(segments: tuple[Segment, ...]) -> Iterator[Problem]:
    """Check that the segments of every age from ten on share it out, to the last person."""
    left: dict[tuple[str, ...], list[str]] = {}
    over: dict[tuple[str, float], list[str]] = {}
    for age in AGE_GROUPS[1:]:  # children have no needs
        here = [segment for segment in segments if age in segment.ages]
        parts = {segment.id: segment.within for segment in here if segment.within is not None}
        total = sum(parts.values())
        if total > 1.0 + ROUNDING:
            over.setdefault((list(parts)[-1], total), []).append(age)
        rest = tuple(segment.id for segment in here if segment.within is None)
        left.setdefault(rest, []).append(age)
    for (last, total), ages in over.items():
        found = f"shares of ages {', '.join(ages)} that add up to {total:g}"
        yield complaint("S401", f"people.segments.{last}.within", found, "at most 1")
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


def _calendar_problems(people: People) -> Iterator[Problem]:
    """Check special days: each date once, known categories, some effect."""
    categories = [category.id for category in people.categories]
    first: dict[object, int] = {}
    for number, day in enumerate(people.calendar):
        where = f"people.calendar[{number}]"
        if day.date in first:
            hint = f"see people.calendar[{first[day.date]}]"
            yield complaint("S306", f"{where}.date", str(day.date), "each date once", hint)
        first.setdefault(day.date, number)
        for category in day.factor:
            yield from unknown(f"{where}.factor.{category}", category, "category", categories)
        if day.like is None and not day.factor:
            expected = "'like', a day of the week, or 'factor' by category"
            yield complaint("S309", where, "a special day like any other", expected)
