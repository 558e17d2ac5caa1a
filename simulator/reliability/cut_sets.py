"""Find the least sets of events that are enough to bring about a top event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

from simulator.model.parameters import constant
from simulator.reliability.diagram import FALSE, TRUE, Diagram
from simulator.reliability.gates import deep_recursion

CutSet: TypeAlias = frozenset[str]
MOST_EVENTS: Final = int(constant("cut_set_events"))
"""Larger cut sets are left out: they are as many as they are unlikely."""
MOST_SETS: Final = int(constant("cut_sets"))
"""More than these are left out, the least likely first."""


@dataclass(frozen=True, slots=True)
class CutSets:
    """Minimal cut sets, the likeliest first."""

    sets: tuple[CutSet, ...]
    """Each brings about the top event, and no part of it does."""
    cut_off: bool
    """Whether some were left out, by size or by number."""


class _Search:
    """Find minimal solutions node by node (Rauzy 1993)."""

    def __init__(self, diagram: Diagram, chances: Mapping[str, float]) -> None:
        self.diagram = diagram
        self.chances = chances
        self.cut_off = False
        self._known: dict[tuple[int, int], tuple[CutSet, ...]] = {}

    def below(self, node: int, room: int) -> tuple[CutSet, ...]:
        """List the minimal sets of a node that have at most so many events."""
        if node in {FALSE, TRUE}:
            return (frozenset[str](),) if node == TRUE else ()
        if (node, room) not in self._known:
            self._known[node, room] = self._solve(node - 2, room)
        return self._known[node, room]

    def _solve(self, place: int, room: int) -> tuple[CutSet, ...]:
        event = self.diagram.events[place]
        without = self.below(self.diagram.low[place], room)
        if self.chances[event] <= 0.0:
            return without
        if room == 0:
            self.cut_off |= self.diagram.high[place] != self.diagram.low[place] and not without
            return without
        with_it = _not_implied(self.below(self.diagram.high[place], room - 1), without)
        return self._best([*without, *(one | {event} for one in with_it)])

    def _best(self, found: list[CutSet]) -> tuple[CutSet, ...]:
        if len(found) > MOST_SETS:
            self.cut_off = True
            found = sorted(found, key=lambda one: (-chance(one, self.chances), sorted(one)))
        return tuple(found[:MOST_SETS])


def minimal_cut_sets(
    diagram: Diagram, chances: Mapping[str, float], most_events: int = MOST_EVENTS
) -> CutSets:
    """Find the minimal cut sets of a coherent fault tree.

    Parameters
    ----------
    diagram : Diagram
        The tree; more events never make it happen less.
    chances : mapping of str to float
        Probability of each event; impossible ones stand in no cut set.
    most_events : int
        Size of the largest that are listed.

    Returns
    -------
    CutSets
        Sorted by probability, then by name.
    """
    search = _Search(diagram, chances)
    with deep_recursion():
        found = search.below(diagram.root, most_events)
    minimal = [one for one in found if _is_minimal(one, diagram)] if search.cut_off else found
    ranked = sorted(minimal, key=lambda one: (-chance(one, chances), sorted(one)))
    return CutSets(tuple(ranked), search.cut_off)


def chance(cut: CutSet, chances: Mapping[str, float]) -> float:
    """Find the chance that all events of a cut set happen. Probability."""
    return prod(chances[event] for event in sorted(cut))


def _not_implied(found: Iterable[CutSet], smaller: Iterable[CutSet]) -> list[CutSet]:
    """Leave out what contains a set that is enough already."""
    enough = list(smaller)
    return [one for one in found if not any(less <= one for less in enough)]


def _is_minimal(cut: CutSet, diagram: Diagram) -> bool:
    return not any(diagram.holds(cut - {event}) for event in cut)
