"""Add up the harm to people: unmet need-hours, who bears them, and the time they cost."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from simulator.analysis.clock import after_event_h
from simulator.analysis.needs import FATES, unmet_hours
from simulator.analysis.rates import WAGE
from simulator.analysis.segments import by_segment
from simulator.model.parameters import constant
from simulator.results.run_result import PairedRun, RunResult
from simulator.units import MINUTE_S, hours, seconds_from_hours

EXTRA_MIN: Final = {"messaging": 3, "pay": 5, "taxi": 15, "maps": 5}
"""Minutes that a need costs more when it is met late, by other means, or not at all (judgement)."""
LEISURE_SHARE: Final = constant("leisure_share")
"""Value of leisure time against working time, customary in transport appraisal."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The worst hour of a run."""

    residents: int
    """Residents with an unmet need beyond its tolerance in that hour."""
    hour: int
    """Hour of the run, counted from 0."""
    at_h: float
    """Its beginning, hours after the event."""


def hour_from(at_h: float) -> str:
    """Write the hour that begins at a time, as every text about the peak does.

    >>> hour_from(10.5), hour_from(3.0)
    ('10.5-11.5', '3-4')
    """
    return f"{round(at_h, 1):g}-{round(at_h + 1, 1):g}"


def affected_by_hour(run: RunResult, category: str = "any") -> pd.Series:
    """Count the residents with an unmet need in each hour of the run, all regions together.

    Parameters
    ----------
    run : RunResult
        A finished run.
    category : str
        Category of need; 'any' counts each person once.

    Returns
    -------
    Series of float
        Residents, indexed by hour of the run.
    """
    rows = run.tables["affected_hours"]
    rows = rows[rows["category"] == category]
    return rows.groupby("hour")["people"].sum() * run.residents_each


def peak_affected(run: RunResult, category: str = "any") -> Peak | None:
    """Find the hour with most affected residents, none if nobody ever was."""
    affected = affected_by_hour(run, category)
    if affected.empty or affected.max() <= 0:
        return None
    hour = int(affected.to_numpy().argmax())
    hour = int(affected.index[hour])
    start_s = seconds_from_hours(hour)
    return Peak(round(float(affected.max())), hour, after_event_h(run.scenario, start_s))


def _need_hours(run: RunResult) -> pd.Series:
    """Sum the unmet hours of each category, scaled to residents."""
    unmet = run.tables["harm"].groupby("category")["unmet_ms"].sum()
    return unmet.map(unmet_hours) * run.residents_each


def extra_hours(paired: PairedRun) -> float:
    """Sum the extra time that people spent beyond the twin, scaled to residents.

    A need counts as failed when the twin without the fault would have met it in time in the
    usual way. Categories without a figure for the extra minutes are left out.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    float
        Hours.
    """
    usual, late = FATES[0], list(FATES[1:])
    spent_h = 0.0
    for part, sign in ((paired.run, 1), (paired.baseline, -1)):
        needs = part.tables["need_hours"].groupby("category")[[usual, *late]].sum()
        failed = needs[late].sum(axis="columns")
        for category, minutes in EXTRA_MIN.items():
            spent_h += sign * float(failed.get(category, 0)) * hours(minutes * MINUTE_S)
    return spent_h * paired.run.residents_each


def time_cost_krw(paired: PairedRun) -> float:
    """Value the extra time that people spent, at the mean wage. Won, scaled to residents."""
    return extra_hours(paired) * WAGE.central


def harm_summary(paired: PairedRun) -> dict[str, Any]:
    """Describe the harm to people, scaled to residents.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict
        Unmet need-hours (h) as they are, weighted, of the twin, and by segment; money (won).
    """
    unmet = _need_hours(paired.run)
    weights = {c.id: c.weight for c in paired.run.scenario.people.categories}
    weighted = sum(float(value) * weights[str(name)] for name, value in unmet.items())
    cost = time_cost_krw(paired)
    return {
        "unmet_need_hours": round(float(unmet.sum()), 1),
        "unmet_need_hours_weighted": round(weighted, 1),
        "unmet_need_hours_baseline": round(float(_need_hours(paired.baseline).sum()), 1),
        "money_krw": {
            "time_cost": round(cost),
            "time_cost_as_leisure": round(cost * LEISURE_SHARE),
        },
        "by_segment": by_segment(paired.run),
    }
