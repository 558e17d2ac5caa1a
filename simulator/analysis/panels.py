"""Report a run as real observers would have: each figure with the bias of who measured it."""

from collections.abc import Callable
from math import hypot
from typing import Any, Final

import pandas as pd

from simulator.analysis.clock import event_s, whole_days
from simulator.analysis.needs import FATES
from simulator.model.panels import Measure, Panel
from simulator.results.run_result import RunResult
from simulator.units import DAY_S, HOURS_PER_DAY

PLAIN: Final = Panel(
    id="plain", panel="everybody", measure="minutes", basis="judgement", source="no observer"
)
"""Who sees everybody and every try."""
SHOWN_DAYS: Final = 4
"""From the day before the event on."""
_MET: Final = [fate for fate in FATES if fate != "abandoned"]


def reported(run: RunResult, panel: Panel, subject: str, day: int) -> float:
    """Tell what a panel reports of one service, or category of needs, on one day.

    Parameters
    ----------
    run : RunResult
        A finished run.
    panel : Panel
        Who measures what, and how it is biased.
    subject : str
        A service; for trips and complaints, a category of needs.
    day : int
        Day of the run, counted from 0.

    Returns
    -------
    float
        Scaled to residents: persons, installs, sessions' worth of time, tries, messages, trips.
    """
    level = _FIGURES[panel.measure](run, panel, subject, day)
    return panel.printed(level * panel.rate * run.residents_each)


def sampling_error(run: RunResult, panel: Panel, *levels: float) -> float:
    """Combine the standard errors of a panel's levels; 0 where it samples nothing.

    Taken as independent, though a panel watches the same people on both days, so that the error
    of a difference is told larger rather than smaller than it is.

    Parameters
    ----------
    run : RunResult
        Whose residents the panel stands for.
    panel : Panel
        Who measures.
    *levels : float
        What it reports, on as many days.

    Returns
    -------
    float
        In the unit of the levels.
    """
    population = float(run.scenario.people.residents)
    return hypot(*(panel.standard_error(level, population) for level in levels))


def seen_share(run: RunResult, panel: Panel, service: str, day: int) -> float:
    """Tell which share of a service's users of a day the panel sees.

    Where nothing is known of who used it, everybody grown up counts alike.
    """
    table = run.tables["segment_days"]
    rows = table[(table["service"] == service) & (table["day"] == day)]
    counts = rows.set_index("segment")["daily_users"]
    if not counts.sum():
        counts = run.tables["people"].groupby("segment")["people"].sum()
        counts = counts[[name for name in counts.index if name != "children"]]
    total = float(counts.sum())
    seen = sum(panel.sees(str(name)) * float(n) for name, n in counts.items())
    return seen / total if total else 0.0


def panel_report(run: RunResult, panels: tuple[Panel, ...]) -> dict[str, dict[str, Any]]:
    """Report the days around the event as each panel would.

    Parameters
    ----------
    run : RunResult
        A finished run.
    panels : tuple of Panel
        Who measures.

    Returns
    -------
    dict
        By panel: what it measures, from which day of the run on, and by service (by category of
        needs for trips and complaints) a figure for each day, in the units of `reported`.
    """
    services = [service.id for service in run.scenario.services]
    categories = [category.id for category in run.scenario.people.categories]
    first = max(int(event_s(run.scenario) // DAY_S) - 1, 0)
    days = range(first, min(first + SHOWN_DAYS, whole_days(run.scenario)))
    report: dict[str, dict[str, Any]] = {}
    for panel in panels:
        names = categories if panel.measure in {"trips", "complaints"} else services
        rows = {name: [round(reported(run, panel, name, day)) for day in days] for name in names}
        report[panel.id] = {
            "panel": panel.panel,
            "measure": panel.measure,
            "first_day": first,
            "days": {name: row for name, row in rows.items() if any(row)},
        }
    return report


def _users(run: RunResult, panel: Panel, service: str, day: int) -> float:
    return _app_day(run, service, day, "daily_users") * seen_share(run, panel, service, day)


def _installs(run: RunResult, panel: Panel, service: str, day: int) -> float:
    return _app_day(run, service, day, "installs") * seen_share(run, panel, service, day)


def _minutes(run: RunResult, panel: Panel, service: str, day: int) -> float:
    """Count time in sessions: a failed try and a need caught up late take part of one each."""
    rules = run.scenario.people.behaviour
    served, failed = _tries(run, service, day)
    time = served + rules.failed_attempt_use * panel.failed * failed
    time -= (1.0 - rules.late_use) * _late(run, service, day)
    return time * seen_share(run, panel, service, day)


def _launches(run: RunResult, panel: Panel, service: str, day: int) -> float:
    served, failed = _tries(run, service, day)
    return (served + panel.failed * failed) * seen_share(run, panel, service, day)


def _volume(run: RunResult, panel: Panel, service: str, day: int) -> float:
    served, failed = _tries(run, service, day)
    return served + panel.failed * failed


def _trips(run: RunResult, panel: Panel, category: str, day: int) -> float:
    """Count the needs of a category that arose that day and were met, sooner or later."""
    del panel
    rows = _of_day(run, "need_hours", day)
    return float(rows.loc[rows["category"] == category, _MET].sum().sum())


def _complaints(run: RunResult, panel: Panel, category: str, day: int) -> float:
    """Count people in whom needs of a category went unmet that day, at the worst hour."""
    rows = _of_day(run, "affected_hours", day)
    rows = rows[rows["category"] == category]
    share = panel.sees("*")
    return share * float(rows.groupby("hour")["people"].sum().max()) if len(rows) else 0.0


_FIGURES: Final[dict[Measure, Callable[[RunResult, Panel, str, int], float]]] = {
    "daily_users": _users,
    "installs": _installs,
    "minutes": _minutes,
    "launches": _launches,
    "volume": _volume,
    "trips": _trips,
    "complaints": _complaints,
}


def _app_day(run: RunResult, service: str, day: int, value: str) -> float:
    rows = run.tables["app_days"]
    return float(rows.loc[(rows["service"] == service) & (rows["day"] == day), value].sum())


def _of_day(run: RunResult, table: str, day: int) -> pd.DataFrame:
    """Take the rows of one day of a table by the hour."""
    rows = run.tables[table]
    first = day * HOURS_PER_DAY
    return rows[rows["hour"].between(first, first + HOURS_PER_DAY - 1)]


def _tries(run: RunResult, service: str, day: int) -> tuple[float, float]:
    """Sum a service's tries of the day: served, failed."""
    rows = _of_day(run, "service_hours", day)
    rows = rows[rows["service"] == service]
    return float(rows["served"].sum()), float(rows["failed"].sum())


def _late(run: RunResult, service: str, day: int) -> float:
    """Estimate the needs that a service met late on a day.

    Lateness is counted by category and hour, means only over the whole run: the day's late needs
    of a category are shared out as those of the run were.
    """
    moves, rows = run.tables["moves"], _of_day(run, "need_hours", day)
    late = moves[moves["outcome"] == "deferred"]
    by_service = late[late["means"] == service].groupby("category")["needs"].sum()
    shares = by_service / late.groupby("category")["needs"].sum()
    return float((rows.groupby("category")["deferred"].sum() * shares).sum())
