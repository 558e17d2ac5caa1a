"""Report a run as real observers would have: each figure with the bias of who measured it."""

from collections.abc import Callable, Iterable
from math import hypot
from typing import Any, Final

from simulator.analysis.by_day import Days, days_of
from simulator.analysis.clock import event_s, whole_days
from simulator.model.evidence import Observation
from simulator.model.panels import Measure, Panel
from simulator.results.run_result import RunResult
from simulator.units import DAY_S

PLAIN: Final = Panel(
    id="plain", panel="everybody", measure="minutes", basis="judgement", source="no observer"
)
"""Who sees everybody and every try."""
SHOWN_DAYS: Final = 4
"""From the day before the event on."""
_BY_CATEGORY: Final = ("trips", "complaints")


def reported(days: Days, panel: Panel, subject: str, day: int) -> float:
    """Tell what a panel reports of one service, or category of needs, on one day.

    Parameters
    ----------
    days : Days
        A run, added up by day.
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
    level = _FIGURES[panel.measure](days, panel, subject, day)
    return panel.printed(level * panel.rate * days.run.residents_each)


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


def seen_share(days: Days, panel: Panel, service: str, day: int) -> float:
    """Tell which share of a service's users of a day the panel sees.

    Where nothing is known of who used it, everybody grown up counts alike.
    """
    counts = days.users_in.get((service, day), days.grown_ups)
    total = sum(counts.values())
    seen = sum(panel.sees(segment) * n for segment, n in counts.items())
    return seen / total if total else 0.0


def panels_of(observations: Iterable[Observation]) -> tuple[Panel, ...]:
    """List the panels that observations name, each once."""
    found = {row.seen_by.id: row.seen_by for row in observations if row.seen_by is not None}
    return tuple(found.values())


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
    table = days_of(run)
    services = [service.id for service in run.scenario.services]
    categories = [category.id for category in run.scenario.people.categories]
    first = max(int(event_s(run.scenario) // DAY_S) - 1, 0)
    shown = range(first, min(first + SHOWN_DAYS, whole_days(run.scenario)))
    report: dict[str, dict[str, Any]] = {}
    for panel in panels:
        names = categories if panel.measure in _BY_CATEGORY else services
        rows = {n: [round(reported(table, panel, n, day)) for day in shown] for n in names}
        report[panel.id] = {
            "panel": panel.panel,
            "measure": panel.measure,
            "first_day": first,
            "days": {name: row for name, row in rows.items() if any(row)},
        }
    return report


def _users(days: Days, panel: Panel, service: str, day: int) -> float:
    return days.users[service, day] * seen_share(days, panel, service, day)


def _installs(days: Days, panel: Panel, service: str, day: int) -> float:
    """Count new installs: whoever had the app unused takes it up without one."""
    categories = days.run.scenario.people.categories
    options = (o for category in categories for o in category.options if o.service == service)
    dormant = max((option.dormant for option in options), default=0.0)
    return days.installs[service, day] * (1.0 - dormant) * seen_share(days, panel, service, day)


def _minutes(days: Days, panel: Panel, service: str, day: int) -> float:
    """Count time in sessions: a futile try and a need caught up late take part of one each.

    A failed try that the next one makes good belongs to a session that is counted already; in an
    hour in which a share of all tries succeeds, the same share of failed ones is made good.
    """
    rules = days.run.scenario.people.behaviour
    time = days.served[service, day]
    time += rules.failed_attempt_use * panel.failed * days.futile[service, day]
    time -= (1.0 - rules.late_use) * days.late[service, day]
    return time * seen_share(days, panel, service, day)


def _launches(days: Days, panel: Panel, service: str, day: int) -> float:
    return _volume(days, panel, service, day) * seen_share(days, panel, service, day)


def _volume(days: Days, panel: Panel, service: str, day: int) -> float:
    return days.served[service, day] + panel.failed * days.failed[service, day]


def _trips(days: Days, panel: Panel, category: str, day: int) -> float:
    """Count the needs of a category that were met that day, by whatever means."""
    del panel
    return days.met[category, day]


def _complaints(days: Days, panel: Panel, category: str, day: int) -> float:
    """Count people in whom needs of a category went unmet in the worst hour of the day."""
    return panel.sees("*") * days.hit[category, day]


_FIGURES: Final[dict[Measure, Callable[[Days, Panel, str, int], float]]] = {
    "daily_users": _users,
    "installs": _installs,
    "minutes": _minutes,
    "launches": _launches,
    "volume": _volume,
    "trips": _trips,
    "complaints": _complaints,
}
