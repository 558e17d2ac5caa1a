"""Turn observations into targets: on a scale where errors are even, with what they leave open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from simulator.analysis.observed_course import NOT_BACK
from simulator.analysis.reporting import reporting_sd
from simulator.io.run_log import Answers
from simulator.model.evidence import Observation

Floats = NDArray[np.float64]

DISCREPANCY: Final = 0.15
"""By how much a model of this kind misses beyond luck and parameters, as a share of the value
(standard deviation; judgement, .1 to .2)."""
_SCALES: Final = {"h": "logarithm", "ratio": "logarithm", "persons": "inverse hyperbolic sine"}
_CHANGES: Final = frozenset({"use_change", "trips_change", "revenue_change"})
_LEAST_H: Final = 0.01
_LEAST_RATIO: Final = 0.01
_LEAST_SD: Final = 1e-9


@dataclass(frozen=True)
class Target:
    """One observation that may set parameters."""

    observation: Observation
    end_h: float
    """What a time stands for that had not come when the run ended, hours after the event."""

    @property
    def id(self) -> str:
        """Name of the observation."""
        return self.observation.id

    def scale(self, value: float) -> float:
        """Bring a value on the scale of the emulators, on which errors are more even."""
        match self.observation.unit:
            case "h":
                return float(np.log(max(value, _LEAST_H)))
            case "ratio":
                return float(np.log(max(value, _LEAST_RATIO)))
            case "share" if self.observation.quantity in _CHANGES:
                return float(np.log(max(1.0 + value, _LEAST_RATIO)))
            case "persons":
                return float(np.arcsinh(value / self._unit))
        return value

    @property
    def scale_name(self) -> str:
        """Name the scale in words."""
        if self.observation.quantity in _CHANGES:
            return "logarithm of what is left"
        return _SCALES.get(self.observation.unit, "plain")

    @property
    def _unit(self) -> float:
        """Persons at which the scale turns from even to logarithmic: half the tolerance."""
        return (self.observation.high - self.observation.low) / 4

    @cached_property
    def observed(self) -> float:
        """The published figure on the scale."""
        return self.scale(self.observation.observed)

    @cached_property
    def variance(self) -> float:
        """Error of reporting and discrepancy of the model, on the scale (delta method)."""
        value = self.observation.observed
        step = max(abs(value), 1.0) * 1e-4
        slope = (self.scale(value + step) - self.scale(value - step)) / (2 * step)
        spread = np.hypot(reporting_sd(self.observation), DISCREPANCY * value)
        return float((slope * spread) ** 2)

    def read(self, answers: Answers) -> float:
        """Read a run's value on the scale; what was not back by the end of the run stands there.

        A run without a value for another reason gives no number, and nothing is fitted to it.
        """
        value = answers[self.id]
        if value == NOT_BACK:
            return self.scale(self.end_h)
        return float("nan") if isinstance(value, str) else self.scale(value)

    def implausibility(self, mean: Floats, variance: float) -> Floats:
        """Say by how many standard deviations a forecast misses (Craig and others 1997).

        Parameters
        ----------
        mean : array of float
            Forecasts of the emulator, on the scale.
        variance : float
            Of its error, luck included.

        Returns
        -------
        array of float
            0 or more; for a bound only what lies beyond it counts.
        """
        apart = (mean - self.observed) / np.sqrt(variance + self.variance + _LEAST_SD)
        if self.observation.relation == "at_most":
            return np.asarray(np.maximum(apart, 0.0))
        return np.asarray(np.abs(apart))

    def log_likelihood(self, mean: Floats, variance: float, observed: float | Floats) -> Floats:
        """Weigh a forecast by what was observed, errors normal on the scale.

        Parameters
        ----------
        mean : array of float
            Forecasts of the emulator, on the scale.
        variance : float
            Of its error, luck included.
        observed : float or array of float
            On the scale.

        Returns
        -------
        array of float
            Natural logarithm up to a constant; for a bound, of the chance to lie below it.
        """
        apart = (observed - mean) / np.sqrt(variance + self.variance + _LEAST_SD)
        if self.observation.relation == "at_most":
            return np.asarray(special.log_ndtr(apart))
        return np.asarray(-0.5 * apart * apart)


def targets_of(observations: Sequence[Observation], end_h: float) -> tuple[Target, ...]:
    """Take the observations that may set parameters, and no others.

    Parameters
    ----------
    observations : sequence of Observation
        Of one case.
    end_h : float
        Hours from the event to the end of a run.

    Returns
    -------
    tuple of Target
        In the order of the table.
    """
    return tuple(Target(row, end_h) for row in observations if row.use == "fit")


def outcomes(targets: Sequence[Target], answers: Sequence[Answers]) -> Floats:
    """Read what runs answer, on the targets' scales.

    Parameters
    ----------
    targets : sequence of Target
        Columns.
    answers : sequence of dict
        Rows.

    Returns
    -------
    array of float, shape (n_runs, n_targets)
        Values on the scales.
    """
    return np.array([[target.read(one) for target in targets] for one in answers])
