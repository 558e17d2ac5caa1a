"""Draw parameters from their ranges, evenly over all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from simulator.errors import Problem, ScenarioError
from simulator.experiments.sampling import luck_of
from simulator.io.tables import read_table

Floats: TypeAlias = NDArray[np.float64]
Distribution = Literal["lognormal", "beta", "uniform", "normal"]

LOW, HIGH = 0.05, 0.95
"""The range of a parameter runs between these quantiles."""
REACH: Final = 2.576
"""Nothing is drawn beyond the central 99 % of a parameter, since far tails are what the declared
shape alone says; as a normal score."""
_DIGITS: Final = 6
_KINDS: Final[dict[str, Distribution]] = {
    "lognormal": "lognormal", "beta": "beta", "uniform": "uniform", "normal": "normal",
}  # fmt: skip


@dataclass(frozen=True)
class Prior:
    """What is known of a parameter before any outcome is looked at."""

    id: str
    """Dotted path, as settings take it."""
    value: float
    """The default, in `unit`."""
    unit: str
    low: float
    """5 % point."""
    high: float
    """95 % point."""
    distribution: Distribution
    basis: str
    source: str

    @cached_property
    def _shape(self) -> tuple[float, float]:
        """Find the two parameters whose 5 and 95 % points are those of the range."""
        spread = 2 * float(stats.norm.ppf(HIGH))
        match self.distribution:
            case "lognormal":
                return (log(self.low) + log(self.high)) / 2, log(self.high / self.low) / spread
            case "normal":
                return (self.low + self.high) / 2, (self.high - self.low) / spread
            case "uniform":
                beyond = (self.high - self.low) * LOW / (HIGH - LOW)
                return self.low - beyond, self.high + beyond
            case "beta":
                return _beta(self.low, self.high)

    def at(self, score: Floats) -> Floats:
        """Give the values at normal scores.

        Parameters
        ----------
        score : array of float
            Standard normal scores; 0 is the median, -1.645 and 1.645 the ends of the range.

        Returns
        -------
        array of float
            Of the same shape, in the parameter's unit, at six significant digits.
        """
        first, second = self._shape
        found = first + second * score
        if self.distribution == "lognormal":
            found = np.exp(found)
        elif self.distribution == "uniform":
            found = first + (second - first) * stats.norm.cdf(score)
        elif self.distribution == "beta":
            found = stats.beta.ppf(stats.norm.cdf(score), first, second)
        return np.array([float(f"{value:.{_DIGITS}g}") for value in found.ravel()]).reshape(
            found.shape
        )


def _beta(low: float, high: float) -> tuple[float, float]:
    """Find the Beta distribution with these 5 and 95 % points."""

    def apart(shape: Sequence[float]) -> list[float]:
        found = stats.beta.cdf([low, high], exp(shape[0]), exp(shape[1]))
        return [float(found[0]) - LOW, float(found[1]) - HIGH]

    middle = (low + high) / 2
    spread = (high - low) / (2 * float(stats.norm.ppf(HIGH)))
    size = middle * (1 - middle) / spread**2 - 1
    start = [log(max(middle * size, 0.1)), log(max((1 - middle) * size, 0.1))]
    found = optimize.root(apart, start, tol=1e-12)
    return exp(found.x[0]), exp(found.x[1])


def read_priors(case: str) -> tuple[Prior, ...]:
    """Read which parameters a calibration moves, and within which ranges.

    Parameters
    ----------
    case : str
        For example ``kakao-2022``.

    Returns
    -------
    tuple of Prior
        In the order of the table of parameters.

    Raises
    ------
    ScenarioError
        If the table names none for that case.
    """
    rows = [row for row in read_table("parameters") if row["calibrated"] == case]
    if not rows:
        expected = "a case for which the table of parameters names some"
        raise ScenarioError(case, [Problem("S301", "", None, "case", repr(case), expected)])
    return tuple(_prior(row) for row in rows)


def _prior(row: Mapping[str, str]) -> Prior:
    return Prior(
        row["id"], float(row["value"]), row["unit"], float(row["low"]), float(row["high"]),
        _KINDS[row["distribution"]], row["basis"], row["source"],
    )  # fmt: skip


def spread_evenly(n_draws: int, n_priors: int, seed: int) -> Floats:
    """Spread draws evenly over all parameters (Latin hypercube; McKay, Beckman and Conover 1979).

    Parameters
    ----------
    n_draws, n_priors : int
        Draws, and parameters.
    seed : int
        Address of the luck of the design.

    Returns
    -------
    array of float, shape (n_draws, n_priors)
        Standard normal scores.
    """
    cube = stats.qmc.LatinHypercube(n_priors, rng=luck_of(seed))
    return np.asarray(stats.truncnorm.ppf(cube.random(n_draws), -REACH, REACH))


def values_at(priors: Sequence[Prior], scores: Floats) -> list[dict[str, float]]:
    """Give the parameters of each draw.

    Parameters
    ----------
    priors : sequence of Prior
        One for each column.
    scores : array of float, shape (n_draws, n_priors)
        Standard normal scores.

    Returns
    -------
    list of dict
        By path.
    """
    columns = [prior.at(scores[:, number]) for number, prior in enumerate(priors)]
    names = [prior.id for prior in priors]
    return [dict(zip(names, map(float, row), strict=True)) for row in zip(*columns, strict=True)]
