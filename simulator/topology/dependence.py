"""Tell who needs whom: the graph, the order of services, circles, recovery single points."""

from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from simulator.model.scenario import Scenario
from simulator.model.services import Component

Graph: TypeAlias = "nx.DiGraph[str]"
"""An edge points from what is needed to what needs it."""


@dataclass(frozen=True, slots=True)
class RecoverySinglePoint:
    """A site, or a circle of tools, that disables what is needed to recover from its own loss."""

    element: str
    """The site, or the first component of the circle."""
    stuck: tuple[str, ...]
    """Components that can neither be switched elsewhere nor be restarted before others are."""
    tools: tuple[str, ...]
    """Components they need in order to be switched or restarted and that are lost with them."""


def graph(scenario: Scenario) -> Graph:
    """Draw everything that can fail: sites, zones, components, features, services.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    DiGraph
        Nodes 'level:id' with level, id, name, name_ko and owner; edges with relation (holds,
        houses, standby, needs, part-of, recovers, restarts) and weight, from cause to consequence.
    """
    drawn: Graph = nx.DiGraph()
    for site in scenario.sites:
        _node(drawn, "site", site.id, (site.name, site.name_ko))
        for zone in site.zones:
            _node(drawn, "zone", zone.id, (f"{site.name}: {zone.id}", f"{site.name_ko}: {zone.id}"))
            drawn.add_edge(f"site:{site.id}", f"zone:{zone.id}", relation="holds", weight=1.0)
    for component in scenario.components:
        _node(
            drawn, "component", component.id, (component.name, component.name_ko, component.owner)
        )
        _draw_places(drawn, component)
    _draw_services(drawn, scenario)
    for component in scenario.components:
        there = f"component:{component.id}"
        helped = [(tool, "recovers") for tool in component.recovery_needs]
        helped += [(tool, "restarts") for tool in component.restart_needs]
        for tool, relation in helped:
            if not drawn.has_edge(f"component:{tool}", there):
                drawn.add_edge(f"component:{tool}", there, relation=relation, weight=1.0)
    return drawn


def service_order(scenario: Scenario) -> list[str]:
    """Sort services so that each stands after those it depends on.

    Services that depend on each other in a circle stand together, in declaration order.
    """
    place = {service.id: number for number, service in enumerate(scenario.services)}
    needs = _service_graph(scenario)
    groups = nx.condensation(needs)
    order = nx.lexicographical_topological_sort(
        groups, key=lambda group: min(place[name] for name in groups.nodes[group]["members"])
    )
    return [
        name
        for group in order
        for name in sorted(groups.nodes[group]["members"], key=place.__getitem__)
    ]


def service_circles(scenario: Scenario) -> list[tuple[str, ...]]:
    """Name the groups of services that depend on each other, each in alphabetical order."""
    return _circles(_service_graph(scenario))


def recovery_single_points(scenario: Scenario) -> list[RecoverySinglePoint]:
    """Find the sites and tools whose loss disables the means to recover from it.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    list of RecoverySinglePoint
        Sites first, then circles of tools that need each other.
    """
    housed: dict[str, list[int]] = {}
    for number, component in enumerate(scenario.components):
        for zone in _places(component):
            housed.setdefault(zone, []).append(number)
    found = []
    for site in scenario.sites:
        dark = {zone.id for zone in site.zones}
        hit = sorted({number for zone in dark for number in housed.get(zone, [])})
        stuck, tools = _stuck([scenario.components[number] for number in hit], dark)
        if stuck:
            found.append(RecoverySinglePoint(site.id, stuck, tools))
    failover: Graph = nx.DiGraph()
    restart: Graph = nx.DiGraph()
    for component in scenario.components:
        failover.add_edges_from((tool, component.id) for tool in component.recovery_needs)
        restart.add_edges_from((tool, component.id) for tool in component.restart_needs)
    rings = dict.fromkeys([*_circles(failover), *_circles(restart)])
    return found + [RecoverySinglePoint(ring[0], ring, ring) for ring in rings]


