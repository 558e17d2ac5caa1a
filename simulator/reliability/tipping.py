"""Say which services retries can keep down after the trigger has gone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import Scenario

_LOADS: Final[NDArray[np.float64]] = np.linspace(1.0, 50.0, 490_001)
"""Total loads at which equilibria are looked for."""
PERSISTENCE: Final = 0.7
"""Rho: share of failures that are tried again (judgement, 0.5 to 0.9)."""


@dataclass(frozen=True, slots=True)
class Tipping:
    """How near a service is to being caught in its own retries, at its ordinary peak."""

    service: str
    """Its id."""
    peak_load: float
    """Lambda: first tries at the ordinary peak over its capacity."""
    kappa: float
    """How fast it loses goodput under overload; 0 where load is shed."""
    requests: float
    """m_c: requests that its app makes for one failed try."""
    vulnerable_load: float
    """Lambda_v: from here on an overload may outlast its trigger."""
    tips_at: float | None
    """Requests over capacity beyond which it stays down at the peak; none if it always returns."""
    room_needed: float
    """Share of its capacity that must be up at the peak so that it returns by itself; 1 or more
    where even all of it is not enough."""


def tipping_points(scenario: Scenario) -> list[Tipping]:
    """List the services that people run to, the most vulnerable first.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    list of Tipping
        For every service that an owner runs.

    Notes
    -----
    Rho is taken as given; the simulator measures it from what people do.
    """
    common = scenario.people.behaviour
    found = []
    for service in scenario.services:
        if service.owner is None:
            continue
        kappa = common.goodput_decay if service.goodput_decay is None else service.goodput_decay
        made = service.client_requests or common.client_requests
        peak, fresh = 1.0 / service.peak_capacity, fresh_load(_LOADS, PERSISTENCE, kappa, made)
        limit = float(fresh.min())
        caught = np.flatnonzero(fresh < peak)
        tips_at = float(_LOADS[caught[0]]) if caught.size else None
        found.append(Tipping(service.id, peak, kappa, made, limit, tips_at, peak / limit))
    return sorted(found, key=lambda one: (-one.room_needed, one.service))


def fresh_load(
    load: NDArray[np.float64], persistence: float, decay: float, requests: float
) -> NDArray[np.float64]:
    """Find the first tries that hold a service at a total load.

    Parameters
    ----------
    load : ndarray of float64
        X, all requests over capacity, >= 1.
    persistence : float
        rho: chance to try again after a failure. Probability, 0 to 1.
    decay : float
        kappa, >= 0.
    requests : float
        m_c: requests made for one failed try, >= 1.

    Returns
    -------
    ndarray of float64
        lambda = F (1 - rho (1 - s)) with s = exp(-kappa (X - 1)) / X and
        F = X / (1 + (m_c - 1)(1 - s)). Over capacity.

    Notes
    -----
    With m_c = 1 this is (1 - rho) X + rho g(X) of Bronson et al. [1]_; the factor takes in that a
    failed try makes further requests, which load the service and serve nobody.

    References
    ----------
    .. [1] N. Bronson et al. (2021), Metastable failures in distributed systems, HotOS.

    Examples
    --------
    >>> [round(float(fresh_load(np.array([2.386]), 0.8, 1.0, m)[0]), 3) for m in (1.0, 1.5)]
    [0.677, 0.468]
    """
    failed = 1.0 - np.exp(-decay * (load - 1.0)) / load
    tries = load / (1.0 + (requests - 1.0) * failed)
    held: NDArray[np.float64] = tries * (1.0 - persistence * failed)
    return held
