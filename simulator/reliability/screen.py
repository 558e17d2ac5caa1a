"""Ask of every site, zone, component and owner what its loss would take down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.scenario import Scenario
from simulator.reliability.diagram import Diagram
from simulator.reliability.events import BasicEvent
from simulator.reliability.gates import Gates


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
    scenario: Scenario, gates: Gates, down: Mapping[str, Diagram], demands: Sequence[Demand]
) -> list[Element]:
    """Lose every element in turn.

    Parameters
    ----------
    scenario : Scenario
        What is declared.
    gates : Gates
        Where the trees' events are known.
    down : mapping of str to Diagram
        Trees of services by hard dependencies.
    demands : sequence of Demand
        Trees of requests, and how many there are.

    Returns
    -------
    list of Element
        Those whose loss costs users the most first; those whose loss changes nothing left out.
    """
    chances = {name: event.chance for name, event in gates.events.items()}
    usual = unmet_share(demands, chances)
    slopes = user_derivatives(demands, chances)
    hurdles = {n for n, e in gates.events.items() if e.role == "condition"}
    no_hands = {name for name in hurdles if name.startswith("not-by-hand:")}
    found = []
    for level, name in _elements(scenario):
        event = f"lost:{level}:{name}"
        if event not in gates.events:
            continue
        fails = [s for s, tree in down.items() if tree.holds({event} | no_hands)]
        worst = [s for s, tree in down.items() if tree.holds({event} | hurdles)]
        slope = slopes.get(event, 0.0)
        found.append(
            Element(
                level=level,
                id=name,
                down=tuple(fails),
                without_failover=tuple(s for s in worst if s not in fails),
                needs_lost=slope,
                raw=(usual + slope) / usual if usual > 0.0 else 1.0,
                own_share=_own_share(f"{level}:{name}", gates.events, demands, usual),
            )
        )
    harmful = [one for one in found if one.needs_lost > 0.0 or one.down or one.without_failover]
    return sorted(harmful, key=lambda one: (-one.needs_lost, one.level, one.id))


def _elements(scenario: Scenario) -> list[tuple[str, str]]:
    found = [("site", site.id) for site in scenario.sites]
    found += [("zone", zone.id) for site in scenario.sites for zone in site.zones]
    found += [("component", component.id) for component in scenario.components]
    return found + [("owner", owner.id) for owner in scenario.owners]


def _own_share(
    element: str, events: Mapping[str, BasicEvent], demands: Sequence[Demand], usual: float
) -> float:
    """Find what would go if the hazards of an element never struck (1 - 1/RRW, for users)."""
    own = {n for n, e in events.items() if e.element == element and e.role in {"hazard", "restart"}}
    if not own or usual <= 0.0:
        return 0.0
    without = {name: 0.0 if name in own else event.chance for name, event in events.items()}
    touched = [d for d in demands if not own.isdisjoint(d.tree.events)]
    total = sum(demand.needs for demand in demands)
    before = {name: event.chance for name, event in events.items()}
    gained = sum(
        d.needs * (d.tree.probability(before) - d.tree.probability(without)) for d in touched
    )
    return gained / total / usual
