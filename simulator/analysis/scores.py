"""Score what was predicted as draws against the one figure that was observed."""

from collections.abc import Sequence
from math import erf, exp, pi, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Draws = Sequence[float] | NDArray[np.float64]

_FEWEST: Final = 2


def crps(draws: Draws, observed: float) -> float:
    """Score draws against one observed value: the continuous ranked probability score.

    Parameters
    ----------
    draws : array_like of float, shape (n,)
        Independent draws of what was predicted, n >= 2. In the unit of what was observed.
    observed : float
        What was observed.

    Returns
    -------
    float
        The score, in the unit of what was observed; the smaller, the better. It has the mean that
        endless draws would have, and so may fall a little below zero for few of them.

    Raises
    ------
    ValueError
        For fewer than two draws.

    Notes
    -----
    ``mean |x_i - y| - sum_ij |x_i - x_j| / (2 n (n - 1))``, the fair version of Ferro (2014) of the
    score of Gneiting and Raftery (2007). The second sum is taken over the sorted draws.

    References
    ----------
    .. [1] C. A. T. Ferro (2014), Fair scores for ensemble forecasts, Quarterly Journal of the Royal
       Meteorological Society 140, 1917-1923.
    .. [2] T. Gneiting and A. E. Raftery (2007), Strictly proper scoring rules, prediction, and
       estimation, Journal of the American Statistical Association 102, 359-378.

    Examples
    --------
    >>> round(crps([1.0, 2.0, 4.0], 3.0), 6)
    0.333333
    """
    sorted_draws = np.sort(np.asarray(draws, np.float64))
    n = len(sorted_draws)
    if n < _FEWEST:
        raise ValueError(f"{n} draws; expected at least {_FEWEST}")
    ranks = 2.0 * np.arange(1, n + 1) - n - 1.0
    spread = float(ranks @ sorted_draws) / (n * (n - 1))
    return float(np.abs(sorted_draws - observed).mean()) - spread


def crps_normal(mean: float, deviation: float, observed: float) -> float:
    """Score a normal distribution against one observed value, in closed form.

    Parameters
    ----------
    mean, deviation : float
        Of the distribution; the deviation is positive.
    observed : float
        What was observed.

    Returns
    -------
    float
        The score, in the unit of what was observed.

    References
    ----------
    .. [1] T. Gneiting and A. E. Raftery (2007), as in `crps`, equation 21.

    Examples
    --------
    >>> round(crps_normal(0.0, 1.0, 0.0), 6)
    0.233695
    """
    z = (observed - mean) / deviation
    density = exp(-z * z / 2.0) / sqrt(2.0 * pi)
    return deviation * (z * erf(z / sqrt(2.0)) + 2.0 * density - 1.0 / sqrt(pi))


def quantiles(draws: Draws, shares: Sequence[float]) -> list[float]:
    """Find the values below which a further draw falls with given chances.

    Parameters
    ----------
    draws : array_like of float, shape (n,)
        Independent draws, at least one.
    shares : sequence of float
        Chances, each from 0 to 1.

    Returns
    -------
    list of float
        One value for each chance. A further draw falls below the k-th of n sorted draws with
        chance k / (n + 1); between them by straight lines; never beyond the outermost.

    References
    ----------
    .. [1] R. J. Hyndman and Y. Fan (1996), Sample quantiles in statistical packages, The American
       Statistician 50, 361-365: definition 6.

    Examples
    --------
    >>> quantiles([3.0, 1.0, 2.0], [0.5, 0.25, 0.99])
    [2.0, 1.0, 3.0]
    """
    values = np.quantile(np.asarray(draws, np.float64), shares, method="weibull")
    return [float(value) for value in values]


def pit(draws: Draws, observed: float) -> float:
    """Tell where the observed value lies among the draws: its probability integral transform.

    Parameters
    ----------
    draws : array_like of float, shape (n,)
        Independent draws, at least one.
    observed : float
        What was observed.

    Returns
    -------
    float
        Between 0 and 1: the share of n + 1 places that lie below it, equal draws counted half.
        Over many rows it is uniform if bands are as wide as they should be.

    Examples
    --------
    >>> pit([1.0, 2.0, 4.0], 3.0)
    0.625
    """
    values = np.asarray(draws, np.float64)
    below = float((values < observed).sum()) + 0.5 * float((values == observed).sum())
    return (below + 0.5) / (len(values) + 1.0)
