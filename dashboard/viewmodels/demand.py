"""Follow what became of one need, hour by hour."""

import pandas as pd

from dashboard.viewmodels.hours import event_hour
from simulator.results.run_result import PairedRun

SHIFTED = ["met_elsewhere", "fallback"]


def demand(paired: PairedRun, category: str) -> pd.DataFrame:
    """Tell how many needs were met, shifted, met late or given up in each hour.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    category : str
        Category of need.

    Returns
    -------
    DataFrame
        t_h (hours after the event), met, shifted (by another app or outside apps), late, unmet,
        waiting, usual (what the twin met in time); needs of all residents.
    """
    run, twin = (_of(part.tables["need_hours"], category) for part in (paired.run, paired.baseline))
    scale = paired.run.residents_each
    usual = twin[["met", *SHIFTED]].sum(axis="columns").reindex(run.index).fillna(0)
    table = pd.DataFrame(
        {
            "t_h": run.index - event_hour(paired.run.scenario),
            "met": run["met"] * scale,
            "shifted": run[SHIFTED].sum(axis="columns") * scale,
            "late": run["deferred"] * scale,
            "unmet": run["abandoned"] * scale,
            "waiting": run["pending"] * scale,
            "usual": usual * scale,
        }
    )
    return table.reset_index(drop=True)


def _of(hours: pd.DataFrame, category: str) -> pd.DataFrame:
    return hours[hours["category"] == category].set_index("hour").sort_index()
