"""Luck with an address: the same question gets the same number whatever else happens."""

import hashlib
import math
from statistics import NormalDist
from typing import Final, Protocol

_BITS: Final = 52
"""One less than a double holds, so that half a step can be added exactly: never 0, never 1."""
_NORMAL: Final = NormalDist()
_LN_2: Final = math.log(2.0)


class Spread(Protocol):
    """Anything with a median and a deviation, such as `simulator.model.base.Duration`."""

    @property
    def median_h(self) -> float:
        """Median, hours."""

    @property
    def sigma(self) -> float:
        """Standard deviation of the natural logarithm, dimensionless."""

    @property
    def law(self) -> str:
        """Lognormal or exponential."""


def uniform(seed: int, *address: str | int) -> float:
    """Draw a number between 0 and 1 that belongs to an address.

    Parameters
    ----------
    seed : int
        The run's seed.
    *address : str or int
        Who asks and what for, for example fire, component and purpose.

    Returns
    -------
    float
        Uniform on the open interval (0, 1), dimensionless.

    Notes
    -----
    There is no generator that moves on: the number is a BLAKE2b hash of the address. So it does
    not depend on the order of questions, and two policies can be compared on the same luck.

    Examples
    --------
    >>> uniform(1, "pangyo", "detect") == uniform(1, "pangyo", "detect")
    True
    >>> uniform(1, "pangyo", "detect") == uniform(2, "pangyo", "detect")
    False
    """
    text = "\x1f".join(f"{type(part).__name__}:{part}" for part in (seed, *address))
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    return float(((number >> (64 - _BITS)) + 0.5) / 2**_BITS)


def length_h(duration: Spread, seed: int, *address: str | int) -> float:
    """Draw a length of time, lognormal or exponential, that belongs to an address.

    Parameters
    ----------
    duration : Spread
        Median in hours, deviation of the logarithm, and law.
    seed : int
        The run's seed.
    *address : str or int
        Who asks and what for.

    Returns
    -------
    float
        The length of time. Hours, >= 0.

    Notes
    -----
    By the inverse distribution function, so a larger uniform number is always a longer time:
    median exp(sigma z) with the normal deviate z, or -median ln(1 - u) / ln 2.
    """
    if duration.law == "exponential":
        return exponential(seed, *address) * duration.median_h / _LN_2
    if duration.sigma == 0.0:
        return duration.median_h
    deviate = _NORMAL.inv_cdf(uniform(seed, *address))
    return duration.median_h * math.exp(duration.sigma * deviate)


def exponential(seed: int, *address: str | int) -> float:
    """Draw an exponential number of mean 1 that belongs to an address, by its inverse."""
    return -math.log1p(-uniform(seed, *address))
