"""Credit adoptions to what moved people, follow who can be reached, and count suppliers' jobs."""

from typing import Any, Final

from simulator.analysis.clock import after_event_h
from simulator.results.run_result import PairedRun, RunResult
from simulator.results.steps import CAUSES, RULES
from simulator.units import seconds_from_hours

_WHOLE: Final = 1_000_000
"""Millionths in one adoption."""


def attribution(run: RunResult) -> dict[str, dict[str, dict[str, float]]]:
    """Credit the adoptions of each app to what moved people.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By service, then rule (first, last, linear, decay), then cause: persons, scaled to
        residents. Under every rule an adoption counts once, so that the rules' sums agree.
    """
    found: dict[str, dict[str, dict[str, float]]] = {}
    for row in run.tables["adoptions"].to_dict("records"):
        rules = found.setdefault(
            str(row["service"]), {rule: dict.fromkeys(CAUSES, 0.0) for rule in RULES}
        )
        for rule in RULES:
            moved = int(row[f"{rule}_ppm"]) / _WHOLE * run.residents_each
            rules[rule][str(row["cause"])] = round(moved, 1)
    return found


def reachability(paired: PairedRun) -> dict[str, Any]:
    """Tell which share of ties could reach each other, hour by hour, and at worst.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict
        Hours after the event, shares by any channel and by messengers alone, and the lowest
        share with its hour; empty lists where no ties were built.
    """
    rows = paired.run.tables["reachability"].sort_values("hour")
    rows = rows[rows["ties"] > 0]
    hours = [_hour(paired.run, int(hour)) for hour in rows["hour"]]
    shares, messengers = (
        [round(float(share), 6) for share in rows[name] / rows["ties"]]
        for name in ("reachable", "by_messenger")
    )
    lowest = min(shares, default=None)
    return {
        "at_h": hours,
        "share": shares,
        "by_messenger": messengers,
        "lowest": lowest,
        "lowest_at_h": None if lowest is None else hours[shares.index(lowest)],
    }


def supplied(paired: PairedRun) -> dict[str, Any]:
    """Count the jobs that suppliers were asked for, had, and lost against the twin.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict
        By supplier and service: requests, jobs and jobs of the twin, scaled to residents.
    """
    found: dict[str, dict[str, dict[str, float]]] = {}
    keys = ["supplier", "service"]
    scale = paired.run.residents_each
    for name, part in (("", paired.run), ("_baseline", paired.baseline)):
        sums = part.tables["jobs"].groupby(keys)[["requests", "jobs"]].sum().reset_index()
        for row in sums.to_dict("records"):
            entry = found.setdefault(str(row["supplier"]), {}).setdefault(str(row["service"]), {})
            for value in ("requests", "jobs"):
                entry[f"{value}{name}"] = round(float(row[value]) * scale, 1)
    return found


def _hour(run: RunResult, hour: int) -> float:
    """Give the beginning of an hour of the run in hours after the event."""
    return after_event_h(run.scenario, seconds_from_hours(hour))
