"""Tell how likely a failover works, by pattern and age of the last drill."""

import math
from typing import Final

from simulator.model.services import Pattern

FADES_MONTHS: Final = 12.0
"""Time constant with which a drill is forgotten (judgement)."""
DRILLED_MONTHS: Final = 12.0
"""Age up to which operators decide as people who have done it before (judgement)."""
CHANCES: Final[dict[Pattern, tuple[float, float]]] = {
    "none": (0.0, 0.0),
    "cold-backup": (0.5, 0.9),
    "active-passive": (0.5, 0.95),
    "active-active": (0.7, 0.99),
}
"""Chance without any drill, and right after one (judgement; Gill et al. 2011 found network
redundancy 40 % effective at the median, Gunawi et al. 2016 that recovery chains fail)."""


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
    never, fresh = CHANCES[pattern]
    return never + (fresh - never) * math.exp(-age_months / FADES_MONTHS)
