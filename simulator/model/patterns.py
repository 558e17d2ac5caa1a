"""Say what each redundancy pattern is worth: chance, switch time, room and data lost."""

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from simulator.model.base import Duration

Pattern: TypeAlias = Literal[
    "none",
    "cold-backup",
    "pilot-light",
    "warm-standby",
    "active-passive",
    "active-active",
    "quorum",
]

FADES_MONTHS: Final = 12.0
"""Time constant with which a drill is forgotten (judgement)."""
DRILLED_MONTHS: Final = 12.0
"""Age up to which operators decide as people who have done it before (judgement)."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a redundancy pattern does when the main place is lost (all of it judgement)."""

    undrilled: float
    """Chance that a failover works without any drill."""
    fresh: float
    """The same right after a drill."""
    switch: Duration
    """From the decision to the first request served elsewhere."""
    first_capacity: float
    """Share of the standby's room that serves at once."""
    ramp_h: float
    """Until all of its room serves, hours."""
    rpo_h: float
    """Work newer than this is lost with the main place, hours."""
    extra_cost: tuple[float, float]
    """Extra capacity cost as a share of the main place's, low and high."""


TRAITS: Final[dict[Pattern, Traits]] = {
    "none": Traits(0.0, 0.0, Duration(median_h=0.0), 0.0, 0.0, 0.0, (0.0, 0.0)),
    "cold-backup": Traits(
        0.5, 0.9, Duration(median_h=41.6, sigma=0.33), 0.25, 12.0, 24.0, (0.05, 0.10)
    ),
    "pilot-light": Traits(
        0.5, 0.9, Duration(median_h=2.0, sigma=0.42), 0.1, 4.0, 0.5, (0.10, 0.20)
    ),
    "warm-standby": Traits(
        0.5, 0.95, Duration(median_h=0.41, sigma=0.55), 0.4, 1.0, 0.05, (0.40, 0.60)
    ),
    "active-passive": Traits(
        0.5, 0.95, Duration(median_h=0.0645, sigma=0.823), 1.0, 0.0, 0.0, (1.0, 1.0)
    ),
    "active-active": Traits(
        0.7, 0.99, Duration(median_h=0.0096, sigma=0.755), 1.0, 0.0, 0.0, (0.33, 1.0)
    ),
    "quorum": Traits(1.0, 1.0, Duration(median_h=0.0), 1.0, 0.0, 0.0, (0.5, 2.0)),
}
"""Medians are geometric means of the ranges of the disaster-recovery taxonomy (backup and restore
24-72 h, pilot light 1-4 h, warm standby 10-60 min, hot 1-15 min, active-active 10 s - 2 min), whose
ends are the 5 and 95 % points; chances are anchored by Gill et al. 2011 (network redundancy 40 %
effective at the median) and Gunawi et al. 2016 (recovery chains fail)."""


def failover_chance(pattern: Pattern, age_months: float) -> float:
    """Find the chance that a failover works when its tools do.

    Parameters
    ----------
    pattern : str
        How the component is made redundant.
    age_months : float
        Age of the last drill. Months, >= 0.

    Returns
    -------
    float
        p_inf + (p_0 - p_inf) exp(-age / 12 months). Probability, 0 to 1.

    Examples
    --------
    >>> failover_chance("active-passive", 0.0)
    0.95
    >>> round(failover_chance("active-passive", 12.0), 4)
    0.6655
    """
    traits = TRAITS[pattern]
    return traits.undrilled + (traits.fresh - traits.undrilled) * math.exp(
        -age_months / FADES_MONTHS
    )
