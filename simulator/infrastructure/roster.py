"""List components by where they stand, whose they are and what needs them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from simulator.infrastructure.part import Part
from simulator.model.scenario import Scenario


def parts_by_owner(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """List the components of each owner; those without any have an empty list."""
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.component.owner].append(part)
    return found


def parts_by_zone(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """List the components with machines or room in each zone."""
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        places = [*part.component.servers, *(place.zone for place in part.component.standby)]
        for zone in dict.fromkeys(places):
            found[zone].append(part)
    return found


def functions_by_component(scenario: Scenario) -> dict[str, list[str]]:
    """List the functions that cannot do without each component."""
    found: dict[str, list[str]] = defaultdict(list)
    for service in scenario.services:
        for feature in service.features:
            for need in feature.needs:
                if need.hard and isinstance(need.on, str):
                    found[need.on].append(f"{service.id}.{feature.id}")
    return found


def longest_chain(functions: Mapping[str, list[str]], parts: Iterable[Part]) -> int:
    """Count how many of some components one function needs at most, at least 1.

    A fault that reaches a share of users reaches the same ones in each of these.
    """
    needed = Counter(name for part in parts for name in functions.get(part.component.id, ()))
    return max(needed.values(), default=1)
