"""Compute what panels and operators observed of people's use, from what they would report."""

import datetime as dt
from math import hypot
from typing import Final, NamedTuple

from simulator.analysis.by_day import Days
from simulator.analysis.clock import day_of, whole_days
from simulator.analysis.observed_later import after_the_end, later_gain
from simulator.analysis.panels import PLAIN, reported, sampling_error
from simulator.model.evidence import MEASURES, Observation
from simulator.model.panels import Panel

NO_BASE: Final = "nothing to compare with in the run without the fault"
NO_LOSS: Final = "the run has no loss of daily users on the day before"
NO_GAIN: Final = "the run has no gain of daily users to keep"
Value = float | str


class Watched(NamedTuple):
    """A run and its twin in which nothing went wrong, added up by day."""

    run: Days
    twin: Days


class Levels(NamedTuple):
    """What a panel reports of a day, and of the day with which it compares."""

    on_day: float
    usual: float
    error_on_day: float
    """Standard error of the first, from the size of the panel."""
    error_usual: float
    """Standard error of the second."""

    @property
    def relative_error(self) -> float:
        """Standard error of the ratio of the two, by propagation to first order."""
        if not self.usual or not self.on_day:
            return 0.0
        parts = hypot(self.error_on_day / self.on_day, self.error_usual / self.usual)
        return abs(self.on_day / self.usual) * parts


def excess_daily_users(watched: Watched, observation: Observation) -> Value:
    """Count the residents who used an app that day beyond those of the base, persons."""
    if after_the_end(watched.run.run, observation.day):
        return _gain(watched, observation, _day(watched, observation.day))
    levels = both_levels(watched, observation)
    return levels.on_day - levels.usual


def daily_users_ratio(watched: Watched, observation: Observation) -> Value:
    """Divide an app's users of the day by those of the base."""
    return _ratio(watched, observation)


def new_installs(watched: Watched, observation: Observation) -> Value:
    """Count the installations completed that day, scaled to residents."""
    return both_levels(watched, observation).on_day


def use_change(watched: Watched, observation: Observation) -> Value:
    """Tell by which share a service was used less, in time, than on the base."""
    ratio = _ratio(watched, observation)
    return ratio if isinstance(ratio, str) else ratio - 1


def volume_ratio(watched: Watched, observation: Observation) -> Value:
    """Divide what a service carried that day by what it carried on the base."""
    return _ratio(watched, observation)


def trips_change(watched: Watched, observation: Observation) -> Value:
    """Tell by which share fewer taxi needs were met that day, by whatever means."""
    return use_change(watched, observation)


def sales_change(watched: Watched, observation: Observation) -> Value:
    """Tell by which share a service carried less over several days than over those of the base.

    Each day is compared as a single one would be; what is summed are payments, not money.
    """
    first = _day(watched, observation.day)
    last = _day(watched, observation.until_day or observation.day)
    levels = [_levels(watched, observation, day) for day in range(first, last + 1)]
    usual = sum(level.usual for level in levels)
    return sum(level.on_day for level in levels) / usual - 1 if usual else NO_BASE


def loss_regained(watched: Watched, observation: Observation) -> Value:
    """Tell which share of the loss of daily users of the day before was gone that day."""
    day = _day(watched, observation.day)
    before, after = (
        levels.usual - levels.on_day
        for levels in (_levels(watched, observation, day - 1), _levels(watched, observation, day))
    )
    return 1 - after / before if before > 0 else NO_LOSS


def gain_kept(watched: Watched, observation: Observation) -> Value:
    """Tell which share of the largest gain of daily users within the run was left that day."""
    day = _day(watched, observation.day)
    first = _day(watched, None)
    days = range(first, whole_days(watched.run.run.scenario))
    most = max((_excess(watched, observation, n) for n in days), default=0.0)
    left = _gain(watched, observation, day)
    if isinstance(left, str):
        return left
    return left / most if most > 0 else NO_GAIN


def switched(watched: Watched, observation: Observation) -> Value:
    """Tell which share of the users of the base were gone that day."""
    gain = _gain(watched, observation, _day(watched, observation.day))
    usual = _levels(watched, observation, _day(watched, None)).usual
    if isinstance(gain, str):
        return gain
    return -gain / usual if usual else NO_BASE


def panel_error(watched: Watched, observation: Observation) -> float:
    """Tell the standard error that the size of the panel puts on a figure of this kind."""
    if observation.seen_by is None or after_the_end(watched.run.run, observation.day):
        return 0.0
    levels = both_levels(watched, observation)
    if observation.unit in {"share", "ratio"}:
        return levels.relative_error
    return hypot(levels.error_on_day, levels.error_usual)


def both_levels(watched: Watched, observation: Observation) -> Levels:
    """Report the day of an observation and its base, by its panel."""
    return _levels(watched, observation, _day(watched, observation.day))


def _levels(watched: Watched, observation: Observation, day: int) -> Levels:
    """Report a day, and the base: an earlier day of the run, or the same date of the twin."""
    panel, subject = _panel(observation), observation.subject
    base = -1 if observation.base is None else _day(watched, observation.base)
    earlier = 0 <= base < day
    days, usual_day = (watched.run, base) if earlier else (watched.twin, day)
    levels = reported(watched.run, panel, subject, day), reported(days, panel, subject, usual_day)
    errors = (sampling_error(watched.run.run, panel, level) for level in levels)
    return Levels(*levels, *errors)


def _panel(observation: Observation) -> Panel:
    """Take the panel of an observation, or one that sees everything."""
    measure = MEASURES[observation.quantity]
    if observation.seen_by is not None:
        return observation.seen_by
    failed = 1.0 if measure in {"minutes", "launches", "daily_users"} else 0.0
    return PLAIN.model_copy(update={"measure": measure, "failed": failed})


def _ratio(watched: Watched, observation: Observation) -> Value:
    levels = both_levels(watched, observation)
    return levels.on_day / levels.usual if levels.usual else NO_BASE


def _excess(watched: Watched, observation: Observation, day: int) -> float:
    levels = _levels(watched, observation, day)
    return levels.on_day - levels.usual


def _gain(watched: Watched, observation: Observation, day: int) -> Value:
    """Tell how many more used an app on a day, within the run or after its end."""
    if after_the_end(watched.run.run, observation.day):
        return later_gain(watched.run.run, observation.subject, day)
    return _excess(watched, observation, day)


def _day(watched: Watched, date: dt.date | None) -> int:
    """Count the day of a date, or of the event where there is none."""
    scenario = watched.run.run.scenario
    return day_of(scenario, date or scenario.clock.event.date())
