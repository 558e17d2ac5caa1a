"""Follow those who carry out jobs: how many there are, who reaches them, what they need."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from simulator.population.congestion import Hands
from simulator.topology.world import Floats, Ints, Supply, World

MOST_USE = 0.5
"""Share of suppliers from which on a channel is one that most of them use."""


class Suppliers:
    """Drivers and riders of a run, and the jobs that they can do.

    An ordinary day is served as it is: suppliers come when there is work, so they can always do
    a little more than the ordinary load of the hour, through each of their channels.

    Parameters
    ----------
    world : World
        Compiled scenario.
    ordinary : ndarray of float64, shape (T, S)
        Tries an hour at each service on an ordinary day.
    people : int
        Simulated people whose tries are counted; declared numbers are scaled to them.

    Attributes
    ----------
    way : ndarray of float64, shape (P,)
        How far they have moved to other channels. Share, 0 to 1.
    """

    def __init__(self, world: World, ordinary: Floats, people: int) -> None:
        supply = world.supply
        self._supply: Supply = supply
        self._owner = np.repeat(np.arange(len(supply.ids)), np.diff(supply.first))
        by_channel = ordinary[:, supply.service]
        jobs = np.zeros((len(ordinary), len(supply.ids)))
        np.add.at(jobs.T, self._owner, by_channel.T)
        self._total = np.maximum(supply.jobs_per_h * people, supply.room * jobs)
        self._least = supply.room[self._owner] * by_channel
        self._most_use = supply.usual > MOST_USE
        self._since_h, self._away = 0.0, False
        self._last: tuple[Floats, Floats] = np.zeros(0), np.zeros(0)
        self.way = np.zeros(len(supply.ids))

    def hands(self, now_h: float, quality: Floats, least: float) -> Hands:
        """Count the jobs that they can do now.

        Parameters
        ----------
        now_h : float
            Time since the start. Hours.
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature.
        least : float
            Jobs an hour that even a small sample of suppliers can do.

        Returns
        -------
        Hands
            Jobs an hour, by channel and in all.
        """
        supply, hour = self._supply, int(now_h)
        share = supply.usual + self.way[self._owner] * (supply.moved - supply.usual)
        speed = self._speed(quality)
        total = self._total[hour] * speed
        reach = np.maximum(self._total[hour][self._owner] * share, self._least[hour])
        reach *= speed[self._owner]
        return Hands(supply.first, supply.service, np.maximum(reach, least),
                     np.maximum(total, least))  # fmt: skip

    def move(self, now_h: float, lost: NDArray[np.bool_] | None) -> None:
        """Let some more of them take up other channels, or leave them again.

        Parameters
        ----------
        now_h : float
            Time since the start, never earlier than before. Hours.
        lost : ndarray of bool, shape (S,), or None
            Services that have been lost since the last call; None if none have.
        """
        supply, since_h = self._supply, self._since_h
        self._since_h = now_h
        if lost is None:
            if self._away:
                self.way *= np.exp(-(now_h - since_h) / supply.return_h)
                self._away = bool(self.way.any())
            return
        self._away = True
        driven = np.zeros(len(supply.ids))
        driven[self._owner[self._most_use & lost[supply.service]]] = 1.0
        lag = np.where(driven > 0.0, supply.delay_h, supply.return_h)
        self.way += -np.expm1(-(now_h - since_h) / lag) * (driven - self.way)

    def _speed(self, quality: Floats) -> Floats:
        """Multiply the losses of their tools: product of 1 - omega (1 - q)."""
        if np.array_equal(quality, self._last[0]):
            return self._last[1]
        speed = np.ones(len(self._supply.ids))
        left = 1.0 - self._supply.tool_weight * (1.0 - self._supply.tool_features @ quality)
        np.multiply.at(speed, self._supply.tool_of, left)
        self._last = quality, speed
        return speed


def jobs(world: World, attempts: Ints, served: Ints) -> Iterator[tuple[int, str, str, int, int]]:
    """List what was asked of suppliers, and what they did, through each channel in each hour.

    Parameters
    ----------
    world : World
        Compiled scenario.
    attempts, served : ndarray of int64, shape (T, O)
        Tries at each option, and those that succeeded.

    Yields
    ------
    tuple
        Hour, supplier, service, requests, jobs.
    """
    supply, service = world.supply, world.habits.service
    for number, supplier in enumerate(supply.ids):
        for s in supply.service[supply.first[number] : supply.first[number + 1]].tolist():
            asked = attempts[:, service == s].sum(axis=1)
            done = served[:, service == s].sum(axis=1)
            for hour in range(len(asked)):
                yield hour, supplier, world.service_ids[s], int(asked[hour]), int(done[hour])
