"""Give confidence intervals for means of paired differences (Student's t)."""

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

CONFIDENCE: Final = 0.95
_ROUNDS: Final = 80
_RIGHT_ANGLE: Final = math.pi / 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the interval that covers the true one in 95 of 100 repetitions."""

    mean: float
    low: float | None
    """None where one pair alone gives no interval."""
    high: float | None
    pairs: int


def paired_interval(differences: Sequence[float]) -> Interval | None:
    """Estimate the mean of differences between runs on the same luck.

    Parameters
    ----------
    differences : sequence of float
        One difference for each seed.

    Returns
    -------
    Interval or None
        None where there is no difference to average; without bounds where there is only one.

    Examples
    --------
    >>> paired_interval([1.0, 3.0])
    Interval(mean=2.0, low=-10.706, high=14.706, pairs=2)
    """
    n = len(differences)
    if n == 0:
        return None
    mean = math.fsum(differences) / n
    if n == 1:
        return Interval(mean, None, None, 1)
    variance = math.fsum((value - mean) ** 2 for value in differences) / (n - 1)
    half = student_t(n - 1) * math.sqrt(variance / n)
    return Interval(mean, round(mean - half, 3), round(mean + half, 3), n)


def student_t(freedom: int, confidence: float = CONFIDENCE) -> float:
    """Find the t that a Student variable exceeds in size with probability 1 - confidence.

    Parameters
    ----------
    freedom : int
        Degrees of freedom, at least 1.
    confidence : float
        Probability between -t and t, 0 to 1.

    Returns
    -------
    float
        The two-sided quantile, dimensionless.

    Examples
    --------
    >>> round(student_t(9), 4)
    2.2622
    """
    low, high = 0.0, _RIGHT_ANGLE
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < confidence else (low, middle)
    return math.sqrt(freedom) * math.tan(low)


def _within(angle: float, freedom: int) -> float:
    """Give P(|T| < sqrt(freedom) tan(angle)), a finite sum for whole degrees of freedom.

    References
    ----------
    M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical Functions, 26.7.3-4.
    """
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    steps = range(2 + odd, freedom - 1, 2)
    factors = [(n - 1) / n * cosine**2 for n in steps]
    if odd and freedom == 1:
        return angle / _RIGHT_ANGLE
    total = math.fsum(accumulate(factors, operator.mul, initial=1.0))
    return (angle + sine * cosine * total) / _RIGHT_ANGLE if odd else sine * total
