"""List what each class of random hazards can strike, and which of it shares causes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from simulator.model.catalogue import HazardClass
from simulator.model.places import Site
from simulator.model.scenario import Scenario
from simulator.topology.vital import vital_components


@dataclass(frozen=True, slots=True)
class Target:
    """An element with a rate of its own."""

    element: str
    """Address of its luck."""
    place: Mapping[str, Any]
    """Fields by which a hazard says that it strikes here."""
    name: str
    """What `HazardClass.only` knows it by."""
    group: str | None = None
    """Those with the same one share causes."""
    count: int = 1
    """Machines behind it; the rate is for each."""


def targets(scenario: Scenario, kind: HazardClass) -> list[Target]:
    """List what a class of hazards can strike.

    Parameters
    ----------
    scenario : Scenario
        Where things stand and who runs them.
    kind : HazardClass
        What its rate is counted for, for which elements, and which of them share causes.

    Returns
    -------
    list of Target
        In declaration order. Whoever is alone in a group has no group.
    """
    found = [
        target
        for target in _LISTS[kind.per](scenario, kind)
        if not kind.only or target.name in kind.only
    ]
    sizes = Counter(target.group for target in found)
    return [target if sizes[target.group] > 1 else replace(target, group=None) for target in found]


def _sites(scenario: Scenario, kind: HazardClass) -> Iterator[Target]:
    for site in scenario.sites:
        place = {"site": site.id} if kind.kind == "fire" else {"sites": (site.id,)}
        yield Target(site.id, place, site.id, _group(site, kind))


def _group(site: Site, kind: HazardClass) -> str | None:
    if kind.common is None:
        return None
    name = getattr(site, kind.common.replace("-", "_"), None)
    return None if name is None else str(name)


def _owners(scenario: Scenario, kind: HazardClass) -> Iterator[Target]:
    for owner in scenario.owners:
        place = {"owners": (owner.id,)} if kind.kind == "strike" else {"owner": owner.id}
        shared = owner.operations.admin_domain if kind.common == "admin-domain" else None
        yield Target(owner.id, place, owner.id, shared)


def _services(scenario: Scenario, _kind: HazardClass) -> Iterator[Target]:
    vital = vital_components(scenario)
    for service in scenario.services:
        if names := vital[service.id]:
            yield Target(service.id, {"components": names}, service.id)


def _components(scenario: Scenario, _kind: HazardClass) -> Iterator[Target]:
    for component in scenario.components:
        yield Target(component.id, {"components": (component.id,)}, component.id)


def _machines(scenario: Scenario, _kind: HazardClass) -> Iterator[Target]:
    for component in scenario.components:
        for zone, count in component.servers.items():
            place = {"component": component.id, "zone": zone, "by_lot": True}
            yield Target(f"{component.id}.{zone}", place, component.id, count=count)


def _regions(scenario: Scenario, _kind: HazardClass) -> Iterator[Target]:
    for region in dict.fromkeys(site.region for site in scenario.sites):
        yield Target(region, {"region": region}, region)


def _categories(scenario: Scenario, _kind: HazardClass) -> Iterator[Target]:
    for category in scenario.people.categories:
        yield Target(category.id, {"categories": (category.id,)}, category.id)


_LISTS: Final[Mapping[str, Callable[[Scenario, HazardClass], Iterator[Target]]]] = {
    "site": _sites,
    "owner": _owners,
    "service": _services,
    "component": _components,
    "machine": _machines,
    "region": _regions,
    "category": _categories,
}
