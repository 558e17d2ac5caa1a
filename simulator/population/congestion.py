"""Say what share of tries an overloaded service serves, with the retries that it causes."""

from math import exp

from simulator.population.jit import compiled, inlined

_SETTLED = 1e-12
_MOST_STEPS = 500


@inlined
def served_share(load, decay):
    """Serve everything up to capacity, and beyond it ever less of what could be served.

    Parameters
    ----------
    load : float
        Requests over capacity, dimensionless.
    decay : float
        Kappa: 0 is ideal load shedding, dimensionless.

    Returns
    -------
    float
        Share of requests served: min(1, 1/x) exp(-kappa (x-1)+).

    References
    ----------
    .. [1] N. Bronson et al. (2021), Metastable failures in distributed systems, HotOS.
    """
    if load <= 1.0:
        return 1.0
    return exp(-decay * (load - 1.0)) / load


@compiled
def mean_served_share(fresh, pool, capacity, quality, persistence, retry, decay, requests, span):
    """Average the served share over a beat, while the pool of retries fills or drains.

    Heun's method on dR/dt = rho (1-p) F - theta R with F = fresh + theta R, p = q s(X) and
    X = F + (m_c - 1)(1 - p) F; the load is a fixed point, which is approached to 1e-12.

    Parameters
    ----------
    fresh : float
        First tries, per hour.
    pool : float
        Needs that wait to try again.
    capacity : float
        Requests per hour that can be served.
    quality : float
        Chance that an admitted request is served, 0 to 1.
    persistence : float
        Rho: share of failures that will be tried again.
    retry : float
        Theta: tries per hour of a waiting need.
    decay : float
        Kappa.
    requests : float
        m_c: requests made for one failed try.
    span : float
        Length of the beat, hours.

    Returns
    -------
    float
        Mean served share over the beat, 0 to 1.
    """
    before = _served_now(fresh + retry * pool, capacity, quality, decay, requests)
    slope = _pool_slope(fresh, pool, quality * before, persistence, retry)
    guess = max(pool + span * slope, 0.0)
    after = _served_now(fresh + retry * guess, capacity, quality, decay, requests)
    slope += _pool_slope(fresh, guess, quality * after, persistence, retry)
    end = max(pool + 0.5 * span * slope, 0.0)
    after = _served_now(fresh + retry * end, capacity, quality, decay, requests)
    return 0.5 * (before + after)


@inlined
def _pool_slope(fresh, pool, success, persistence, retry):
    """Let failures fill the pool, and tries empty it. Needs per hour."""
    return persistence * (1.0 - success) * (fresh + retry * pool) - retry * pool


@inlined
def _served_now(tries, capacity, quality, decay, requests):
    """Find the load that repeated requests make of themselves, from above, so the lightest one."""
    share = 1.0
    for _ in range(_MOST_STEPS):
        before = share
        requested = tries * (1.0 + (requests - 1.0) * (1.0 - quality * share))
        share = served_share(requested / capacity, decay)
        if before - share < _SETTLED:
            break
    return share
