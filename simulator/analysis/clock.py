"""Convert between the run's clock, hours after the event, and dates."""

import datetime as dt

from simulator.model.scenario import Scenario
from simulator.units import DAY_S, HOURS_PER_DAY, hours, seconds_from_hours


def event_s(scenario: Scenario) -> float:
    """Tell when the event starts, seconds after the start of the run."""
    return (scenario.clock.event - scenario.clock.start).total_seconds()


def horizon_s(scenario: Scenario) -> float:
    """Tell when the run ends, seconds after its start."""
    return seconds_from_hours(scenario.clock.horizon_h)


def after_event_h(scenario: Scenario, t_s: float) -> float:
    """Convert a time of the run to hours after the event, rounded to a ten-thousandth.

    Parameters
    ----------
    scenario : Scenario
        Whose clock counts.
    t_s : float
        Time since the start of the run. Seconds.

    Returns
    -------
    float
        Hours; negative before the event.
    """
    return round(hours(t_s - event_s(scenario)), 4)


def moment(scenario: Scenario, t_s: float) -> dt.datetime:
    """Give a time of the run as a date and time in the scenario's own zone."""
    return scenario.clock.start + dt.timedelta(seconds=t_s)


def day_of(scenario: Scenario, date: dt.date) -> int:
    """Count the days from the start of the run to a date; negative before it."""
    return (date - scenario.clock.start.date()).days


def whole_days(scenario: Scenario) -> int:
    """Count the whole days that the run covers."""
    return int(horizon_s(scenario) // DAY_S)


def in_day(hour: int) -> int:
    """Tell in which day of the run an hour of the run lies.

    >>> in_day(25)
    1
    """
    return hour // HOURS_PER_DAY
