"""Look up once what every fault tree of a scenario needs to know."""

from collections.abc import Callable, Iterable
from math import fsum
from typing import Final, TypeAlias

import networkx as nx

from simulator.model.catalogue import HazardClass
from simulator.model.parameters import constant
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Dependency, Service
from simulator.reliability.events import BasicEvent
from simulator.reliability.hazards import strike
from simulator.reliability.lengths import restart_h
from simulator.reliability.renewal import unavailability

Graph: TypeAlias = "nx.DiGraph[str]"
"""An edge points from what is needed to what needs it."""
MOST_LINKED: Final = int(constant("linked_services"))
"""Services on which one leans, directly or not, up to which all chains are followed."""


class Blueprint:
    """A scenario by name, what strikes it, and the basic events of all its trees.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.
    catalogue : iterable of HazardClass
        How often each kind of hazard strikes.
    """

    def __init__(self, scenario: Scenario, catalogue: Iterable[HazardClass]) -> None:
        self.scenario = scenario
        self.hazards = strike(scenario, catalogue)
        self.events: dict[str, BasicEvent] = {}
        self.owners = {owner.id: owner for owner in scenario.owners}
        self.components = {component.id: component for component in scenario.components}
        self.services = {service.id: service for service in scenario.services}
        self.owned: dict[str, list[Component]] = {}
        for component in scenario.components:
            self.owned.setdefault(component.owner, []).append(component)
        self.site_of = {zone.id: site.id for site in scenario.sites for zone in site.zones}
        self._zones = {site.id: {zone.id for zone in site.zones} for site in scenario.sites}
        self._restarts: dict[tuple[str, str], BasicEvent | None] = {}
        self.hard = _needs(scenario.services, lambda need: need.hard)
        self.soft = _needs(scenario.services, lambda need: need.weight > 0.0)
        self.chained = all(
            len(nx.ancestors(self.soft, name)) <= MOST_LINKED for name in self.services
        )
        if not self.chained:
            self.soft = nx.create_empty_copy(self.soft)

    def restart(self, owner: str, site: str) -> BasicEvent | None:
        """Let an owner's crews start all its machines in a site again after a loss of power."""
        if (owner, site) not in self._restarts:
            blows = [blow for blow in self.hazards.at_site.get(site, []) if blow.restart]
            rate = fsum(blow.event.rate_per_year * blow.share for blow in blows)
            law, zones = self.scenario.structure.restoration, self._zones[site]
            mean_h = restart_h(self.owners[owner], self.owned[owner], zones, law)
            name = f"restart:{owner}@{site}"
            chance = unavailability(rate, mean_h)
            event = BasicEvent(name, "restart", f"site:{site}", chance, rate, mean_h)
            self._restarts[owner, site] = event if chance > 0.0 else None
        return self._restarts[owner, site]


def _needs(services: Iterable[Service], counts: Callable[[Dependency], bool]) -> Graph:
    """Draw which services need which, through dependencies that count."""
    drawn: Graph = nx.DiGraph()
    drawn.add_nodes_from(names := {service.id for service in services})
    for service in services:
        for feature in service.features:
            drawn.add_edges_from(
                (name, service.id)
                for need in feature.needs
                if counts(need)
                for name in need.names
                if name in names
            )
    return drawn
