"""Ask of every site, zone, component and owner what its loss would take down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from simulator.model.scenario import Scenario
from simulator.reliability.diagram import Diagram
from simulator.reliability.events import BasicEvent


@dataclass(frozen=True, slots=True)
class Element:
    """What the loss of one site, zone, component or owner means for users."""

    level: str
    """site, zone, component or owner."""
    id: str
    """Its id."""
    down: tuple[str, ...]
    """Services that are down with it although every failover works: it is their single point."""
    without_failover: tuple[str, ...]
    """Further services that are down with it where no failover works."""
    needs_lost: float
    """Birnbaum x users: expected share of needs that meet a failure while it is lost, above the
    ordinary share. Share, 0 to 1."""
    raw: float
    """RAW x users: share of needs unmet while it is lost over the ordinary share. Factor."""
    own_share: float
    """Part of the ordinary unmet share that would go if nothing ever happened to it. Share."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One function's tree for a request, and how many requests it has."""

    tree: Diagram
    """A request to it fails."""
    needs: float
    """Needs per day that go to it."""


def unmet_share(demands: Iterable[Demand], chances: Mapping[str, float]) -> float:
    """Find the expected share of needs that meet a failure. Share, 0 to 1."""
    counted = [(demand.needs, demand.tree.probability(chances)) for demand in demands]
    total = sum(needs for needs, _ in counted)
    return sum(needs * q for needs, q in counted) / total if total > 0.0 else 0.0


def user_derivatives(demands: Sequence[Demand], chances: Mapping[str, float]) -> dict[str, float]:
    """Find Birnbaum x users: d(expected unmet share of needs)/dq of each event."""
    total = sum(demand.needs for demand in demands)
    found: dict[str, float] = {}
    for demand in demands:
        if demand.needs > 0.0:
            for name, slope in demand.tree.derivatives(chances).items():
                found[name] = found.get(name, 0.0) + slope * demand.needs / total
    return found


def screen(
    scenario: Scenario,
    events: Mapping[str, BasicEvent],
    down: Mapping[str, Diagram],
    demands: Sequence[Demand],
) -> list[Element]:
    """Lose every element in turn.

    Parameters
    ----------
    scenario : Scenario
        What is declared.
    events : mapping of str to BasicEvent
        Basic events of all trees.
    down : mapping of str to Diagram
        Trees of services by hard dependencies.
    demands : sequence of Demand
        Trees of requests, and how many there are.

    Returns
    -------
    list of Element
        Those whose loss costs users the most first; those whose loss changes nothing left out.
    """
    chances = {name: event.chance for name, event in events.items()}
    asked = _Asked(events, down, demands, unmet_share(demands, chances))
    slopes = user_derivatives(demands, chances)
    found = []
    for level, name in _elements(scenario):
        event = f"lost:{level}:{name}"
        fails, worst = asked.down_with(event)
        slope = slopes.get(event, 0.0)
        if fails or worst or slope > 0.0:
            raw = 1.0 + slope / asked.usual if asked.usual > 0.0 else inf
            own = asked.own_share(f"{level}:{name}")
            found.append(Element(level, name, tuple(fails), tuple(worst), slope, raw, own))
    return sorted(found, key=lambda one: (-one.needs_lost, one.level, one.id))


def _elements(scenario: Scenario) -> list[tuple[str, str]]:
    found = [("site", site.id) for site in scenario.sites]
    found += [("zone", zone.id) for site in scenario.sites for zone in site.zones]
    found += [("component", component.id) for component in scenario.components]
    return found + [("owner", owner.id) for owner in scenario.owners]


class _Asked:
    """Trees by the events that stand in them, so that each question visits few."""

    def __init__(
        self,
        events: Mapping[str, BasicEvent],
        down: Mapping[str, Diagram],
        demands: Sequence[Demand],
        usual: float,
    ) -> None:
        self.usual = usual
        self._chances = {name: event.chance for name, event in events.items()}
        self._demands = demands
        self._needs = sum(demand.needs for demand in demands)
        self._hurdles = {name for name, event in events.items() if event.role == "condition"}
        self._no_hands = {name for name in self._hurdles if name.startswith("not-by-hand:")}
        self._down: dict[str, list[tuple[str, Diagram]]] = {}
        for service, tree in down.items():
            for event in set(tree.events):
                self._down.setdefault(event, []).append((service, tree))
        self._own: dict[str, set[str]] = {}
        for name, one in events.items():
            if one.role in {"hazard", "restart"}:
                self._own.setdefault(one.element, set()).add(name)
        self._touched: dict[str, set[int]] = {}
        for number, demand in enumerate(demands):
            for event in set(demand.tree.events):
                self._touched.setdefault(event, set()).add(number)

    def down_with(self, event: str) -> tuple[list[str], list[str]]:
        """Name the services that an event takes down, then those only without any failover."""
        trees = self._down.get(event, [])
        fails = [name for name, tree in trees if tree.holds(self._no_hands, event)]
        worst = [name for name, tree in trees if tree.holds(self._hurdles, event)]
        return fails, [name for name in worst if name not in fails]

    def own_share(self, element: str) -> float:
        """Find what would go if the hazards of an element never struck (1 - 1/RRW, for users)."""
        own = self._own.get(element, set())
        touched = set[int]().union(*(self._touched.get(name, ()) for name in own))
        if not touched or self.usual <= 0.0:
            return 0.0
        without = self._chances | dict.fromkeys(own, 0.0)
        demands = [self._demands[number] for number in sorted(touched)]
        gained = sum(
            one.needs * (one.tree.probability(self._chances) - one.tree.probability(without))
            for one in demands
        )
        return gained / self._needs / self.usual
