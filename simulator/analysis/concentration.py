"""Measure how concentrated a market is: Herfindahl and Hirschman's index and its reciprocal."""

from collections.abc import Iterable
from typing import Final

MONOPOLY: Final = 10_000.0
"""Index of a market with one firm."""


def hhi(sizes: Iterable[float]) -> float | None:
    """Sum the squared shares of a market, 10,000 / n to 10,000 (Hirschman 1945; Herfindahl 1950).

    Parameters
    ----------
    sizes : iterable of float
        Users or volume of each firm.

    Returns
    -------
    float or None
        None where there is no market.

    Examples
    --------
    >>> hhi([25, 25, 25, 25]), hhi([7]), round(hhi([90, 5, 3, 2]), 6)
    (2500.0, 10000.0, 8138.0)
    """
    known = [float(size) for size in sizes if size > 0]
    total = sum(known)
    if not total:
        return None
    return MONOPOLY * sum((size / total) ** 2 for size in known)


def effective_number(sizes: Iterable[float]) -> float | None:
    """Tell how many firms of equal size would be as concentrated (Adelman 1969).

    Examples
    --------
    >>> effective_number([25, 25, 25, 25])
    4.0
    """
    index = hhi(sizes)
    return None if index is None else MONOPOLY / index
