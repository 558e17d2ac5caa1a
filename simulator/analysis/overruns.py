"""Find when services had more requests than they could carry."""

from typing import Any, Final, NamedTuple

import pandas as pd

from simulator.analysis.clock import after_event_h, horizon_s
from simulator.results.run_result import RunResult
from simulator.units import hours

BEGIN: Final = "service-overrun"
END: Final = "service-relieved"


class Overrun(NamedTuple):
    """One span of time in which a service was overrun."""

    service: str
    begun_s: float
    """Since the start of the run, seconds."""
    ended_s: float | None
    """The same; none where it lasted to the end."""


def overruns(run: RunResult) -> list[Overrun]:
    """List the spans of time in which a service was overrun.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    list of Overrun
        In the order in which they ended; those that lasted to the end come last.
    """
    events = run.tables["events"].sort_values("event")
    found: list[Overrun] = []
    open_: dict[str, float] = {}
    for kind, where, t_s in zip(events["kind"], events["where"], events["t_s"], strict=True):
        if kind == BEGIN:
            open_.setdefault(str(where), float(t_s))
        elif kind == END and where in open_:
            found.append(Overrun(str(where), open_.pop(str(where)), float(t_s)))
    return found + [Overrun(service, begun_s, None) for service, begun_s in open_.items()]


def crowded_hours(run: RunResult) -> pd.Series:
    """Mark the rows of table "service_hours" in which the service was overrun for some time."""
    rows = run.tables["service_hours"]
    crowded = pd.Series(data=False, index=rows.index)
    for service, begun_s, ended_s in overruns(run):
        begun, ended = (
            hours(begun_s),
            hours(horizon_s(run.scenario) if ended_s is None else ended_s),
        )
        within = (rows["hour"] > begun - 1) & (rows["hour"] < ended)
        crowded |= within & (rows["service"] == service)
    return crowded


def overrun_summary(run: RunResult) -> dict[str, dict[str, Any]]:
    """Sum up when each service was overrun, and how many tries failed in those hours.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By service that was ever overrun: number of spans, first begin and last end (hours after
        the event; none where it lasted to the end), hours in all (h), and tries of simulated
        people and how many of them failed in every hour in which it was overrun (counts).
    """
    tries = run.tables["service_hours"][crowded_hours(run)]
    sums = {name: tries.groupby("service")[name].sum().to_dict() for name in ("attempts", "failed")}
    found: dict[str, dict[str, Any]] = {}
    for service, begun_s, ended_s in overruns(run):
        until_s = horizon_s(run.scenario) if ended_s is None else ended_s
        told = found.setdefault(
            service,
            {"spans": 0, "from_h": after_event_h(run.scenario, begun_s), "until_h": None,
             "hours": 0.0, "attempts": 0, "failed": 0},
        )  # fmt: skip
        told["spans"] += 1
        told["hours"] = round(told["hours"] + hours(until_s - begun_s), 4)
        told["until_h"] = None if ended_s is None else after_event_h(run.scenario, ended_s)
        told |= {name: int(counts.get(service, 0)) for name, counts in sums.items()}
    return found
