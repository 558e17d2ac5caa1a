"""Choose the days after a run on which people are counted once more, and their needs on them."""

from datetime import timedelta
from typing import Final

import numpy as np

from simulator.model.people import Category
from simulator.model.scenario import Scenario
from simulator.topology.rhythm import day_factor
from simulator.topology.world import NO_APP, Floats, Ints
from simulator.units import DAY_S, seconds_from_hours

DAYS_AFTER: Final = (7, 11, 14, 21, 30, 45, 55, 90, 120, 180)
"""Days after the day of the event; those within the run are left out. 11 and 55 are the days on
which panels counted users after the Kakao outage."""


def later_days(scenario: Scenario) -> Ints:
    """List the days of the run, counted from 0, on which people are counted after its horizon."""
    clock = scenario.clock
    event = (clock.event.date() - clock.start.date()).days
    whole = int(-(-seconds_from_hours(clock.horizon_h) // DAY_S))
    return np.array([event + n for n in DAYS_AFTER if event + n >= whole], dtype=np.int64)


def later_needs(scenario: Scenario) -> Floats:
    """Tell the needs of a person of factor 1 on each of these days.

    Parameters
    ----------
    scenario : Scenario
        Its clock, its categories, and the days of its calendar.

    Returns
    -------
    ndarray of float64, shape (D, C)
        Needs a day.
    """
    days, categories = later_days(scenario), scenario.people.categories
    special = {day.date: day for day in scenario.people.calendar}
    dates = [scenario.clock.start.date() + timedelta(days=int(day)) for day in days]
    rows = [
        [c.needs_per_day * day_factor(c, date, special.get(date)) for c in categories]
        for date in dates
    ]
    return np.array(rows, dtype=np.float64).reshape(len(days), len(categories))


def retained_shares(category: Category, scenario: Scenario) -> list[float]:
    """Tell which share of adopters keep a second app, by the number of their usual app.

    Trust has a memory: who left an app that had a long outage within the year before, and has
    another now, keeps what replaced it more often.

    Parameters
    ----------
    category : Category
        Its options are the apps.
    scenario : Scenario
        Rules of behaviour, and services with their past.

    Returns
    -------
    list of float
        Shares; the last one is that of people without a usual app.
    """
    rules = scenario.people.behaviour
    burnt = {service.id for service in scenario.services if service.long_outages_before}
    shares = [rules.retained_share] * (NO_APP + 1)
    for number, option in enumerate(category.options):
        if option.service in burnt:
            shares[number] = min(1.0, rules.burned * rules.retained_share)
    return shares
