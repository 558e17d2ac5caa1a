"""Count what became of people's needs, and by which means they were met."""

from typing import Any

import pandas as pd

from simulator.results.run_result import PairedRun, RunResult
from simulator.units import MS_PER_S, hours

AS_USUAL = ("met", "met_elsewhere", "fallback")
"""Ends of a need that are no move where the means is the usual one."""
FATES = ("met", "met_elsewhere", "fallback", "deferred", "abandoned")
"""What can become of a need; the rest is pending."""
_MOVE = ["category", "usual", "means", "outcome"]


def unmet_hours(unmet_ms: float) -> float:
    """Convert milliseconds to hours, rounded to a ten-thousandth.

    >>> unmet_hours(5_400_000)
    1.5
    """
    return round(hours(unmet_ms / MS_PER_S), 4)


def need_summary(run: RunResult) -> dict[str, dict[str, Any]]:
    """Count needs by category; arrived is the exact sum of what became of them.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By category: needs of simulated people (counts), and their unmet hours (h).
    """
    by_hour = run.tables["need_hours"]
    unmet = run.tables["harm"].groupby("category")["unmet_ms"].sum()
    result: dict[str, dict[str, Any]] = {}
    for category in run.scenario.people.categories:
        rows = by_hour[by_hour["category"] == category.id].sort_values("hour")
        counts = {name: int(rows[name].sum()) for name in ("arrived", *FATES)}
        counts["pending"] = int(rows["pending"].iloc[-1]) if len(rows) else 0
        lost = unmet_hours(float(unmet.get(category.id, 0)))
        result[category.id] = counts | {"unmet_need_hours": lost}
    return result


def flows(paired: PairedRun) -> pd.DataFrame:
    """Compare by which means needs were met with the twin in which nothing went wrong.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    DataFrame
        category, usual, means, outcome, needs: the difference in needs, scaled to residents,
        for the needs that arose after the event; largest gains first, losses last.
    """
    run, twin = (part.tables["moves"].set_index(_MOVE)["needs"] for part in _parts(paired))
    change = run.sub(twin, fill_value=0) * paired.run.residents_each
    table = change.rename("needs").reset_index()
    table = table[table["needs"] != 0]
    return table.sort_values(["needs", *_MOVE], ascending=[False, *[True] * 4], ignore_index=True)


def moved_only(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the gains, without needs that were met by their usual means.

    Parameters
    ----------
    table : DataFrame
        What `flows` returns.

    Returns
    -------
    DataFrame
        Its rows with more needs than in the twin that went another way, came late, or were unmet.
    """
    stayed = (table["usual"] == table["means"]) & table["outcome"].isin(AS_USUAL)
    return table[(table["needs"] > 0) & ~stayed]


def _parts(paired: PairedRun) -> tuple[RunResult, RunResult]:
    return paired.run, paired.baseline
