"""Say what may be the matter at a random instant, and how likely: the basic events of a tree."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from simulator.reliability.renewal import covered_share, unavailability

Role: TypeAlias = Literal["hazard", "restart", "condition", "share", "house"]
"""hazard: something fails. restart: machines are intact but not yet running again. condition: a
failover does not help, or not yet. share: one request in so many needs it. house: switched on
by whoever asks what the loss of an element would do; never happens by itself."""


@dataclass(frozen=True, slots=True)
class BasicEvent:
    """One thing that is or is not so at a random instant, apart from all others."""

    name: str
    """Unique, such as fire@pangyo."""
    role: Role
    """What kind of event it is."""
    element: str
    """Where it happens: level:id, such as site:pangyo."""
    chance: float
    """Chance that it is so at a random instant. Probability, 0 to 1."""
    rate_per_year: float = 0.0
    """How often it begins; 0 for conditions and shares. Per year."""
    mean_h: float = 0.0
    """How long it lasts on average. Hours."""


def recurring(
    name: str, element: str, rate_per_year: float, mean_h: float, *, while_up: bool = False
) -> BasicEvent:
    """Make a hazard that comes at a rate and lasts a while.

    It is an alternating renewal process where an element that is struck is spared until that is
    over (`while_up`), and a marked Poisson process, whose events overlap, where it is not.
    """
    law = unavailability if while_up else covered_share
    return BasicEvent(name, "hazard", element, law(rate_per_year, mean_h), rate_per_year, mean_h)


def house(element: str) -> BasicEvent:
    """Make the event by which one asks for the loss of an element (Vesely et al. 1981)."""
    return BasicEvent(f"lost:{element}", "house", element, 0.0)
