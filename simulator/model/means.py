"""Check the means by which needs are met: what they name, and that somebody can use them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from simulator.errors import Problem
from simulator.model.base import ROUNDING
from simulator.model.complaint import complaint, unknown
from simulator.model.people import Category, Option
from simulator.model.scenario import Scenario

MOST_SERVICES: Final = 64
"""Services that people may use: whom they used on a day is remembered in 64 bits."""
_OF_APPS: Final = (
    *("primacy", "second_use", "adoption", "dormant", "network", "barred", "sign_up_needs"),
)
"""What only an app can have: nobody signs up for cash."""


class Readers(NamedTuple):
    """Against whom a means is checked."""

    scenario: Scenario
    segments: tuple[str, ...]
    """All segments."""
    needy: tuple[str, ...]
    """Those that have needs of the category."""


def holders_in(option: Option, segment: str) -> float:
    """Tell which share of a segment has an option.

    >>> holders_in(Option(service="chat", holders={"young": 0.5}), "old")
    0.0
    """
    if isinstance(option.holders, dict):
        return option.holders.get(segment, 0.0)
    return option.holders


def option_problems(where: str, category: Category, readers: Readers) -> Iterator[Problem]:
    """Check every means of a category.

    Parameters
    ----------
    where : str
        Path of the category.
    category : Category
        Whose options are checked.
    readers : Readers
        The scenario and its segments.

    Yields
    ------
    Problem
        What contradicts itself, names nothing, or serves nobody.
    """
    names = [option.service for option in category.options]
    for number, option in enumerate(category.options):
        place = f"{where}.options[{number}]"
        if option.service in names[:number]:
            yield complaint("S306", f"{place}.service", repr(option.service), "each once")
        yield from _name_problems(place, option, readers)
        total = sum(session.share for session in option.sessions)
        if total > 1.0 + ROUNDING:
            yield complaint("S401", f"{place}.sessions", f"shares of {total:g}", "at most 1 in all")
        yield from _outside_problems(place, option)
        yield from _use_problems(place, option, readers.needy)


def _name_problems(where: str, option: Option, readers: Readers) -> Iterator[Problem]:
    """Check the names of a service, its features, and segments."""
    services = {service.id: service for service in readers.scenario.services}
    yield from unknown(f"{where}.service", option.service, "service", services)
    if option.service in services:
        features = [feature.id for feature in services[option.service].features]
        for number, name in enumerate(option.features):
            kind = f"feature of {option.service}"
            yield from unknown(f"{where}.features[{number}]", name, kind, features)
        if list(services).index(option.service) >= MOST_SERVICES:
            found = f"{option.service}, which is not among the first {MOST_SERVICES} services"
            hint = "declare services that people use before all others"
            yield complaint("S404", f"{where}.service", found, "one of the first", hint)
    if isinstance(option.holders, dict):
        for segment in option.holders:
            yield from unknown(f"{where}.holders.{segment}", segment, "segment", readers.segments)
    for number, segment in enumerate(option.barred):
        yield from unknown(f"{where}.barred[{number}]", segment, "segment", readers.segments)


def _outside_problems(where: str, option: Option) -> Iterator[Problem]:
    """Refuse for a means outside apps what only an app can have."""
    for name in _OF_APPS:
        if option.outside and getattr(option, name):
            found = f"'{name}' of a means outside apps"
            yield complaint("S309", f"{where}.{name}", found, "no 'outside', or not this")


def _use_problems(where: str, option: Option, needy: tuple[str, ...]) -> Iterator[Problem]:
    """Refuse an option that nobody who needs it has, and nobody can take up."""
    may_adopt = option.adoption > 0.0 and any(s not in option.barred for s in needy)
    if needy and not may_adopt and not any(holders_in(option, segment) for segment in needy):
        found = "an alternative that nobody has and nobody can take up"
        expected = "holders among those who need it, or an adoption above 0"
        yield complaint("S405", f"{where}.holders", found, expected)
