"""Say when retries keep an overload alive after its cause has gone."""

from math import exp, log
from typing import Final

_HALVINGS: Final = 200


def goodput(load: float, decay: float) -> float:
    """Find what an overloaded service still serves (Huang et al. 2022, exponential loss).

    Parameters
    ----------
    load : float
        X, load over capacity, >= 0.
    decay : float
        kappa: how fast goodput decays, >= 0; 0 is ideal load shedding.

    Returns
    -------
    float
        X up to 1, then exp(-kappa (X - 1)). Share of capacity.
    """
    return load if load <= 1.0 else exp(-decay * (load - 1.0))


def sustained_load(load: float, persistence: float, decay: float) -> float:
    """Find the fresh load lambda whose equilibrium is this total load (Bronson et al. 2021).

    Parameters
    ----------
    load : float
        X, fresh load and retries over capacity, >= 0.
    persistence : float
        rho: chance to try again after a failure. Probability, 0 to 1.
    decay : float
        kappa, >= 0.

    Returns
    -------
    float
        F(X) = (1 - rho) X + rho g(X). Share of capacity.
    """
    return (1.0 - persistence) * load + persistence * goodput(load, decay)


def fold(persistence: float, decay: float) -> float:
    """Find X*, the total load at which the worse equilibrium appears (Bronson et al. 2021).

    Parameters
    ----------
    persistence : float
        rho. Probability, below 1.
    decay : float
        kappa, >= 0.

    Returns
    -------
    float
        1 + ln(rho kappa / (1 - rho)) / kappa; 1 where there is only one equilibrium, which is
        where kappa <= (1 - rho) / rho. Load over capacity.
    """
    if persistence * decay <= 1.0 - persistence:
        return 1.0
    return 1.0 + log(persistence * decay / (1.0 - persistence)) / decay


def vulnerable_load(persistence: float, decay: float) -> float:
    """Find the fresh load from which a service can be caught in its own retries.

    Parameters
    ----------
    persistence : float
        rho. Probability, below 1.
    decay : float
        kappa, >= 0.

    Returns
    -------
    float
        lambda_v = F(X*). Share of capacity; 1 where nothing can be caught.

    Examples
    --------
    >>> round(vulnerable_load(0.8, 1.0), 3), vulnerable_load(0.8, 0.0)
    (0.677, 1.0)
    """
    return sustained_load(fold(persistence, decay), persistence, decay)


def tipping_load(fresh: float, persistence: float, decay: float) -> float | None:
    """Find the total load beyond which a service does not recover by itself.

    Parameters
    ----------
    fresh : float
        lambda, first tries over capacity; below 1.
    persistence : float
        rho. Probability, below 1.
    decay : float
        kappa, >= 0.

    Returns
    -------
    float or None
        The unstable equilibrium between 1 and X*. None where every overload passes.

    Examples
    --------
    >>> tipping_load(0.65, 0.8, 1.0) is None
    True
    >>> round(tipping_load(0.7, 0.8, 1.0), 3)
    1.944
    """
    if fresh < vulnerable_load(persistence, decay) or fold(persistence, decay) <= 1.0:
        return None
    low, high = 1.0, fold(persistence, decay)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        above = sustained_load(middle, persistence, decay) > fresh
        low, high = (middle, high) if above else (low, middle)
    return low


def retry_pool(fresh: float, persistence: float, retry_per_h: float, t_h: float) -> float:
    """Find how many wait to try again after a total outage of some length (linear equation).

    Parameters
    ----------
    fresh : float
        lambda, first tries per hour.
    persistence : float
        rho. Probability, below 1.
    retry_per_h : float
        theta: tries of one who waits. Per hour, > 0.
    t_h : float
        Length of the outage. Hours, >= 0.

    Returns
    -------
    float
        R(t) = rho lambda / (theta (1 - rho)) (1 - exp(-theta (1 - rho) t)). The load then is
        lambda + theta R.

    Examples
    --------
    >>> round(retry_pool(0.6, 0.8, 6.0, 2.0), 8)
    0.36371282
    """
    leaving = retry_per_h * (1.0 - persistence)
    return persistence * fresh / leaving * (1.0 - exp(-leaving * t_h))


def layered_tries(tries: int, layers: int) -> int:
    """Count the requests that one call makes where every layer tries again by itself.

    Parameters
    ----------
    tries : int
        Tries of each layer, the first included.
    layers : int
        Layers that try.

    Returns
    -------
    int
        tries ** layers, as in Google's Site Reliability Engineering (2016).

    Examples
    --------
    >>> layered_tries(4, 3), layered_tries(3, 5)
    (64, 243)
    """
    return int(tries**layers)
