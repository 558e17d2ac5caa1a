"""Turn surges of demand into windows of time, and say how much more often needs then arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simulator import streams
from simulator.model.hazards import Hazard, Surge
from simulator.model.scenario import Clock
from simulator.topology.starts import hazard_starts
from simulator.topology.world import Floats
from simulator.units import MINUTE_S, hours

_AT_ONCE_H = 1e-9
"""Shortest ramp: a step."""


@dataclass(frozen=True, slots=True)
class SurgeWindow:
    """One surge at fixed times: hours from the start of the run."""

    categories: tuple[str, ...]
    factor: float
    """How many times as often as otherwise its needs arrive at its height."""
    start_h: float
    lasts_h: float
    """From the start to the beginning of the fall."""
    ramp_h: float
    """How long it rises, and how long it falls."""

    def height(self, at_h: Floats) -> Floats:
        """Tell how much of the surge there is, 0 to 1: a trapezium over time."""
        since, left = at_h - self.start_h, self.start_h + self.lasts_h + self.ramp_h - at_h
        share: Floats = np.clip(np.minimum(since, left) / max(self.ramp_h, _AT_ONCE_H), 0.0, 1.0)
        return share

    @property
    def slopes(self) -> tuple[tuple[float, float], ...]:
        """From when to when it rises and falls, hours."""
        fall_h = self.start_h + self.lasts_h
        return (self.start_h, self.start_h + self.ramp_h), (fall_h, fall_h + self.ramp_h)


def surge_windows(clock: Clock, hazards: Sequence[Hazard], seed: int) -> tuple[SurgeWindow, ...]:
    """Find when surges strike and how long they last.

    Parameters
    ----------
    clock : Clock
        Start of the run.
    hazards : sequence of Hazard
        All that goes wrong in it, surges or not.
    seed : int
        Address of luck.

    Returns
    -------
    tuple of SurgeWindow
        In the order of their declaration.
    """
    starts = hazard_starts(clock, hazards, seed)
    return tuple(
        SurgeWindow(
            categories=hazard.categories,
            factor=hazard.factor,
            start_h=starts[hazard.id],
            lasts_h=streams.length_h(hazard.lasts, seed, hazard.id, "lasts"),
            ramp_h=hours(hazard.ramp_min * MINUTE_S),
        )
        for hazard in hazards
        if isinstance(hazard, Surge) and hazard.id in starts
    )


def surge_factor(windows: Iterable[SurgeWindow], category: str, at_h: Floats) -> Floats:
    """Say how many times as often as ordinarily needs of a category arrive.

    Parameters
    ----------
    windows : iterable of SurgeWindow
        Surges; where several overlap, their factors multiply.
    category : str
        Kind of need.
    at_h : ndarray of float64
        Hours from the start of the run.

    Returns
    -------
    ndarray of float64
        S_g(t), 1 without a surge.

    Examples
    --------
    >>> quake = SurgeWindow(("messaging",), 4.0, start_h=1.0, lasts_h=2.0, ramp_h=0.5)
    >>> surge_factor([quake], "messaging", np.array([1.0, 1.25, 2.0, 3.0, 3.5]))
    array([1. , 2.5, 4. , 4. , 1. ])
    """
    total: Floats = np.ones_like(at_h)
    for window in windows:
        if category in window.categories:
            total = total * (1.0 + (window.factor - 1.0) * window.height(at_h))
    return total


def is_changing(windows: Sequence[SurgeWindow], hour: int) -> bool:
    """Tell whether a surge rises or falls within an hour of the run."""
    return any(
        low < hour + 1 and (high > hour or low == high >= hour)
        for window in windows
        for low, high in window.slopes
    )
