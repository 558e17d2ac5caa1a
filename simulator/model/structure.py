"""Declare which of several forms of the model holds, where evidence does not settle it."""

from collections.abc import Iterable
from math import gamma, log, log1p
from typing import Final, Literal

from simulator.model.base import Grounded
from simulator.model.catalogue import HazardClass
from simulator.model.parameters import given, rule

SITE_LOSSES: Final = 1
"""Losses of an operator's main site for more than a day (Kakao, 2010 to 2022)."""
YEARS_WATCHED: Final = 12.6
"""Years in which these were counted."""
_RATE: Final = rule("constants.operator_fire_rate")
OPERATOR_FIRES: Final = (_RATE.value, _RATE.low, _RATE.high)
"""Fires per site and year, with 5 and 95 % points: Jeffreys' Gamma(n + 1/2) over the years
watched, of an operator that was chosen because it had the worst outage."""

Combining = Literal["as-declared", "product", "minimum"]


class Restoration(Grounded):
    """How machines that lost power come back, once there is power and crews may enter."""

    law: Literal["crew-limited", "weibull"] = "crew-limited"
    """By crews, batch after batch; or by a law of time alone, however many machines there are."""
    median_h: float = given("structure.restoration.median_h")
    """Weibull: time after which half of a component's machines run, hours."""
    shape: float = given("structure.restoration.shape")
    """Weibull: below 1 most come soon and some late, above 1 they come together."""

    @property
    def mean_h(self) -> float:
        """Mean time of a Weibull law: scale x Gamma(1 + 1 / shape), hours."""
        scale_h = self.median_h / float(log(2.0) ** (1.0 / self.shape))
        return scale_h * gamma(1.0 + 1.0 / self.shape)

    def when_h(self, share: float) -> float:
        """Find when a share of the machines runs again (Weibull 1951).

        Parameters
        ----------
        share : float
            Part of the machines, 0 to below 1.

        Returns
        -------
        float
            Quantile median (-ln(1 - share) / ln 2) ** (1 / shape). Hours.

        Examples
        --------
        >>> Restoration(median_h=10.0).when_h(0.5)
        10.0
        """
        ratio = -log1p(-share) / log(2.0)
        return float(self.median_h * ratio ** (1.0 / self.shape))


class Structure(Grounded):
    """Forms of the model that a study of structural doubt swaps one by one."""

    hard_needs: Combining = "as-declared"
    """How a feature's hard dependencies combine: as each feature declares, which is the product
    where it says nothing; everywhere the product; or everywhere the worst of them alone."""
    restoration: Restoration = Restoration()
    """How machines of a struck site come back."""
    fire_rate: Literal["buildings", "operator"] = "buildings"
    """How often a site burns: as the catalogue has it from many buildings, or as often as the
    main site of the one operator was lost (0.12 a year; 0.014 to 0.31)."""


def under_prior(structure: Structure, classes: Iterable[HazardClass]) -> tuple[HazardClass, ...]:
    """Give the fires of a catalogue the rate that a scenario believes in.

    Parameters
    ----------
    structure : Structure
        Of the scenario.
    classes : iterable of HazardClass
        Kinds of hazards with their rates.

    Returns
    -------
    tuple of HazardClass
        The same; under the operator's prior fires of sites have its rate and its range.
    """
    if structure.fire_rate == "buildings":
        return tuple(classes)
    rate, low, high = OPERATOR_FIRES
    changed = {"rate_per_year": rate, "low": low, "high": high}
    return tuple(kind.model_copy(update=changed) if is_fire(kind) else kind for kind in classes)


def is_fire(kind: HazardClass) -> bool:
    """Tell whether a class is one of fires in sites."""
    return kind.kind == "fire" and kind.per == "site"
