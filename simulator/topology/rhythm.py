"""Add up how many needs a person has by each hour of the run, and by each minute of a surge."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.model.calendar import WEEKDAYS, SpecialDay
from simulator.model.people import Category
from simulator.model.scenario import Clock, Scenario
from simulator.topology.surges import SurgeWindow, is_changing, surge_factor
from simulator.topology.world import Floats, Ints
from simulator.units import HOUR_S, MINUTE_S

MINUTES = round(HOUR_S / MINUTE_S)
"""In an hour."""
_GAUSS = 0.5 / 3.0**0.5
"""Half the distance of Gauss's two points on a unit interval: exact for cubic curves."""
_NEARLY = 1e-9
GUIDE = 1024
"""Parts into which a guide divides all needs of a run."""


def ordinary_needs(category: Category, scenario: Scenario) -> Floats:
    """Integrate the rate of a non-homogeneous Poisson process over the hours of a run.

    Parameters
    ----------
    category : Category
        Needs a day with weights by hour (normalised here) and by day of the week.
    scenario : Scenario
        Its clock, and the days of its calendar.

    Returns
    -------
    ndarray of float64, shape (T+1,)
        Expected needs of a person of factor 1 from the start to each full hour. Needs.

    References
    ----------
    .. [1] P. A. W. Lewis and G. S. Shedler (1979), Simulation of nonhomogeneous Poisson
       processes by thinning, Naval Research Logistics 26(3), 403-413.
    """
    return np.concatenate(([0.0], np.cumsum(_rates(category, scenario))))


def knot_minutes(clock: Clock, surges: Sequence[SurgeWindow]) -> Ints:
    """List the instants between which needs arrive evenly.

    Parameters
    ----------
    clock : Clock
        Start and horizon.
    surges : sequence of SurgeWindow
        Surges of the run.

    Returns
    -------
    ndarray of int64, shape (K,)
        Every full hour, and every minute of those in which a surge rises or falls. Minutes.
    """
    n_hours = int(clock.horizon_h)
    knots = [
        hour * MINUTES + minute
        for hour in range(n_hours)
        for minute in range(MINUTES if is_changing(surges, hour) else 1)
    ]
    return np.array([*knots, n_hours * MINUTES], dtype=np.int64)


def cumulative_needs(
    category: Category, scenario: Scenario, surges: Sequence[SurgeWindow], knots: Ints
) -> Floats:
    """Integrate the rate as surges raise it.

    Parameters
    ----------
    category : Category
        Kind of need.
    scenario : Scenario
        Its clock, and the days of its calendar.
    surges : sequence of SurgeWindow
        Surges of the run, of whatever category.
    knots : ndarray of int64, shape (K,)
        Instants, minutes; every full hour among them.

    Returns
    -------
    ndarray of float64, shape (K,)
        Expected needs of a person of factor 1 from the start to each knot. Needs.
    """
    rates = np.array(_rates(category, scenario))[knots[:-1] // MINUTES]
    parts = np.diff(knots) / MINUTES
    return np.concatenate(([0.0], np.cumsum(rates * parts * _means(category, surges, knots))))


def guide_to(cumulative: Floats) -> tuple[NDArray[np.uint16], Floats]:
    """Say near which knot each part of all needs has arisen, so that nobody searches for long.

    Parameters
    ----------
    cumulative : ndarray of float64, shape (C, K)
        Needs up to each knot.

    Returns
    -------
    guide : ndarray of uint16, shape (C, GUIDE+1)
        The last knot at which no more than this part of all needs has arisen.
    scale : ndarray of float64, shape (C,)
        Parts in one need; slightly less, so that rounding never leads too far.

    References
    ----------
    .. [1] H.-C. Chen and Y. Asau (1974), On generating random variates from an empirical
       distribution, AIIE Transactions 6(2), 163-166.
    """
    last = cumulative[:, -1]
    scale = np.divide(GUIDE * (1.0 - _NEARLY), last, out=np.zeros_like(last), where=last > 0.0)
    parts = np.arange(GUIDE + 1) * (1.0 - _NEARLY) / GUIDE
    guide = [np.searchsorted(row, parts * row[-1], side="right") - 1 for row in cumulative]
    return np.minimum(guide, cumulative.shape[1] - 2).astype(np.uint16), scale


def surge_by_beat(
    category: Category, surges: Sequence[SurgeWindow], knots: Ints, beats: int
) -> Floats:
    """Average the factor of a surge over each beat.

    Parameters
    ----------
    category : Category
        Kind of need.
    surges : sequence of SurgeWindow
        Surges of the run.
    knots : ndarray of int64, shape (K,)
        Instants, minutes.
    beats : int
        Beats of the run.

    Returns
    -------
    ndarray of float64, shape (B,)
        How many times as often as ordinarily needs arrive; exactly 1 without a surge.
    """
    if not any(category.id in window.categories for window in surges):
        return np.broadcast_to(np.float64(1.0), beats)
    whole = np.concatenate(([0.0], np.cumsum(np.diff(knots) * _means(category, surges, knots))))
    edges = np.linspace(0.0, float(knots[-1]), beats + 1)
    factor: Floats = np.diff(np.interp(edges, knots, whole)) / np.diff(edges)
    factor[np.abs(factor - 1.0) < _NEARLY] = 1.0
    return factor


def _rates(category: Category, scenario: Scenario) -> list[float]:
    """Tell the needs of each hour of the run."""
    clock = scenario.clock
    by_hour = np.array(category.by_hour) / sum(category.by_hour)
    special = {day.date: day for day in scenario.people.calendar}
    instants = [clock.start + timedelta(hours=hour) for hour in range(int(clock.horizon_h))]
    return [
        category.needs_per_day * by_hour[at.hour] * day_factor(category, at, special.get(at.date()))
        for at in instants
    ]


def day_factor(category: Category, at: date, special: SpecialDay | None) -> float:
    """Tell how a day compares with an ordinary working day.

    Parameters
    ----------
    category : Category
        Kind of need.
    at : date
        The day.
    special : SpecialDay or None
        What the calendar says of it.

    Returns
    -------
    float
        Weight of its day of the week, or of the one as which it is lived, times its own factor.
    """
    if special is None:
        return category.by_weekday[at.weekday()]
    weekday = at.weekday() if special.like is None else WEEKDAYS.index(special.like)
    return category.by_weekday[weekday] * special.factor.get(category.id, 1.0)


def _means(category: Category, surges: Sequence[SurgeWindow], knots: Ints) -> Floats:
    """Average the surge between knots by Gauss's rule; a corner inside a minute is rounded off."""
    middle, width = (knots[1:] + knots[:-1]) / 2.0, np.diff(knots)
    ends = (middle + side * _GAUSS * width for side in (-1.0, 1.0))
    first, second = (surge_factor(surges, category.id, at / MINUTES) for at in ends)
    mean: Floats = (first + second) / 2.0
    return mean
