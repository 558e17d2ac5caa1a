"""Find when services had more requests than they could carry."""

from typing import Final

import pandas as pd

from simulator.results.run_result import RunResult
from simulator.units import hours

BEGIN: Final = "service-overrun"
END: Final = "service-relieved"


def overruns(run: RunResult) -> list[tuple[str, float, float]]:
    """List the spans of time in which a service was overrun.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    list of (str, float, float)
        Service, first and last moment; hours since the start of the run.
    """
    events = run.tables["events"].sort_values("event")
    spans: list[tuple[str, float, float]] = []
    open_: dict[str, float] = {}
    for kind, where, t_s in zip(events["kind"], events["where"], events["t_s"], strict=True):
        if kind == BEGIN:
            open_.setdefault(str(where), hours(float(t_s)))
        elif kind == END and where in open_:
            spans.append((str(where), open_.pop(str(where)), hours(float(t_s))))
    end = float(run.scenario.clock.horizon_h)
    return spans + [(service, begun, end) for service, begun in open_.items()]


def overrun_at(run: RunResult, hour: float) -> set[str]:
    """Name the services that are overrun at a moment, hours since the start of the run."""
    return {service for service, begun, ended in overruns(run) if begun <= hour < ended}


def served_share(run: RunResult) -> pd.Series:
    """Tell which share of requests each service served in each hour.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    Series
        Share by row of table "service_hours": its quality; in hours in which the service is
        overrun no more than the share of tries that succeeded.
    """
    rows = run.tables["service_hours"]
    crowded = pd.Series(data=False, index=rows.index)
    for service, begun, ended in overruns(run):
        within = (rows["hour"] > begun - 1) & (rows["hour"] < ended)
        crowded |= within & (rows["service"] == service)
    tried = rows["attempts"] > 0
    found = (rows["served"] / rows["attempts"].where(tried, 1)).where(tried, rows["quality"])
    return rows["quality"].where(~crowded, rows["quality"].clip(upper=found))
