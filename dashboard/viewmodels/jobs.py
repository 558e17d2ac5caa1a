"""Follow the jobs that drivers and riders carry out, hour by hour."""

import pandas as pd

from dashboard.viewmodels.hours import event_hour
from simulator.results.run_result import PairedRun, RunResult


def suppliers(paired: PairedRun) -> list[str]:
    """List who carries out jobs in a run, those who lost the largest share of theirs first."""
    run, twin = (
        part.tables["jobs"].groupby("supplier")["jobs"].sum()
        for part in (paired.run, paired.baseline)
    )
    kept = run.reindex(twin.index, fill_value=0) / twin.clip(lower=1)
    return [str(name) for name in kept.sort_values(kind="stable").index]


def jobs(paired: PairedRun, supplier: str) -> pd.DataFrame:
    """List jobs by hour beside those of the twin.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    supplier : str
        Who carries them out.

    Returns
    -------
    DataFrame
        t_h (hours after the event), requests, jobs, jobs_usual; all residents.
    """
    run, twin = (_by_hour(part, supplier) for part in (paired.run, paired.baseline))
    hours = run.index.union(twin.index)
    run, twin = (part.reindex(hours, fill_value=0.0) for part in (run, twin))
    return pd.DataFrame(
        {
            "t_h": hours - event_hour(paired.run.scenario),
            "requests": run["requests"].to_numpy(),
            "jobs": run["jobs"].to_numpy(),
            "jobs_usual": twin["jobs"].to_numpy(),
        }
    )


def _by_hour(run: RunResult, supplier: str) -> pd.DataFrame:
    rows = run.tables["jobs"]
    sums = rows[rows["supplier"] == supplier].groupby("hour")[["requests", "jobs"]].sum()
    return sums * run.residents_each
