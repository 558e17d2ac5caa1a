"""Say which services retries can keep down after the trigger has gone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.model.parameters import rule
from simulator.model.scenario import Scenario

_LOADS: Final[NDArray[np.float64]] = np.linspace(1.0, 50.0, 490_001)
"""Total loads at which equilibria are looked for."""
_RHO: Final = rule("constants.persistence")
PERSISTENCE: Final = _RHO.value
"""Rho: share of failures that are tried again."""
PERSISTENCES: Final = (_RHO.low, PERSISTENCE, _RHO.high)
"""Its range: runs measure it, and find more where people have no alternative."""


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
    """Lambda_v at the middle rho: from here on an overload may outlast its trigger."""
    vulnerable_loads: tuple[float, ...]
    """Lambda_v at every rho of the range, the smallest rho first."""
    tips_at: float | None
    """Requests over capacity beyond which it stays down at the peak and at the middle rho; none
    if it always returns then."""
    room_needed: float
    """Share of its capacity that must be up at the peak so that it returns by itself at the middle
    rho; 1 or more where even all of it is not enough."""
    room_needed_at_most: float
    """The same at the largest rho; and so that what apps repeat has room even if everybody tries
    again, which takes m_c times the load even where all that is too much is shed."""

    @property
    def returns(self) -> bool:
        """Whether it returns by itself at its peak, however people try again."""
        return self.room_needed_at_most < 1.0


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
    Rho is taken as given, at the ends and in the middle of its range; the simulator measures it
    from what people do.
    """
    found = []
    for service in scenario.services:
        if service.owner is not None:
            common = scenario.people.behaviour
            own, made = service.goodput_decay, service.client_requests
            kappa = common.goodput_decay if own is None else own
            found.append(
                _tipping(service.id, service.peak_capacity, kappa, made or common.client_requests)
            )
    return sorted(found, key=lambda one: (-one.room_needed_at_most, one.service))


def _tipping(service: str, peak_capacity: float, kappa: float, made: float) -> Tipping:
    """Look for equilibria of one service at its ordinary peak."""
    peak = 1.0 / peak_capacity
    fresh = {rho: fresh_load(_LOADS, rho, kappa, made) for rho in PERSISTENCES}
    limits = tuple(float(held.min()) for held in fresh.values())
    caught = np.flatnonzero(fresh[PERSISTENCE] < peak)
    middle = limits[PERSISTENCES.index(PERSISTENCE)]
    return Tipping(
        service=service,
        peak_load=peak,
        kappa=kappa,
        requests=made,
        vulnerable_load=middle,
        vulnerable_loads=limits,
        tips_at=float(_LOADS[caught[0]]) if caught.size else None,
        room_needed=peak / middle,
        room_needed_at_most=max(peak / limits[-1], peak * made),
    )


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
