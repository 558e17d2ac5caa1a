"""Say by which events a component fails: its own, the loss of its place, a failover of no help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from simulator.model.patterns import failover_chance
from simulator.model.services import Component
from simulator.reliability.blueprint import Blueprint, Graph
from simulator.reliability.events import BasicEvent, house
from simulator.reliability.gates import Gates, Node
from simulator.reliability.lengths import backups_hit, by_hand_h, failover_h, part_within
from simulator.reliability.places import Places


@dataclass(slots=True)
class Rescue:
    """What stands in the way of serving from another place."""

    under_way: Node
    """The switch is not yet done."""
    fails: Node
    """The failover does not work, were its tools to stand."""
    not_by_hand: Node
    """Nor have people moved it yet."""


class ComponentTrees:
    """Fault trees of components, built when they are asked for and kept."""

    def __init__(self, blueprint: Blueprint, gates: Gates) -> None:
        self.blueprint = blueprint
        self.gates = gates
        self.places = Places(blueprint, gates)
        self._fails: dict[str, Node] = {}

    def fails(self, name: str) -> Node:
        """Build the tree of a component and of the tools that its recovery needs."""
        if name not in self._fails:
            for circle in self._circles(name):
                self._solve(circle)
        return self._fails[name]

    def _circles(self, name: str) -> Iterator[list[str]]:
        """Group a component and its tools, tools first; a group is one, or those in a circle."""
        needs: Graph = nx.DiGraph()
        needs.add_node(name)
        waiting = [name]
        for one in waiting:  # grows while it is walked
            for tool in self.blueprint.components[one].recovery_needs:
                if tool not in needs and tool not in self._fails:
                    waiting.append(tool)
                if tool not in self._fails:
                    needs.add_edge(tool, one)
        groups = nx.condensation(needs)
        for group in nx.topological_sort(groups):
            yield sorted(groups.nodes[group]["members"])

    def _solve(self, circle: Sequence[str]) -> None:
        """Iterate from everything down: a tool that needs what it is to rescue is no help."""
        self._fails.update(dict.fromkeys(circle, self.gates.always))
        parts = {name: self._parts(self.blueprint.components[name]) for name in circle}
        changed = True
        while changed:
            after = {name: self._combine(name, *parts[name]) for name in circle}
            changed = any(after[name] != self._fails[name] for name in circle)
            self._fails.update(after)

    def _combine(self, name: str, own: Node, lost: Node, rescue: Rescue) -> Node:
        tools = [self._fails[tool] for tool in self.blueprint.components[name].recovery_needs]
        stuck = self.gates.any_of([rescue.fails, *tools])
        late = self.gates.all_of([stuck, rescue.not_by_hand])
        missing = self.gates.any_of([rescue.under_way, late])
        return self.gates.any_of([own, self.gates.all_of([lost, missing])])

    def _parts(self, component: Component) -> tuple[Node, Node, Rescue]:
        """Build what fails it wherever it runs, what takes its place, and what hinders a rescue.

        Where no rescue could help, as from the loss of all places, that counts as its own failure.
        """
        own = self._own(component)
        nothing = Rescue(self.gates.always, self.gates.never, self.gates.never)
        if component.pattern == "quorum":
            lost = self.places.quorum_lost(component)
            return self.gates.any_of([own, lost]), self.gates.never, nothing
        spoilt = self.gates.any_of(
            map(self.gates.event, self.blueprint.hazards.on_main.get(component.id, []))
        )
        own = self.gates.any_of([own, self.gates.all_of([spoilt, self._backups_hit(component)])])
        main = self.gates.any_of([spoilt, self.places.main_lost(component)])
        if component.pattern == "none" or (
            component.pattern != "active-active" and not component.standby
        ):
            return self.gates.any_of([own, main]), self.gates.never, nothing
        everywhere = self.gates.all_of([main, *self.places.standbys_lost(component)])
        own = self.gates.any_of([own, everywhere])
        if component.pattern == "active-active":
            return own, self.places.sent_to_lost(component), self._rescue(component)
        return own, main, self._rescue(component)

    def _own(self, component: Component) -> Node:
        """Fail by what strikes it wherever it runs."""
        events = self.blueprint.hazards.on_component.get(component.id, [])
        houses = (house(f"component:{component.id}"), house(f"owner:{component.owner}"))
        return self.gates.any_of(map(self.gates.event, (*houses, *events)))

    def _rescue(self, component: Component) -> Rescue:
        """Weigh how a failover fails, and how long it and a move by hand take.

        Given the loss of a place, a component is down with the chance s + (h - s) (1 - p): p that
        the failover works, s and h the parts of the loss that pass before a switch and a move by
        hand are done. This is the failover mixture p T_f + (1 - p) T_r, over T_r.
        """
        owner = self.blueprint.owners[component.owner]
        lengths = self.places.lengths(component)
        owned, tools = self.blueprint.owned[owner.id], self._tools_elsewhere(component)
        by_hand = by_hand_h(component, owner, owned, tools=tools)
        soon, late = 0.0, 1.0  # where nothing is known to strike its places
        if lengths:
            soon = part_within(lengths, failover_h(component, owner))
            late = 1.0 if by_hand is None else max(soon, part_within(lengths, by_hand))
        works = failover_chance(component.pattern, owner.operations.drill_age_months)
        return Rescue(
            under_way=self._condition("switching", component, soon),
            fails=self._condition("no-failover", component, 1.0 - works),
            not_by_hand=self._condition(
                "not-by-hand", component, (late - soon) / (1.0 - soon) if soon < 1.0 else 1.0
            ),
        )

    def _tools_elsewhere(self, component: Component) -> bool:
        """Tell whether none of its tools stands in the sites of its main place."""
        site_of, components = self.blueprint.site_of, self.blueprint.components
        tools = [components[name] for name in component.recovery_needs]
        there = {site_of[zone] for tool in tools for zone in tool.servers}
        return there.isdisjoint(site_of[zone] for zone in component.servers)

    def _backups_hit(self, component: Component) -> Node:
        """Let an attack reach the backups of its owner, too."""
        chance = backups_hit(self.blueprint.owners[component.owner].operations.backups)
        owner = component.owner
        event = BasicEvent(f"backups-hit:{owner}", "condition", f"owner:{owner}", chance)
        return self.gates.event(event)

    def _condition(self, what: str, component: Component, chance: float) -> Node:
        name, element = f"{what}:{component.id}", f"component:{component.id}"
        return self.gates.event(BasicEvent(name, "condition", element, chance))
