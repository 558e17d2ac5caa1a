"""List components by where they stand and by whose they are, so that nobody looks at all."""

from collections import defaultdict
from collections.abc import Iterable

from simulator.infrastructure.part import Part


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
