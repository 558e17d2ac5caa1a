"""Raise to powers inside kernels: no call leaves the loop, and every machine gets the same bits."""

import numpy as np

from simulator.population.jit import inlined

_LN2 = 0.6931471805599453
_PER_LN2 = 1.4426950408889634
_FURTHEST = 1000.0
_BIAS, _52 = np.int64(1023), np.int64(52)


@inlined
def exp2(x):
    """Return 2 to a power, to 1e-15 of itself; beyond 1000 either way, as for 1000.

    The whole part goes into the exponent; for the rest, within half of 1, stands Taylor's series
    to its twelfth term (B. Taylor 1715).
    """
    x = min(max(x, -_FURTHEST), _FURTHEST)
    whole = np.floor(x + 0.5)
    f = (x - whole) * _LN2
    ff = f * f
    f4 = ff * ff
    low = (1.0 + f) + ff * (1 / 2 + f * (1 / 6))
    middle = (1 / 24 + f * (1 / 120)) + ff * (1 / 720 + f * (1 / 5040))
    high = (1 / 40320 + f * (1 / 362880)) + ff * (1 / 3628800 + f * (1 / 39916800))
    series = low + f4 * (middle + f4 * (high + f4 * (1 / 479001600)))
    return series * np.int64((np.int64(whole) + _BIAS) << _52).view(np.float64)


@inlined
def exp(x):
    """Return e to a power, to 1e-13 of itself within 690 either way."""
    return exp2(x * _PER_LN2)
