"""Show when services had more requests than they could carry."""

import pandas as pd

from simulator.analysis.overruns import crowded_hours, overruns
from simulator.results.run_result import RunResult
from simulator.units import hours


def overrun_spans(run: RunResult) -> list[tuple[str, float, float]]:
    """List service, first and last moment of every overrun; hours since the start of the run."""
    end_h = float(run.scenario.clock.horizon_h)
    return [
        (service, hours(begun_s), end_h if ended_s is None else hours(ended_s))
        for service, begun_s, ended_s in overruns(run)
    ]


def overrun_at(run: RunResult, hour: float) -> set[str]:
    """Name the services that are overrun at a moment, hours since the start of the run."""
    return {service for service, begun, ended in overrun_spans(run) if begun <= hour < ended}


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
    crowded = crowded_hours(run)
    tried = rows["attempts"] > 0
    found = (rows["served"] / rows["attempts"].where(tried, 1)).where(tried, rows["quality"])
    return rows["quality"].where(~crowded, rows["quality"].clip(upper=found))
