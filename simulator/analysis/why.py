"""Answer why needs of a category were unmet: by usual means, by cause, by hour, by segment."""

from typing import Any

import pandas as pd

from simulator.analysis.blame import Blame, blame
from simulator.analysis.clock import after_event_h
from simulator.analysis.harm import affected_by_hour
from simulator.analysis.lives import Need, hardest, needs_of, watched
from simulator.analysis.needs import unmet_hours
from simulator.results.run_result import PairedRun, RunResult
from simulator.units import seconds_from_hours

_UNMET = ("deferred", "abandoned", "pending")
_MOVE = ["usual", "means", "outcome"]


def why(
    paired: PairedRun,
    category: str,
    *,
    segment: str = "",
    person: int = -1,
    t_h: float | None = None,
) -> dict[str, Any]:
    """Tell why needs of a category were unmet.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.
    category : str
        Category of need.
    segment : str
        Only of this segment; empty for everyone.
    person : int
        Only of this watched person; -1 for everyone.
    t_h : float, optional
        Only what waited at this time. Hours after the event.

    Returns
    -------
    dict
        Figures scaled to residents, causes of failed tries, and lives of watched people.
    """
    run = paired.run
    found = blame(run)
    needs = [
        need
        for need in needs_of(run, found, category=category, person=person)
        if (not segment or need.segment == segment) and (t_h is None or need.covers(t_h))
    ]
    told = needs if person >= 0 else [n for n in [hardest(needs)] if n is not None]
    return {
        "scenario": run.scenario.name,
        "seed": run.seed,
        "need": category,
        "segment": segment or None,
        "person": person if person >= 0 else None,
        "at_h": t_h,
        "affected_residents": _affected(run, category, t_h),
        "unmet_need_hours": _unmet_hours(run, category, segment),
        "by_usual": _by_usual(paired, category),
        "causes": _causes(run, found, category, t_h),
        "watched": len(watched(run)),
        "lives": [_life(run, need) for need in told],
    }


def _affected(run: RunResult, category: str, t_h: float | None) -> int:
    """Count residents with an unmet need: at an hour, or in the worst hour."""
    hours = affected_by_hour(run, category)
    if hours.empty:
        return 0
    if t_h is None:
        return round(float(hours.max()))
    return round(float(hours.get(_hour(run, t_h), 0.0)))


def _hour(run: RunResult, t_h: float) -> int:
    """Give the hour of the run in which a time after the event lies."""
    return int(t_h - after_event_h(run.scenario, 0.0))


def _unmet_hours(run: RunResult, category: str, segment: str) -> float:
    rows = run.tables["harm"]
    rows = rows[rows["category"] == category]
    if segment:
        rows = rows[rows["segment"] == segment]
    return round(unmet_hours(float(rows["unmet_ms"].sum())) * run.residents_each, 1)


def _by_usual(paired: PairedRun, category: str) -> list[dict[str, Any]]:
    """Count, by usual means, needs that ended badly or went another way, beyond the twin."""
    run, twin = (_moves(part, category) for part in (paired.run, paired.baseline))
    change = (run.sub(twin, fill_value=0) * paired.run.residents_each).rename("needs").reset_index()
    rows = []
    for usual, group in change.groupby("usual"):
        by_outcome = group.groupby("outcome")["needs"].sum()
        counts = {str(o): round(float(n)) for o, n in by_outcome.items() if o != "met"}
        elsewhere = group[group["outcome"].isin(["met_elsewhere", "fallback"])]
        most = elsewhere.groupby("means")["needs"].sum().sort_values(ascending=False)
        rows.append(
            {
                "usual": str(usual),
                "unmet": sum(counts.get(outcome, 0) for outcome in _UNMET),
                **counts,
                "mostly_instead": str(most.index[0]) if len(most) and most.iloc[0] > 0 else None,
            }
        )
    return sorted(rows, key=lambda row: (-row["unmet"], row["usual"]))


def _moves(run: RunResult, category: str) -> "pd.Series[Any]":
    rows = run.tables["moves"]
    return rows[rows["category"] == category].groupby(_MOVE)["needs"].sum()


def _causes(run: RunResult, found: Blame, category: str, t_h: float | None) -> list[dict[str, Any]]:
    """Share the failed tries of the category's means out among causes, hour by hour.

    Each hour's failures of a service go to the cause in the middle of that hour.
    """
    means = {
        o.service for c in run.scenario.people.categories if c.id == category for o in c.options
    }
    rows = run.tables["service_hours"]
    rows = rows[rows["service"].isin(means) & (rows["failed"] > 0)]
    if t_h is not None:
        rows = rows[rows["hour"] == _hour(run, t_h)]
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for hour, service, failed in zip(rows["hour"], rows["service"], rows["failed"], strict=True):
        middle = after_event_h(run.scenario, seconds_from_hours(int(hour) + 0.5))
        cause = found.cause(str(service), middle, category)
        key = (str(service), cause.first)
        entry = sums.setdefault(
            key,
            {
                "service": key[0],
                "why": cause.why,
                "first_cause": cause.first,
                "chain": [f"{h.kind} {h.where}" for h in cause.chain],
                "failed_tries": 0.0,
            },
        )
        entry["failed_tries"] += float(failed) * run.residents_each
    ranked = sorted(sums.values(), key=lambda entry: -entry["failed_tries"])
    return [entry | {"failed_tries": round(entry["failed_tries"])} for entry in ranked]


def _life(run: RunResult, need: Need) -> dict[str, Any]:
    """Write one need of a watched person as an object of JSON."""
    segments = {s.id: s.name for s in run.scenario.people.segments}
    regions = {r.id: r.name for r in run.scenario.people.regions}
    return {
        "person": need.person,
        "segment": need.segment,
        "segment_name": segments.get(need.segment, need.segment),
        "region": need.region,
        "region_name": regions.get(need.region, need.region),
        "category": need.category,
        "need": need.number,
        "born_h": need.born_h,
        "outcome": need.outcome or None,
        "end_h": need.end_h,
        "steps": [
            {
                "t_h": step.t_h,
                "at": step.at,
                "step": step.step,
                "means": step.means,
                "tries": step.tries,
                "why": None if step.cause is None else step.cause.why,
                "chain": []
                if step.cause is None
                else [{"event": h.event, "kind": h.kind, "where": h.where, "at": h.at}
                      for h in step.cause.chain],
            }
            for step in need.steps
        ],
    }  # fmt: skip
