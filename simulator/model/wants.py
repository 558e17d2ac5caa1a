"""Check that needs can be had, met and given up by the people who are said to have them."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.means import Readers, holders_in, option_problems
from simulator.model.people import Category
from simulator.model.scenario import Scenario

MOST_SECOND_SHARE = 0.9
"""Second apps leave the usual app and means outside apps at least a tenth."""


def need_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check categories of need and the means by which they are met."""
    segments = tuple(segment.id for segment in scenario.people.segments)
    categories = scenario.people.categories
    yield from repeated("people.categories", [category.id for category in categories])
    for category in categories:
        where = f"people.categories.{category.id}"
        needy = tuple(s for s in segments if category.factor.get(s, 1.0) > 0.0)
        for segment in category.factor:
            yield from unknown(f"{where}.factor.{segment}", segment, "segment", segments)
        if not needy:
            yield complaint("S405", f"{where}.factor", "zeros alone", "a segment that needs it")
        yield from _rhythm_problems(where, category)
        yield from _patience_problems(where, category)
        yield from _share_problems(where, category, scenario)
        yield from option_problems(where, category, Readers(scenario, segments, needy))
        yield from _lack_problems(where, category, needy)


def _rhythm_problems(where: str, category: Category) -> Iterator[Problem]:
    for name in ("by_hour", "by_weekday"):
        if not any(getattr(category, name)):
            expected = "at least one weight above 0"
            yield complaint("S405", f"{where}.{name}", "zeros alone", expected)


def _patience_problems(where: str, category: Category) -> Iterator[Problem]:
    """Check that what can wait waits longer than what cannot."""
    urgent, can_wait = category.tolerance_urgent_min, category.tolerance_deferrable_min
    if urgent > can_wait:
        found = f"{urgent:g} min for urgent needs, {can_wait:g} for others"
        expected = "no more than tolerance_deferrable_min"
        yield complaint("S403", f"{where}.tolerance_urgent_min", found, expected)


def _share_problems(where: str, category: Category, scenario: Scenario) -> Iterator[Problem]:
    """Check shares of one person's needs and of one failed session that are dealt out."""
    apps = [option for option in category.options if not option.outside]
    second = sum(option.second_use for option in apps)
    if second > MOST_SECOND_SHARE:
        found = f"second uses that add up to {second:g}"
        yield complaint("S401", f"{where}.options", found, f"at most {MOST_SECOND_SHARE:g} in all")
    readiest = max(segment.skill for segment in scenario.people.segments)
    society = scenario.people.society
    advert = 1.0 if society.advert_after_h is None else society.advert_factor
    adopted = advert * readiest * sum(option.adoption for option in apps)
    if adopted > 1.0:
        found = f"chances of installing that add up to {adopted:g} for people of skill {readiest:g}"
        found += f" under advertising of factor {advert:g}" if advert > 1.0 else ""
        yield complaint("S401", f"{where}.options", found, "at most 1 in all")


def _lack_problems(where: str, category: Category, needy: tuple[str, ...]) -> Iterator[Problem]:
    """Name the segments that are said to have needs but have no means to meet them."""
    means = [o for o in category.options if o.outside or o.primacy > 0.0]
    if not means:
        expected = "an app with a primacy above 0, or a means outside apps"
        yield complaint("S405", f"{where}.options", "no app that is anybody's usual one", expected)
        return
    bare = [s for s in needy if not any(holders_in(option, s) for option in means)]
    if bare:
        expected = "a means that some of them have ('holders'), or a factor of 0"
        hint = f"{where}.factor: {{{', '.join(f'{s}: 0' for s in bare)}}} if they do not need it"
        found = f"no means that anybody of {', '.join(bare)} has"
        yield complaint("S405", f"{where}.options", found, expected, hint)
