"""Tell what is needed to bring what back, and which circles that makes."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import networkx as nx

from simulator.model.circles import shortest_circle
from simulator.model.scenario import Scenario
from simulator.model.services import Component

Recovery: TypeAlias = Literal["restart", "failover"]
"""What a need is for: a restart on site, or a move to a standby."""


@dataclass(frozen=True, slots=True)
class RecoveryCircle:
    """Components that are needed, each by the next, to bring each other back."""

    recovery: Recovery
    """What they need each other for."""
    way: tuple[str, ...]
    """The shortest circle, each needing the one after it and the last the first."""
    ways_out: tuple[str, ...]
    """Those among them that people can bring back by hand without the others, slowly."""

    def __str__(self) -> str:
        """Write the circle as a way back to its start."""
        return " > ".join([*self.way, self.way[0]])


def recovery_circles(scenario: Scenario) -> list[RecoveryCircle]:
    """Name one circle, the shortest, for each group of components that need each other.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    list of RecoveryCircle
        Restarts first, then failovers; each begins with the component declared first.
    """
    by_id = {component.id: component for component in scenario.components}
    found = []
    recoveries: tuple[Recovery, ...] = ("restart", "failover")
    for recovery in recoveries:
        needs = {name: recovery_needs(component, recovery) for name, component in by_id.items()}
        for way in _shortest_ways(needs):
            ways_out = tuple(name for name in way if has_way_round(by_id[name], recovery))
            found.append(RecoveryCircle(recovery, tuple(way), ways_out))
    return found


def recovery_needs(component: Component, recovery: Recovery) -> tuple[str, ...]:
    """List what a component needs in order to be restarted, or to fail over."""
    return component.restart_needs if recovery == "restart" else component.recovery_needs


def has_way_round(component: Component, recovery: Recovery) -> bool:
    """Tell whether people can restart it, or move it, without what it needs."""
    by_hand = component.bypass if recovery == "restart" else component.effort_by_hand
    return by_hand is not None


def _shortest_ways(needs: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Find the shortest circle of each group whose members reach each other."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_edges_from((name, tool) for name, tools in needs.items() for tool in tools)
    place = {name: number for number, name in enumerate(needs)}
    groups = [sorted(g, key=place.__getitem__) for g in nx.strongly_connected_components(drawn)]
    found = []
    for group in sorted(groups, key=lambda members: place[members[0]]):
        inside = {name: [tool for tool in needs[name] if tool in set(group)] for name in group}
        ways = [way for name in group if (way := shortest_circle(name, inside))]
        if ways:
            found.append(min(ways, key=len))
    return found
