"""Say what each redundancy pattern is worth: chance, switch time, room and data lost."""

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from simulator.model.base import Duration, time_of
from simulator.model.parameters import constant, rule

Pattern: TypeAlias = Literal[
    "none",
    "cold-backup",
    "pilot-light",
    "warm-standby",
    "active-passive",
    "active-active",
    "quorum",
]

FADES_MONTHS: Final = constant("drill_fades_months")
"""Time constant with which a drill is forgotten."""
DRILLED_MONTHS: Final = constant("drilled_months")
"""Age up to which operators decide as people who have done it before."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a redundancy pattern does when the main place is lost."""

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


def _traits(pattern: Pattern) -> Traits:
    """Read what a pattern is worth from the table of parameters."""

    def figure(name: str) -> float:
        return rule(f"patterns.{pattern}.{name}").value

    return Traits(
        undrilled=figure("undrilled"),
        fresh=figure("fresh"),
        switch=time_of(f"patterns.{pattern}.switch"),
        first_capacity=figure("first_capacity"),
        ramp_h=figure("ramp_h"),
        rpo_h=figure("rpo_h"),
        extra_cost=(figure("extra_cost_low"), figure("extra_cost_high")),
    )


TRAITS: Final[dict[Pattern, Traits]] = {pattern: _traits(pattern) for pattern in get_args(Pattern)}
"""By pattern; ranges and sources stand in the table of parameters."""


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
