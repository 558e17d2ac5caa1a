"""Tell how long an owner's crews take for a number of machines."""

from math import exp, inf
from typing import Final

from simulator.model.operations import Crews

_CLOSE: Final = 1e-12


class CrewClock:
    """The crews of one owner, who gather from the moment they are called, hour 0.

    Parameters
    ----------
    crews : Crews
        How many there are, how fast they come, and how fast they work; neither nights nor
        strikes count.
    """

    def __init__(self, crews: Crews) -> None:
        self._crews = crews

    @property
    def tools_help(self) -> bool:
        """Whether they are faster with their tools than by hand."""
        return self._crews.automated_servers_per_h >= self._crews.manual_servers_per_h

    def shortest(self, machines: int) -> float:
        """Bound the time that machines take, hours: with tools, all crews there, and help."""
        crews = self._crews
        rate = max(crews.manual_servers_per_h, crews.automated_servers_per_h)
        return machines / (rate * (1.0 + crews.aid_share))

    def usual(self, machines: int) -> float:
        """Estimate the time that machines take, hours: with tools, all crews there."""
        return machines / self._crews.automated_servers_per_h

    def gathered(self, t_h: float) -> float:
        """Add up the work that crews can have done.

        Parameters
        ----------
        t_h : float
            Hours since they were called, >= 0.

        Returns
        -------
        float
            Integral of first + (1 - first)(1 - exp(-t / surge)), and of what others add later.
            Hours at full strength.

        Examples
        --------
        >>> CrewClock(Crews(first_share=1.0)).gathered(3.0)
        3.0
        """
        crews = self._crews
        late = 1.0 - crews.first_share
        own_h = t_h - late * crews.surge_h * (1.0 - exp(-t_h / crews.surge_h))
        aid_from_h = inf if crews.aid_after_h is None else crews.aid_after_h
        return own_h + crews.aid_share * max(0.0, t_h - aid_from_h)

    def when(self, work_h: float) -> float:
        """Find when crews can have done an amount of work, hours since they were called.

        Newton's method from the right: their strength never falls, so it never overshoots.
        """
        t_h = work_h / self._crews.first_share
        while True:
            step_h = (self.gathered(t_h) - work_h) / self._strength(t_h)
            if step_h <= _CLOSE * max(1.0, t_h):
                return max(0.0, t_h - max(0.0, step_h))
            t_h -= step_h

    def finish(
        self, start_h: float, machines: int, speed: float = 1.0, tools_from_h: float = inf
    ) -> float:
        """Find when crews have restarted machines on which they work one after the other.

        Parameters
        ----------
        start_h : float
            When they begin. Hours since they were called.
        machines : int
            How many. Count, >= 0.
        speed : float, optional
            Share of their rate, below 1 by a bypass.
        tools_from_h : float, optional
            From when on they work with their tools. Hours since they were called.

        Returns
        -------
        float
            Hours since they were called.
        """
        manual = speed * self._crews.manual_servers_per_h
        automated = speed * self._crews.automated_servers_per_h
        begun = self.gathered(start_h)
        change = self.gathered(tools_from_h) if start_h < tools_from_h < inf else begun
        if tools_from_h == inf or machines <= manual * (change - begun):
            return max(start_h, self.when(begun + machines / manual))
        left = machines - manual * (change - begun)
        return max(start_h, self.when(change + left / automated))

    def _strength(self, t_h: float) -> float:
        crews = self._crews
        own = 1.0 - (1.0 - crews.first_share) * exp(-t_h / crews.surge_h)
        return own + (
            crews.aid_share if crews.aid_after_h is not None and t_h > crews.aid_after_h else 0.0
        )
