"""Know how many of an owner's people are there: strikes, nights, help from others."""

import math

from simulator.model.operations import Crews
from simulator.model.scenario import Scenario
from simulator.units import HOURS_PER_DAY

NIGHT_FROM, NIGHT_TO = 22.0, 6.0
"""Hours of the day between which only the night shift is there."""


class Staff:
    """Crews and operators of all owners, by number."""

    def __init__(self, scenario: Scenario) -> None:
        self._crews = {owner.id: owner.operations.crews for owner in scenario.owners}
        self._strikes: dict[str, dict[str, tuple[float, float]]] = {}

    def walk_out(self, owner: str, strike: str, crew_share: float, slower: float) -> None:
        """Let part of an owner's people stop work."""
        self._strikes.setdefault(owner, {})[strike] = (crew_share, slower)

    def come_back(self, owner: str, strike: str) -> None:
        """Let them work again."""
        self._strikes.get(owner, {}).pop(strike, None)

    def detection_factor(self, owner: str) -> float:
        """Find how much longer it takes to notice a failure, 1 or more."""
        return max((slower for _, slower in self._strikes.get(owner, {}).values()), default=1.0)

    def left(self, owner: str) -> float:
        """Find the share of an owner's people who are not on strike, above 0."""
        return min((share for share, _ in self._strikes.get(owner, {}).values()), default=1.0)

    def strength(self, owner: str, gathered_h: float, hour_of_day: float) -> float:
        """Find what an owner's crews can do now.

        Parameters
        ----------
        owner : str
            Whose crews.
        gathered_h : float
            Time since they were called. Hours, >= 0.
        hour_of_day : float
            Local time. Hours, 0 to 24.

        Returns
        -------
        float
            Multiple of full strength: (arrived + help) x shift x those not on strike.
        """
        crews = self._crews[owner]
        shift = crews.night_share if _is_night(hour_of_day) else 1.0
        return arrived(crews, gathered_h) * shift * self.left(owner) + helped(crews, gathered_h)


def arrived(crews: Crews, gathered_h: float) -> float:
    """Find the share of a crew's full strength that has arrived.

    Parameters
    ----------
    crews : Crews
        How many are there at once and how fast the others come.
    gathered_h : float
        Time since they were called. Hours, >= 0.

    Returns
    -------
    float
        first + (1 - first)(1 - exp(-t / surge)). Share, 0 to 1.
    """
    late = 1.0 - crews.first_share
    return crews.first_share + late * -math.expm1(-gathered_h / crews.surge_h)


def helped(crews: Crews, gathered_h: float) -> float:
    """Find what crews of other companies add by now, as a share of full strength."""
    if crews.aid_after_h is None or gathered_h < crews.aid_after_h:
        return 0.0
    return crews.aid_share


def _is_night(hour_of_day: float) -> bool:
    hour = hour_of_day % HOURS_PER_DAY
    return hour >= NIGHT_FROM or hour < NIGHT_TO
