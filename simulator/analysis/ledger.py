"""Keep the ledger of harm: people, money and distribution, three accounts never added."""

from collections.abc import Iterable
from typing import Any

from simulator.analysis.apps import apps, by_day
from simulator.analysis.clock import in_day, whole_days
from simulator.analysis.compensation import transfers
from simulator.analysis.money import money_lines, told
from simulator.analysis.needs import unmet_hours
from simulator.analysis.segments import distribution
from simulator.model.compensation import Compensation
from simulator.results.run_result import PairedRun, RunResult


def accounts(paired: PairedRun, rules: Iterable[Compensation] = ()) -> dict[str, Any]:
    """Write the three accounts, and what was paid between their parties.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.
    rules : iterable of Compensation
        Who is paid what, by which rule.

    Returns
    -------
    dict
        people (need-hours), money (won), distribution (per head), transfers (won). No figure of
        one account may be added to one of another: they measure the same harm in other ways.
    """
    return {
        "people": _people(paired),
        "money": told(money_lines(paired)),
        "distribution": distribution(paired.run),
        "transfers": transfers(paired, rules),
    }


def _people(paired: PairedRun) -> dict[str, Any]:
    """Account for unmet need-hours, the union of intervals of each person and category."""
    run, twin = _by_category(paired.run), _by_category(paired.baseline)
    rows: dict[str, dict[str, Any]] = {}
    for category in paired.run.scenario.people.categories:
        lost, usual = run[category.id], twin[category.id]
        rows[category.id] = {
            "name": category.name,
            "name_ko": category.name_ko,
            "weight": category.weight,
            "unmet_need_hours": lost[0],
            "unmet_need_hours_baseline": usual[0],
            "weighted": round(category.weight * lost[0], 1),
            "people_hit": lost[1],
        }
    total = sum(row["unmet_need_hours"] for row in rows.values())
    residents = paired.run.scenario.people.residents
    return {
        "unit": "need-hours",
        "headline": round(total, 1),
        "weighted": round(sum(row["weighted"] for row in rows.values()), 1),
        "per_1000_residents": round(1000 * total / residents, 3),
        "by_category": rows,
        "user_hours_exposed": exposed(paired),
    }


def _by_category(run: RunResult) -> dict[str, tuple[float, int]]:
    """Sum unmet hours and people hit by category, scaled to residents."""
    sums = run.tables["harm"].groupby("category")[["unmet_ms", "people_hit"]].sum()
    lost_ms, hit = (sums[name].to_dict() for name in ("unmet_ms", "people_hit"))
    found = {}
    for category in (c.id for c in run.scenario.people.categories):
        hours = unmet_hours(float(lost_ms.get(category, 0))) * run.residents_each
        found[category] = (round(hours, 1), round(float(hit.get(category, 0)) * run.residents_each))
    return found


def exposed(paired: PairedRun) -> dict[str, float]:
    """Sum the hours for which users of each app had it in part or not at all.

    Users of a day are those of the twin; quality counts by the hour.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict of str to float
        User-hours of each app that was impaired, scaled to residents.
    """
    users = by_day(paired.baseline, "daily_users") * paired.run.residents_each
    hours = paired.run.tables["service_hours"]
    bad = hours[
        (hours["quality"] < 1.0) & (hours["hour"].map(in_day) < whole_days(paired.run.scenario))
    ]
    known = bad[bad["service"].isin(apps(paired.run.scenario))]
    result: dict[str, float] = {}
    for name, rows in known.groupby("service"):
        here = users[name].reindex(rows["hour"].map(in_day)).to_numpy()
        result[str(name)] = round(float((here * (1.0 - rows["quality"].to_numpy())).sum()), 1)
    return result
