"""Remember who is still logged in when a log-in fails."""

from copy import copy
from math import exp
from typing import Final, NamedTuple

from simulator.topology.quality import Wiring
from simulator.units import Seconds, seconds_from_hours

FADED: Final = 1e-4
"""Share of people still logged in that is let go."""


class Held(NamedTuple):
    """A dependency that supplies more than it gets, by sessions begun before."""

    level: float
    """What it supplied when its supply last changed."""
    supply: float
    """What it has got since, towards which it falls."""
    since_s: Seconds
    """When its supply last changed."""
    because: int
    """Number of the event that took its supply."""


class Sessions:
    """The dependencies of a wiring that have sessions, and what these still hold up.

    Parameters
    ----------
    wiring : Wiring
        Who needs whom.

    Notes
    -----
    After a fall from e to q at t0 the supply is q + (e - q) exp(-(t - t0) / tau); a rise above
    it counts at once, since whoever is logged out logs in when they need it.
    """

    def __init__(self, wiring: Wiring) -> None:
        lengths = enumerate(wiring.needs_session_h.tolist())
        self._tau_s = {edge: seconds_from_hours(tau_h) for edge, tau_h in lengths if tau_h > 0.0}
        self._supply = dict.fromkeys(self._tau_s, 1.0)
        self.open: dict[int, Held] = {}
        """Dependencies whose sessions still fade."""

    def fork(self) -> "Sessions":
        """Return sessions that are alike and go their own way from now on."""
        other = copy(self)
        vars(other).update(_supply=dict(self._supply), open=dict(self.open))
        return other

    def level(self, edge: int, now_s: Seconds) -> float:
        """Tell what a dependency supplies at least, whatever it gets from now on, 0 to 1."""
        held = self.open.get(edge)
        if held is None:
            return self._supply.get(edge, 0.0)
        if now_s == held.since_s:
            return held.level  # to the last bit
        left = exp(-(now_s - held.since_s) / self._tau_s[edge])
        return held.supply + (held.level - held.supply) * left

    def settle(self, edge: int, supply: float, now_s: Seconds, because: int) -> None:
        """Take over what a dependency gets from now on."""
        if edge not in self._supply or supply == self._supply[edge]:
            return
        fell, level = supply < self._supply[edge], self.level(edge, now_s)
        before = self.open.pop(edge, None)
        self._supply[edge] = supply
        if level > supply:
            cause = because if fell or before is None else before.because
            self.open[edge] = Held(level, supply, now_s, cause)

    def lapse(self, now_s: Seconds) -> dict[int, list[int]]:
        """Let go of those that have faded.

        Parameters
        ----------
        now_s : float
            Seconds of the run.

        Returns
        -------
        dict of int to list of int
            By the event that took the supply, earliest first: all dependencies that were open.
        """
        faded: dict[int, list[int]] = {}
        for edge, held in sorted(self.open.items()):
            faded.setdefault(held.because, []).append(edge)
            if self.level(edge, now_s) - held.supply <= FADED:
                del self.open[edge]
        return dict(sorted(faded.items()))
