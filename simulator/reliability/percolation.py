"""Say how much of a random network holds together, alone or needing a second one."""

from collections.abc import Callable
from math import exp
from typing import Final

_HALVINGS: Final = 200
_FAR: Final = 60.0
"""Beyond it exp(-x) no longer counts beside 1."""


def giant_component(degree: float) -> float:
    """Find the share of an Erdos-Renyi graph in its giant component (Erdos and Renyi 1960).

    Parameters
    ----------
    degree : float
        Mean degree k, >= 0.

    Returns
    -------
    float
        S > 0 with S = 1 - exp(-k S); 0 where the mean degree is at most 1.

    Examples
    --------
    >>> round(giant_component(2.0), 8)
    0.79681213
    """
    if degree <= 1.0:
        return 0.0
    return _root(lambda share: 1.0 - exp(-degree * share) - share, 1e-9, 1.0)


def interdependent_threshold() -> float:
    """Find the mean degree below which two networks that need each other fall (Buldyrev 2010).

    What is left of both is x = p (1 - exp(-k x))^2. With y = k x, k p = y / (1 - exp(-y))^2, so
    the threshold is the least value of the right side, where 1 - exp(-y) = 2 y exp(-y).

    Returns
    -------
    float
        k p_c, mean degree times the share of nodes that is left at the threshold.

    Examples
    --------
    >>> round(interdependent_threshold(), 5)
    2.45541
    """
    least = _root(lambda y: 2.0 * y * exp(-y) - 1.0 + exp(-y), 1.0, _FAR)
    return least / (1.0 - exp(-least)) ** 2


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Halve an interval on which the function falls from above 0 to below it."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if function(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0
