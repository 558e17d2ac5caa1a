"""Follow the daily users and new installations of every app."""

from typing import Any

import pandas as pd

from simulator.analysis.clock import whole_days
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun, RunResult


def apps(scenario: Scenario) -> list[str]:
    """List the services that people use as apps, in the order of their declaration."""
    inside = {o.service for c in scenario.people.categories for o in c.options if not o.outside}
    return [service.id for service in scenario.services if service.id in inside]


def by_day(run: RunResult, value: str) -> pd.DataFrame:
    """Arrange a column of "app_days" by day and service.

    Parameters
    ----------
    run : RunResult
        A finished run.
    value : str
        daily_users or installs.

    Returns
    -------
    DataFrame
        One row per whole day of the run, one column per service; simulated people.
    """
    table = run.tables["app_days"].pivot_table(index="day", columns="service", values=value)
    services = [service.id for service in run.scenario.services]
    return table.reindex(index=range(whole_days(run.scenario)), columns=services).fillna(0)


def app_summary(paired: PairedRun) -> dict[str, dict[str, Any]]:
    """Describe the use of every app, scaled to residents.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.

    Returns
    -------
    dict
        By app: daily users and installs for every whole day (persons), and the largest excess
        of daily users over the twin on the same date (persons).
    """
    scale = paired.run.residents_each
    users, usual = by_day(paired.run, "daily_users"), by_day(paired.baseline, "daily_users")
    installs = by_day(paired.run, "installs")
    return {
        app: {
            "daily_users": _whole(users[app] * scale),
            "installs": _whole(installs[app] * scale),
            "excess_daily_users_peak": max(_whole((users[app] - usual[app]) * scale), default=0),
        }
        for app in apps(paired.run.scenario)
    }


def _whole(values: pd.Series) -> list[int]:
    return [round(value) for value in values.tolist()]
