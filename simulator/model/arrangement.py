"""Check that places, components and services refer to each other as they may."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Service


def place_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check sites and zones."""
    regions = [region.id for region in scenario.people.regions]
    yield from repeated("sites", [site.id for site in scenario.sites])
    seen: dict[str, str] = {}
    for site in scenario.sites:
        yield from unknown(f"sites.{site.id}.region", site.region, "region", regions)
        for number, zone in enumerate(site.zones):
            if zone.id in seen:
                where, hint = f"sites.{site.id}.zones[{number}].id", f"see site {seen[zone.id]}"
                yield complaint("S306", where, repr(zone.id), "an id of its own", hint)
            seen.setdefault(zone.id, site.id)


def component_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check components: owner, zones, standbys, tools."""
    yield from repeated("owners", [owner.id for owner in scenario.owners])
    yield from repeated("components", [component.id for component in scenario.components])
    owners = [owner.id for owner in scenario.owners]
    zones = [zone.id for site in scenario.sites for zone in site.zones]
    components = [component.id for component in scenario.components]
    for component in scenario.components:
        where = f"components.{component.id}"
        yield from unknown(f"{where}.owner", component.owner, "owner", owners)
        if not component.servers:
            yield complaint("S207", f"{where}.servers", "no zone", "machines in at least one zone")
        for zone in component.servers:
            yield from unknown(f"{where}.servers.{zone}", zone, "zone", zones)
        yield from _standby_problems(component, zones)
        yield from _tool_problems(component, components)


def service_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check services, their features and what these depend on."""
    owners = [owner.id for owner in scenario.owners]
    components = [component.id for component in scenario.components]
    services = [service.id for service in scenario.services]
    yield from repeated("services", services)
    for number, service in enumerate(scenario.services):
        if service.id in components:
            where = f"services[{number}].id"
            yield complaint("S306", where, repr(service.id), "an id that no component has")
        if service.owner is not None:
            yield from unknown(f"services.{service.id}.owner", service.owner, "owner", owners)
        yield from _feature_problems(service, [*components, *services])
    yield from _circle_problems(scenario.services)


def _standby_problems(component: Component, zones: list[str]) -> Iterator[Problem]:
    where = f"components.{component.id}.standby"
    for number, standby in enumerate(component.standby):
        yield from unknown(f"{where}[{number}].zone", standby.zone, "zone", zones)
        if standby.zone in component.servers:
            expected = "a zone in which it does not normally serve"
            yield complaint("S309", f"{where}[{number}].zone", repr(standby.zone), expected)
        if standby.zone in [other.zone for other in component.standby[:number]]:
            yield complaint("S306", f"{where}[{number}].zone", repr(standby.zone), "one per zone")
    mirrored = component.pattern == "active-active" and len(component.servers) > 1
    wants_standby = component.pattern in {"active-passive", "active-active"} and not mirrored
    if wants_standby and not component.standby:
        where, found = f"components.{component.id}.pattern", f"{component.pattern!r} in one place"
        hint = "declare a standby, or write pattern: none"
        yield complaint("S309", where, found, "a second place from which it can serve", hint)


def _tool_problems(component: Component, components: list[str]) -> Iterator[Problem]:
    for number, tool in enumerate(component.recovery_needs):
        where = f"components.{component.id}.recovery_needs[{number}]"
        yield from unknown(where, tool, "component", components)
        if tool == component.id:
            yield complaint("S307", where, repr(tool), "another component than itself")


def _feature_problems(service: Service, known: list[str]) -> Iterator[Problem]:
    where = f"services.{service.id}.features"
    yield from repeated(where, [feature.id for feature in service.features])
    for feature in service.features:
        on = [need.on for need in feature.needs]
        for number, name in enumerate(on):
            place = f"{where}.{feature.id}.needs[{number}].on"
            yield from unknown(place, name, "component or service", known)
            if name == service.id:
                yield complaint("S307", place, repr(name), "something else than its own service")
            if name in on[:number]:
                yield complaint("S306", place, repr(name), "each dependency once")


def _circle_problems(services: tuple[Service, ...]) -> Iterator[Problem]:
    """Complain about each service that cannot work without itself, once per circle."""
    needs = {
        service.id: sorted(
            {
                need.on
                for feature in service.features
                for need in feature.needs
                if need.weight == 1.0 and need.on != service.id
            }
        )
        for service in services
    }
    told: set[str] = set()
    for service in services:
        circle = _way_back(service.id, needs)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            expected, hint = "no circle of hard dependencies", "give one of them a weight below 1"
            way = " > ".join([*circle, service.id])
            yield complaint("S307", f"services.{service.id}.features", way, expected, hint)


def _way_back(start: str, needs: dict[str, list[str]]) -> list[str]:
    """Find the shortest way from a service back to itself, or nothing."""
    ways, seen = [[start]], {start}
    for way in ways:  # grows while it is walked: breadth first
        for name in needs.get(way[-1], []):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
