"""Compute what panels and operators observed of people's use."""

import datetime as dt
from typing import Final

import pandas as pd

from simulator.analysis.apps import by_day
from simulator.analysis.clock import day_of, in_day
from simulator.analysis.needs import FATES
from simulator.model.evidence import Observation
from simulator.results.run_result import PairedRun, RunResult

NO_BASE: Final = "nothing to compare with in the run without the fault"
NO_LOSS: Final = "the run has no loss of daily users on the day before"
NO_DAY: Final = "the observation names no day"
_MET: Final = [fate for fate in FATES if fate != "abandoned"]
Value = float | str


def excess_daily_users(paired: PairedRun, observation: Observation) -> Value:
    """Count the residents who used an app that day beyond the twin's, persons."""
    users, usual = _on_day(paired, observation, "daily_users")
    return (users - usual) * paired.run.residents_each


def daily_users_ratio(paired: PairedRun, observation: Observation) -> Value:
    """Divide an app's users of the day by the twin's on the same date."""
    users, usual = _on_day(paired, observation, "daily_users")
    return users / usual if usual else NO_BASE


def new_installs(paired: PairedRun, observation: Observation) -> Value:
    """Count the installations completed that day, scaled to residents."""
    installed, _ = _on_day(paired, observation, "installs")
    return installed * paired.run.residents_each


def use_change(paired: PairedRun, observation: Observation) -> Value:
    """Tell by which share a service was used less than in the twin.

    Use is time: a served try counts as one session; a failed one, and one that catches up on a
    need from before, count as the parts of a session that the scenario declares.
    """
    rules = paired.run.scenario.people.behaviour
    use, usual = (
        float(tries["served"] + rules.failed_attempt_use * tries["failed"])
        for tries in _tries(paired, observation)
    )
    caught_up = _late(paired.run, observation) * (1 - rules.late_use)
    return (use - caught_up) / usual - 1 if usual else NO_BASE


def volume_ratio(paired: PairedRun, observation: Observation) -> Value:
    """Divide what a service carried that day by what it carried in the twin."""
    carried, usual = (float(tries["served"]) for tries in _tries(paired, observation))
    return carried / usual if usual else NO_BASE


def trips_change(paired: PairedRun, observation: Observation) -> Value:
    """Tell by which share fewer taxi needs were met that day, by whatever means."""
    made, usual = (_met_on(run, "taxi", observation) for run in (paired.run, paired.baseline))
    return made / usual - 1 if usual else NO_BASE


def loss_regained(paired: PairedRun, observation: Observation) -> Value:
    """Tell which share of the loss of daily users of the day before was gone that day."""
    if observation.day is None:
        return NO_DAY
    day = day_of(paired.run.scenario, observation.day)
    loss = by_day(paired.baseline, "daily_users") - by_day(paired.run, "daily_users")
    before, after = loss[observation.subject].loc[[day - 1, day]].tolist()
    return 1 - after / before if before > 0 else NO_LOSS


def _on_day(paired: PairedRun, observation: Observation, value: str) -> tuple[float, float]:
    """Look up an app's figure for the day in the run and in its twin."""
    day = _day(paired.run, observation.day)
    run, twin = (by_day(part, value) for part in (paired.run, paired.baseline))
    subject = observation.subject
    if subject not in run or day not in run.index:
        return 0.0, 0.0
    return float(run[subject].loc[day]), float(twin[subject].loc[day])


def _tries(paired: PairedRun, observation: Observation) -> tuple[pd.Series, pd.Series]:
    """Sum a service's tries of the day in the run and in its twin."""
    day = _day(paired.run, observation.day)
    sums = []
    for part in (paired.run, paired.baseline):
        rows = part.tables["service_hours"]
        rows = rows[(rows["service"] == observation.subject) & (rows["hour"].map(in_day) == day)]
        sums.append(rows[["attempts", "served", "failed"]].sum())
    return sums[0], sums[1]


def _late(run: RunResult, observation: Observation) -> float:
    """Estimate the needs that the service met late that day.

    Lateness is counted by category and hour, means only over the whole run: the day's late needs
    of a category are shared out as those of the run were.
    """
    moves, hours = run.tables["moves"], run.tables["need_hours"]
    late = moves[moves["outcome"] == "deferred"]
    by_service = late[late["means"] == observation.subject].groupby("category")["needs"].sum()
    shares = by_service / late.groupby("category")["needs"].sum()
    day = hours[hours["hour"].map(in_day) == _day(run, observation.day)]
    return float((day.groupby("category")["deferred"].sum() * shares).sum())


def _met_on(run: RunResult, category: str, observation: Observation) -> float:
    """Count the needs of a category that arose that day and were met, sooner or later."""
    rows = run.tables["need_hours"]
    here = (rows["category"] == category) & (rows["hour"].map(in_day) == _day(run, observation.day))
    return float(rows.loc[here, _MET].sum().sum())


def _day(run: RunResult, date: dt.date | None) -> int:
    """Take the observation's day, or the day of the event where it names none."""
    return day_of(run.scenario, date or run.scenario.clock.event.date())