def _stuck(hit: list[Component], dark: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let everything switch that can, then name who is left and for want of which tools."""
    lost = [component for component in hit if _is_lost(component, dark)]
    down = {component.id for component in lost}
    moved = True
    while moved:
        movable = {c.id for c in lost if _has_room(c, dark) and down.isdisjoint(c.recovery_needs)}
        moved = bool(down & movable)
        down -= movable
    wanted = {
        component.id: [tool for tool in _tools(component, dark) if tool in down]
        for component in lost
        if component.id in down
    }
    stuck = {name: tools for name, tools in wanted.items() if tools}
    return tuple(stuck), tuple(sorted({tool for tools in stuck.values() for tool in tools}))


def _tools(component: Component, dark: set[str]) -> tuple[str, ...]:
    """List what a lost component needs first: to be restarted, and to move if it has room."""
    to_move = component.recovery_needs if _has_room(component, dark) else ()
    return (*to_move, *component.restart_needs)


def _is_lost(component: Component, dark: set[str]) -> bool:
    if component.pattern == "quorum":
        return sum(zone not in dark for zone in _places(component)) < (component.quorum or 1)
    if component.pattern == "active-active" and _has_room(component, dark):
        return False
    left = sum(count for zone, count in component.servers.items() if zone not in dark)
    return left < component.minimum_share * sum(component.servers.values())


def _places(component: Component) -> list[str]:
    return [*component.servers, *(standby.zone for standby in component.standby)]


def _has_room(component: Component, dark: set[str]) -> bool:
    """Tell whether it can be moved to a standby that is left."""
    if component.pattern in {"none", "quorum"}:
        return False
    return any(standby.zone not in dark for standby in component.standby)


def _service_graph(scenario: Scenario) -> Graph:
    services = [service.id for service in scenario.services]
    needs: Graph = nx.DiGraph()
    needs.add_nodes_from(services)
    for service in scenario.services:
        for feature in service.features:
            named = [name for need in feature.needs for name in need.names]
            needs.add_edges_from((name, service.id) for name in named if name in services)
    return needs


def _circles(drawn: Graph) -> list[tuple[str, ...]]:
    groups = [sorted(group) for group in nx.strongly_connected_components(drawn)]
    return sorted(tuple(g) for g in groups if len(g) > 1 or drawn.has_edge(g[0], g[0]))


def _node(drawn: Graph, level: str, name: str, told: tuple[str, ...]) -> None:
    english, korean, owner = (*told, "")[:3]
    drawn.add_node(
        f"{level}:{name}", level=level, id=name, name=english, name_ko=korean, owner=owner
    )


def _draw_places(drawn: Graph, component: Component) -> None:
    there = f"component:{component.id}"
    total = sum(component.servers.values())
    for standby in component.standby:
        drawn.add_edge(f"zone:{standby.zone}", there, relation="standby", weight=standby.capacity)
    for zone, count in component.servers.items():
        drawn.add_edge(f"zone:{zone}", there, relation="houses", weight=count / total)


def _draw_services(drawn: Graph, scenario: Scenario) -> None:
    level = {component.id: "component" for component in scenario.components}
    for service in scenario.services:
        owner = service.owner or ""
        _node(drawn, "service", service.id, (service.name, service.name_ko, owner))
        for feature in service.features:
            name = f"{service.id}.{feature.id}"
            _node(drawn, "feature", name, (feature.name, feature.name_ko, owner))
            drawn.add_edge(
                f"feature:{name}",
                f"service:{service.id}",
                relation="part-of",
                weight=feature.weight,
            )
            for need in feature.needs:
                for on in need.names:
                    source = f"{level.get(on, 'service')}:{on}"
                    drawn.add_edge(source, f"feature:{name}", relation="needs", weight=need.weight)
