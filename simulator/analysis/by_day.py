"""Add up the tables of a run by day, once, so that many panels can look at them."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from simulator.analysis.needs import FATES
from simulator.results.run_result import RunResult
from simulator.units import HOURS_PER_DAY

Counts = dict[tuple[str, int], float]
"""By service or category, and day of the run."""
_MET = [fate for fate in FATES if fate != "abandoned"]
_CHILDREN = "children"


class Days(NamedTuple):
    """What simulated people did on each day of a run."""

    run: RunResult
    users: Counts
    """People with at least one try, by service."""
    installs: Counts
    """Apps taken up, by service."""
    served: Counts
    """Tries that succeeded, by service."""
    failed: Counts
    """Tries that failed, by service."""
    futile: Counts
    """Tries that failed and whose next try failed as well, by service (an estimate)."""
    late: Counts
    """Needs met after their tolerance, by service (an estimate)."""
    met: Counts
    """Needs that ended that day by being met, by category."""
    hit: Counts
    """People with an unmet need in the worst hour of the day, by category."""
    users_in: dict[tuple[str, int], dict[str, float]]
    """Users of each segment, by service."""
    grown_ups: dict[str, float]
    """People of each segment."""


def days_of(run: RunResult) -> Days:
    """Add up a run by day.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    Days
        Counts of simulated people, not scaled to residents.
    """
    tables = run.tables
    needs = _with_day(tables["need_hours"])
    tries = _with_day(tables["service_hours"])
    tries["futile"] = tries["failed"] ** 2 / (tries["served"] + tries["failed"]).clip(lower=1)
    apps = tables["app_days"].groupby(["service", "day"])[["daily_users", "installs"]].sum()
    tried = tries.groupby(["service", "day"])[["served", "failed", "futile"]].sum()
    met = needs.groupby(["category", "day"])[_MET].sum().sum(axis=1)
    people = tables["people"].groupby("segment")["people"].sum()
    return Days(
        run=run,
        users=_counts(apps["daily_users"]),
        installs=_counts(apps["installs"]),
        served=_counts(tried["served"]),
        failed=_counts(tried["failed"]),
        futile=_counts(tried["futile"]),
        late=_late(tables["moves"], needs),
        met=_counts(met),
        hit=_hit(tables["affected_hours"]),
        users_in=_by_segment(tables["segment_days"]),
        grown_ups={str(k): float(n) for k, n in people.items() if k != _CHILDREN},
    )


def _with_day(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(day=table["hour"] // HOURS_PER_DAY)


def _counts(column: pd.Series) -> Counts:
    """Make a plain dictionary of a column indexed by name and day; absent means 0."""
    names, days = (column.index.get_level_values(level).tolist() for level in (0, 1))
    return defaultdict(float, zip(zip(names, days, strict=True), column.tolist(), strict=True))


def _late(moves: pd.DataFrame, needs: pd.DataFrame) -> Counts:
    """Estimate the needs that each service met late on each day.

    Lateness is counted by category and hour, means only over the whole run: the day's late needs
    of a category are shared out as those of the run were.
    """
    rows = moves[moves["outcome"] == "deferred"]
    whole = rows.groupby("category")["needs"].sum().to_dict()
    by_day = _counts(needs.groupby(["category", "day"])["deferred"].sum())
    names, services, parts = (rows[name].tolist() for name in ("category", "means", "needs"))
    counts: Counts = defaultdict(float)
    for category, service, part in zip(names, services, parts, strict=True):
        for (other, day), deferred in by_day.items():
            if other == category:
                counts[service, day] += part / whole[category] * deferred
    return counts


def _hit(affected: pd.DataFrame) -> Counts:
    hours = affected.groupby(["category", "hour"])["people"].sum().reset_index()
    return _counts(_with_day(hours).groupby(["category", "day"])["people"].max())


def _by_segment(table: pd.DataFrame) -> dict[tuple[str, int], dict[str, float]]:
    found: dict[tuple[str, int], dict[str, float]] = {}
    names, days = table["service"].tolist(), table["day"].tolist()
    rows = zip(names, days, table["segment"].tolist(), table["daily_users"].tolist(), strict=True)
    for service, day, segment, users in rows:
        found.setdefault((service, day), {})[segment] = float(users)
    return found
