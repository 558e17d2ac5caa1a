"""Follow apps beyond the run: who came and stays, who does without, how concentrated it leaves."""

import datetime as dt
from typing import Any, Final

import pandas as pd

from simulator.analysis.apps import apps, by_day
from simulator.analysis.clock import day_of, moment, whole_days
from simulator.analysis.concentration import effective_number, hhi
from simulator.results.run_result import PairedRun
from simulator.units import DAY_S

SHOWN: Final = (7, 30, 55, 180)
"""Days after the event for which markets are described."""


def users_on(paired: PairedRun, day: int) -> tuple[pd.Series, pd.Series] | None:
    """Count users of every app on a day, within the run or after it, and what is usual then.

    After the run, what is usual is the mean day of the twin.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.
    day : int
        Day of the run, counted from 0.

    Returns
    -------
    tuple of Series of float, or None
        Users and usual users by app, scaled to residents; none for a day that was not counted.
    """
    scale = paired.run.residents_each
    users, usual = (by_day(part, "daily_users") * scale for part in (paired.run, paired.baseline))
    if 0 <= day < whole_days(paired.run.scenario):
        return users.T[day], usual.T[day]
    rows = paired.run.tables["afterwards"]
    rows = rows[rows["day"] == day].set_index("service")
    if rows.empty or usual.empty:
        return None
    change = (rows["gained"] - rows["lost"]).reindex(usual.columns, fill_value=0) * scale
    return usual.mean() + change, usual.mean()


def excess_after(paired: PairedRun, app: str, date: dt.date) -> float | None:
    """Count the residents who use an app on a date beyond the usual ones; none if unknown."""
    found = users_on(paired, day_of(paired.run.scenario, date))
    if found is None or app not in found[0]:
        return None
    return float(found[0][app] - found[1][app])


def afterwards(paired: PairedRun) -> dict[str, Any]:
    """Describe apps and markets after the run.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict
        Dates; by app what it gained, lost and keeps for good (persons); by category of need the
        shares of apps in daily users, the index of Herfindahl and Hirschman (0 to 10,000) and
        the effective number of apps, before the event and so many days after it.
    """
    scenario = paired.run.scenario
    event = day_of(scenario, scenario.clock.event.date())
    rows = paired.run.tables["afterwards"]
    days = sorted({int(day) for day in rows["day"]})
    return {
        "days_after": [day - event for day in days],
        "dates": [f"{moment(scenario, DAY_S * day):%Y-%m-%d}" for day in days],
        "apps": _apps(paired, days),
        "markets": _markets(paired, event),
    }


def _apps(paired: PairedRun, days: list[int]) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for name in ("gained", "lost", "kept"):
        rows = paired.run.tables["afterwards"].pivot_table(
            index="day", columns="service", values=name
        )
        people = rows.reindex(index=days, columns=apps(paired.run.scenario)).fillna(0)
        for app in people.columns[people.any()]:
            told = found.setdefault(str(app), {})
            told[name] = [round(n * paired.run.residents_each) for n in people[app].tolist()]
    nobody = [0] * len(days)
    return {app: {"gained": nobody, "lost": nobody, "kept": nobody} | found[app] for app in found}


def _markets(paired: PairedRun, event: int) -> dict[str, list[dict[str, Any]]]:
    """Describe each category with two apps or more: the days before, and days after the event."""
    usual = by_day(paired.baseline, "daily_users").mean() * paired.run.residents_each
    users = {0: usual}
    for after in SHOWN:
        found = users_on(paired, event + after)
        if found is not None:
            users[after] = usual + found[0] - found[1]  # weekends apart
    markets: dict[str, list[dict[str, Any]]] = {}
    for category in paired.run.scenario.people.categories:
        inside = [option.service for option in category.options if not option.outside]
        if len(inside) > 1:  # one app alone is no market
            markets[category.id] = [_market(n, now.reindex(inside)) for n, now in users.items()]
    return markets


def _market(after_d: int, users: pd.Series) -> dict[str, Any]:
    total = float(users.sum())
    index, number = hhi(users.tolist()), effective_number(users.tolist())
    return {
        "days_after": after_d,
        "shares": {str(app): round(float(n) / total, 5) for app, n in users.items() if total},
        "hhi": None if index is None else round(index, 1),
        "effective_apps": None if number is None else round(number, 4),
    }
