"""Rank basic events by what they mean for a top event, each measure with its definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from simulator.reliability.cut_sets import CutSet, CutSets
from simulator.reliability.diagram import Diagram, read
from simulator.reliability.events import BasicEvent
from simulator.reliability.gates import Gates

DEFINITIONS: Final = {
    "birnbaum": "dQ/dq = Q(it is so) - Q(it is not so)  (Birnbaum 1969)",
    "criticality": "Birnbaum q/Q: chance that it is so and matters, given failure  (Lambert 1975)",
    "fussell_vesely": "P(a minimal cut set with it is so)/Q  (Fussell 1975, Vesely)",
    "raw": "Q(it is so)/Q, risk achievement worth  (Vesely et al. 1983)",
    "rrw": "Q/Q(it is never so), risk reduction worth  (Vesely et al. 1983)",
}
"""What each measure means; Q is the chance of the top event, q that of the basic one."""


@dataclass(frozen=True, slots=True)
class Importance:
    """What one basic event means for one top event."""

    event: BasicEvent
    """The basic event."""
    birnbaum: float
    """Dimensionless."""
    criticality: float
    """Probability."""
    fussell_vesely: float
    """Probability."""
    raw: float
    """Factor."""
    rrw: float
    """Factor; infinite where nothing else brings the top event about."""


def importances(
    diagram: Diagram, events: Mapping[str, BasicEvent], cuts: CutSets
) -> list[Importance]:
    """Find all measures of all basic events of a top event.

    Parameters
    ----------
    diagram : Diagram
        The top event.
    events : mapping of str to BasicEvent
        Its basic events by name.
    cuts : CutSets
        Its minimal cut sets; Fussell-Vesely is a lower bound where some were cut off.

    Returns
    -------
    list of Importance
        The most critical first.
    """
    chances = {name: event.chance for name, event in events.items()}
    top, gates = diagram.probability(chances), Gates()
    for name in dict.fromkeys(reversed(diagram.events)):
        gates.event(events[name])
    found = []
    for name, slope in diagram.derivatives(chances).items():
        q, event = chances[name], events[name]
        if event.role == "house" or top <= 0.0:
            continue
        never = top - q * slope
        found.append(
            Importance(
                event=event,
                birnbaum=slope,
                criticality=slope * q / top,
                fussell_vesely=_union(gates, chances, [c for c in cuts.sets if name in c]) / top,
                raw=(never + slope) / top,
                rrw=top / never if never > top * 1e-12 else inf,
            )
        )
    return sorted(found, key=lambda one: (-one.criticality, one.event.name))


def _union(gates: Gates, chances: Mapping[str, float], sets: list[CutSet]) -> float:
    """Find the chance that at least one of some cut sets is so."""
    tree = gates.any_of(gates.all_of(map(gates.variable, sorted(one))) for one in sets)
    return read(gates, tree).probability(chances)
