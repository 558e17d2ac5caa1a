"""Follow what the country talks of: media, notices, advertising, and shares that leaders set."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.air import OUTAGE, SAME_HOUSE, STRUCK, UNTOUCHED, Air, clear_air
from simulator.topology.world import Floats, Ints, World
from simulator.units import HOUR_MS

Flags = NDArray[np.bool_]

CLEAR = 0.05
"""Attention below which nobody talks of an outage any more (judgement, .01 to .1)."""
TURNS = 0.5
"""Attention turns once less is lost than this share of the worst hour (judgement, .3 to .8)."""


class Attention:
    """What is in the air, beat by beat.

    Attention of media rises to 1 with its time constant, as long as at least half as much is lost
    as at the worst, but not beyond one cycle of news; then it turns and fades. (On the second day
    of the fire of 2022 people wrote less of it than on the first, though much was still lost;
    and when the main service is back, the rest is no news.) All of it belongs to one outage until
    nothing is lost and attention has faded.

    Parameters
    ----------
    world : World
        Compiled scenario.
    ordinary : ndarray of float64, shape (O,)
        Needs of an ordinary unit of rate that go first to each option. People.
    """

    def __init__(self, world: World, ordinary: Floats) -> None:
        habits, customs = world.habits, world.customs
        self._customs, self._houses = customs, world.houses
        self._span_h = habits.beat_ms / HOUR_MS
        self._ahead_h = customs.step_ms / HOUR_MS / 2.0
        category = np.repeat(np.arange(len(habits.tries)), np.diff(habits.first_option))
        used = world.ordinary_needs[category, -1] * ordinary
        self._weight: Floats = used * ~habits.outside
        self._app: Flags = ~habits.outside
        self._outages = 0
        self._air = clear_air(customs, len(category))
        self._told_before = 0
        self._adopted_before = np.zeros(len(category), np.int64)
        self._struck = np.zeros(len(category), np.bool_)
        self._menace = self._air.menace
        self._media = self._worst = 0.0
        self._beats = 0

    @property
    def clear(self) -> bool:
        """Whether nobody talks of any outage."""
        return bool(self._air.row[OUTAGE] == 0.0)

    def breathe(self, lost: Flags, told: int, adopted: Ints, grown_ups: int) -> Air:
        """Say what is in the air in the next beat; in order, and not where all is calm.

        Parameters
        ----------
        lost : ndarray of bool, shape (O,)
            Options that do not work in this beat.
        told : int
            Leaders who have ever learnt of an outage, counted anew for each.
        adopted : ndarray of int64, shape (O,)
            Installations that leaders have completed.
        grown_ups : int
            Leaders over ten.

        Returns
        -------
        Air
            What people breathe in this beat.
        """
        lost_now = lost & self._app
        if self.clear:
            if not lost_now.any():
                return self._air
            self._begin(told, adopted)
        if (lost_now & ~self._struck).any():
            self._struck |= lost_now
            self._menace = self._menaced()
        self._attend(float(self._weight @ lost_now), losing=bool(lost_now.any()))
        if self._media < CLEAR and not lost_now.any() and self._beats > 0:
            self._air = clear_air(self._customs, len(self._weight))
            return self._air
        self._air = self._compose(told, adopted, max(grown_ups, 1))
        self._beats += 1
        return self._air

    def _begin(self, told: int, adopted: Ints) -> None:
        self._outages += 1
        self._told_before, self._adopted_before = told, adopted.copy()
        self._struck[:] = False
        self._worst, self._beats = 0.0, 0
        self._media = 1.0 - float(np.exp(-self._ahead_h / self._customs.media_rise_h))

    def _attend(self, lost: float, *, losing: bool) -> None:
        """Let attention rise while the outage is news, and fade once it has turned."""
        self._worst = max(self._worst, lost)
        if self._beats > 0:
            fresh = self._beats * self._span_h < self._customs.attention_lasts_h
            if losing and fresh and lost >= TURNS * self._worst:
                rest = float(np.exp(-self._span_h / self._customs.media_rise_h))
                self._media = 1.0 - (1.0 - self._media) * rest
            else:
                self._media *= float(np.exp(-self._span_h / self._customs.attention_fade_h))

    def _compose(self, told: int, adopted: Ints, grown_ups: int) -> Air:
        customs, since = self._customs, self._beats * self._span_h
        row = np.array(
            [
                self._outages,
                self._media,
                since >= customs.notice_after_h,
                customs.most_advert if since >= customs.advert_after_h else 1.0,
                min((told - self._told_before) / grown_ups, 1.0),
            ]
        )
        gained = (adopted - self._adopted_before).astype(np.float64)
        adopters = np.zeros(len(customs.adoptable))
        known = customs.rank >= 0
        np.add.at(adopters, customs.rank[known], gained[known])
        struck = np.zeros(len(customs.adoptable), np.int64)
        np.maximum.at(struck, customs.rank[known], self._menace[known])
        return Air(row, np.minimum(adopters / grown_ups, 1.0), struck, self._menace)

    def _menaced(self) -> Ints:
        """Tell what is struck, and what bears the name of something that is."""
        house = self._houses
        named = np.isin(house, house[self._struck & (house >= 0)]) & self._app
        menace = np.where(named, SAME_HOUSE, UNTOUCHED)
        menace[self._struck] = STRUCK
        return menace
