"""Follow how many people are affected, hour by hour."""

import pandas as pd

from dashboard.viewmodels.hours import event_hour
from simulator.analysis.harm import affected_by_hour
from simulator.results.run_result import RunResult


def affected(run: RunResult, category: str = "any") -> pd.DataFrame:
    """Count the residents with an unmet need in every hour, zero where nobody is.

    Parameters
    ----------
    run : RunResult
        A finished run.
    category : str
        Category of need; 'any' counts each person once.

    Returns
    -------
    DataFrame
        t_h (hours after the event), affected (residents).
    """
    counts = affected_by_hour(run, category)
    whole = range(int(run.scenario.clock.horizon_h))
    counts = counts.reindex(whole).fillna(0.0)
    start = event_hour(run.scenario)
    return pd.DataFrame({"t_h": counts.index - start, "affected": counts.to_numpy()})
