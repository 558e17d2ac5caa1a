"""Say by which events features and services fail, for all requests and for one at random."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from simulator.model.services import Dependency, Service
from simulator.reliability.blueprint import Blueprint, Graph
from simulator.reliability.components import ComponentTrees
from simulator.reliability.events import BasicEvent
from simulator.reliability.gates import Gates, Node
from simulator.topology.quality import WORKS

Trees: TypeAlias = dict[str, Node]


class FunctionTrees:
    """Fault trees of services, built when they are asked for and kept.

    There are two for each. `down`: by hard dependencies alone, a feature does not work at all,
    or features that hold two thirds of a service do not. `refused`: a request to it drawn at
    random fails; soft dependencies count for the share of requests that need them, and a service
    for one of its features by weight. Both are kept by service and by service.feature.

    Where many services lean on each other in long chains, the second kind outgrows every memory;
    then a soft dependency on a service counts only as long as that service is down altogether.
    """

    def __init__(self, blueprint: Blueprint, gates: Gates) -> None:
        self.blueprint = blueprint
        self.gates = gates
        self.components = ComponentTrees(blueprint, gates)
        self.down: Trees = {}
        self.refused: Trees = {}

    def service_down(self, name: str) -> Node:
        """Build the tree of hard dependencies of a service."""
        for circle in _order(self.blueprint.hard, name, self.down):
            self._solve(circle, self.down, self._build_down)
        return self.down[name]

    def service_refused(self, name: str) -> Node:
        """Build the tree of a request to a service."""
        for circle in _order(self.blueprint.soft, name, self.refused):
            self._solve(circle, self.refused, self._build_refused)
        return self.refused[name]

    def _solve(
        self, circle: Iterable[str], known: Trees, build: Callable[[Service, Trees], Trees]
    ) -> None:
        """Iterate from everything working: a circle of services does not keep itself down."""
        services = [self.blueprint.services[name] for name in circle]
        never = self.gates.never
        for service in services:
            known[service.id] = never
            known.update({f"{service.id}.{feature.id}": never for feature in service.features})
        changed = True
        while changed:
            changed = False
            for service in services:
                after = build(service, known)
                changed |= any(known[name] != tree for name, tree in after.items())
                known.update(after)

    def _build_down(self, service: Service, known: Trees) -> Trees:
        gates: Gates = self.gates
        built: Trees = {}
        for feature in service.features:
            hard = (self._lacks(need, known) for need in feature.needs if need.hard)
            built[f"{service.id}.{feature.id}"] = gates.any_of(hard)
        weighted = [
            (feature.weight, built[f"{service.id}.{feature.id}"]) for feature in service.features
        ]
        return built | {service.id: gates.heavier(weighted, 1.0 - WORKS)}

    def _build_refused(self, service: Service, known: Trees) -> Trees:
        gates = self.gates
        built: Trees = {}
        for feature in service.features:
            name = f"{service.id}.{feature.id}"
            built[name] = gates.any_of(
                gates.all_of([self._lacks(need, known), self._asks(name, need)])
                for need in feature.needs
                if need.weight > 0.0
            )
        return built | {service.id: self._one_feature(service, built)}

    def _asks(self, feature: str, need: Dependency) -> Node:
        """Let the share omega of a feature's requests need what it depends on."""
        name = f"asks:{feature}>{'|'.join(need.names)}"
        weight = 1.0 if need.hard else need.weight
        event = BasicEvent(name, "share", f"feature:{feature}", weight)
        return self.gates.event(event)

    def _one_feature(self, service: Service, built: Trees) -> Node:
        """Send a request to one of the features, by weight."""
        gates, left = self.gates, 1.0
        chosen: list[tuple[Node, Node]] = []
        for feature in service.features:
            name = f"{service.id}.{feature.id}"
            chance = feature.weight / left if feature is not service.features[-1] else 1.0
            event = BasicEvent(f"uses:{name}", "share", f"feature:{name}", min(1.0, chance))
            chosen.append((gates.event(event), built[name]))
            left -= feature.weight
        tree = gates.never
        for use, fails in reversed(chosen):
            tree = gates.choose(use, fails, tree)
        return tree

    def _lacks(self, need: Dependency, known: Trees) -> Node:
        """Lack a supply, or too many of several."""
        supplies = [self._supply(name, known) for name in need.names]
        return self.gates.at_least(len(supplies) - need.at_least + 1, supplies)

    def _supply(self, name: str, known: Trees) -> Node:
        if name not in self.blueprint.services:
            return self.components.fails(name)
        if known is self.refused and not self.blueprint.chained:
            return self.service_down(name)
        return known[name]


def _order(needs: Graph, name: str, known: Trees) -> Iterator[list[str]]:
    """Group what is still to be built for a service, supplies first; circles stand together."""
    if name in known:
        return
    wanted = {one for one in nx.ancestors(needs, name) if one not in known} | {name}
    groups = nx.condensation(needs.subgraph(wanted))
    for group in nx.topological_sort(groups):
        yield sorted(groups.nodes[group]["members"])
