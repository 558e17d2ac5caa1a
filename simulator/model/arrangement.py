"""Check that places, components and services refer to each other as they may."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.interdependence import circle_problems, feature_problems, tool_problems
from simulator.model.redundancy import redundancy_problems
from simulator.model.scenario import Scenario


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
    owners = dict.fromkeys(owner.id for owner in scenario.owners)
    zones = dict.fromkeys(zone.id for site in scenario.sites for zone in site.zones)
    for component in scenario.components:
        where = f"components.{component.id}"
        yield from unknown(f"{where}.owner", component.owner, "owner", owners)
        if not component.servers:
            yield complaint("S207", f"{where}.servers", "no zone", "machines in at least one zone")
        for zone in component.servers:
            yield from unknown(f"{where}.servers.{zone}", zone, "zone", zones)
        yield from redundancy_problems(component, zones)
    yield from tool_problems(scenario.components)


def service_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check services, their features and what these depend on."""
    owners = dict.fromkeys(owner.id for owner in scenario.owners)
    components = dict.fromkeys(component.id for component in scenario.components)
    known = components | dict.fromkeys(service.id for service in scenario.services)
    yield from repeated("services", [service.id for service in scenario.services])
    for number, service in enumerate(scenario.services):
        if service.id in components:
            where = f"services[{number}].id"
            yield complaint("S306", where, repr(service.id), "an id that no component has")
        if service.owner is not None:
            yield from unknown(f"services.{service.id}.owner", service.owner, "owner", owners)
        yield from feature_problems(service, known)
    yield from circle_problems(scenario.services)
