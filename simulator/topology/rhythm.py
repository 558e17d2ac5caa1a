"""Add up how many needs a person has by each hour of the run."""

from datetime import timedelta

import numpy as np

from simulator.model.people import Category
from simulator.model.scenario import Clock
from simulator.topology.world import Floats


def cumulative_needs(category: Category, clock: Clock) -> Floats:
    """Integrate the rate of a non-homogeneous Poisson process over the hours of a run.

    Parameters
    ----------
    category : Category
        Needs a day with weights by hour (normalised here) and by day of the week.
    clock : Clock
        Start and horizon.

    Returns
    -------
    ndarray of float64, shape (T+1,)
        Expected needs of a person of factor 1 from the start to each full hour. Needs.

    References
    ----------
    .. [1] P. A. W. Lewis and G. S. Shedler (1979), Simulation of nonhomogeneous Poisson
       processes by thinning, Naval Research Logistics 26(3), 403-413.
    """
    by_hour = np.array(category.by_hour) / sum(category.by_hour)
    hours = int(clock.horizon_h)
    instants = [clock.start + timedelta(hours=hour) for hour in range(hours)]
    rates = [
        category.needs_per_day * by_hour[at.hour] * category.by_weekday[at.weekday()]
        for at in instants
    ]
    return np.concatenate(([0.0], np.cumsum(rates)))
