"""Translate between hours of the run, hours after the event, and what a clock shows."""

import math
from datetime import datetime

from dashboard.texts import Language, say
from simulator.analysis.clock import event_s, moment
from simulator.analysis.harm import peak_affected
from simulator.model.scenario import Scenario
from simulator.results.run_result import RunResult
from simulator.units import hours, seconds_from_hours


def event_hour(scenario: Scenario) -> float:
    """Tell how many hours after the start of the run its event begins."""
    return hours(event_s(scenario))


def first_and_last(scenario: Scenario) -> tuple[int, int]:
    """Give the hours after the event between which a reader may move, six before it at most."""
    start = event_hour(scenario)
    return -int(min(6, start)), int(scenario.clock.horizon_h - start)


def run_hour(scenario: Scenario, t_h: float) -> int:
    """Find the hour of the run in which a time after the event lies."""
    last = int(scenario.clock.horizon_h) - 1
    return min(max(int(t_h + event_hour(scenario)), 0), last)


def instant(scenario: Scenario, t_h: float) -> datetime:
    """Give the date and time of an hour after the event."""
    return moment(scenario, event_s(scenario) + seconds_from_hours(t_h))


def worst_hour(run: RunResult) -> int:
    """Find the whole hour after the event within the worst hour of the run, 1 if nobody is."""
    peak = peak_affected(run)
    first, last = first_and_last(run.scenario)
    return 1 if peak is None else min(max(math.ceil(peak.at_h), first), last)


def said_when(scenario: Scenario, t_h: float, lang: Language) -> str:
    """Write a time as its date, clock and distance from the event."""
    at = instant(scenario, t_h)
    words = {"weekday": f"weekday.{at.weekday()}", "month_name": f"month.{at.month}"}
    named = {place: say(lang, key) for place, key in words.items()}
    date = say(lang, "date", year=at.year, month=at.month, day=at.day, **named)
    key = "when.after" if t_h >= 0 else "when.before"
    return say(lang, key, date=date, clock=f"{at:%H:%M}", hours=f"{abs(t_h):.0f}")
