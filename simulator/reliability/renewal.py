"""Say how much of the time something is down that fails and is repaired, alone or in a pair."""

from math import exp, expm1
from typing import Final

from simulator.units import HOUR_S, YEAR_S

HOURS_PER_YEAR: Final = YEAR_S / HOUR_S


def availability(t_h: float, failures_per_h: float, repairs_per_h: float) -> float:
    """Find the chance to be up at a time, having been up at zero (alternating renewal, Cox 1962).

    Parameters
    ----------
    t_h : float
        The time. Hours, >= 0.
    failures_per_h, repairs_per_h : float
        Rates of exponential lives and repairs. Per hour, > 0.

    Returns
    -------
    float
        mu / (lambda + mu) + lambda / (lambda + mu) exp(-(lambda + mu) t). Probability.

    Examples
    --------
    >>> round(availability(10.0, 0.001, 0.1), 8)
    0.99370514
    """
    total = failures_per_h + repairs_per_h
    return (repairs_per_h + failures_per_h * exp(-total * t_h)) / total


def unavailability(rate_per_year: float, mean_h: float) -> float:
    """Find the long-run share of time that something is down (Cox 1962, renewal-reward).

    It holds for repairs of any distribution with this mean.

    Parameters
    ----------
    rate_per_year : float
        Failures per year of being up, >= 0.
    mean_h : float
        Mean time until it is up again. Hours, >= 0.

    Returns
    -------
    float
        r m / (1 + r m). Share, 0 to 1.

    Examples
    --------
    >>> round(unavailability(1.0, 24.0) * HOURS_PER_YEAR, 2)
    23.93
    """
    busy = rate_per_year * mean_h / HOURS_PER_YEAR
    return busy / (1.0 + busy)


def covered_share(rate_per_year: float, mean_h: float) -> float:
    """Find the long-run share of time in which at least one event lasts (M/G/infinity, Takacs).

    Events come whatever happens and overlap, as a marked Poisson process; their lengths may have
    any distribution with this mean.

    Parameters
    ----------
    rate_per_year : float
        Events per year, >= 0.
    mean_h : float
        Mean length of one. Hours, >= 0.

    Returns
    -------
    float
        1 - exp(-r m). Share, 0 to 1.

    Examples
    --------
    >>> round(covered_share(1.0, 24.0) * HOURS_PER_YEAR, 2)
    23.97
    """
    return -expm1(-rate_per_year * mean_h / HOURS_PER_YEAR)


def pair_unavailability(failures_per_h: float, repairs_per_h: float, beta: float) -> float:
    """Find the share of time that both of two are down, with common causes (IEC 61508-6).

    A Markov chain: each fails at lambda, of which beta lambda strikes both at once; each has a
    crew of its own, so from both down the first is back at 2 mu. What strikes both is repaired
    twice, too.

    Parameters
    ----------
    failures_per_h, repairs_per_h : float
        lambda and mu. Per hour, > 0.
    beta : float
        Share of failures with a common cause. Dimensionless, 0 to 1.

    Returns
    -------
    float
        Share of time, 0 to 1.

    Examples
    --------
    >>> round(pair_unavailability(1 / 8760, 1 / 24, 0.1) * 8760, 2)
    1.26
    """
    common, alone = beta * failures_per_h, 2.0 * (1.0 - beta) * failures_per_h
    one_down = (common + alone) / repairs_per_h  # weights against both up
    both_down = (common + failures_per_h * one_down) / (2.0 * repairs_per_h)
    return both_down / (1.0 + one_down + both_down)


def mixed_outage_h(chance: float, switch_h: float, repair_h: float) -> float:
    """Find the mean outage where a failover works by chance (mixture of two means).

    Parameters
    ----------
    chance : float
        That the failover works. Probability, 0 to 1.
    switch_h, repair_h : float
        Mean outage with it and without it. Hours, >= 0.

    Returns
    -------
    float
        p T_f + (1 - p) T_r. Hours.

    Examples
    --------
    >>> round(mixed_outage_h(0.8, 0.25, 24.0), 9)
    5.0
    """
    return chance * switch_h + (1.0 - chance) * repair_h
