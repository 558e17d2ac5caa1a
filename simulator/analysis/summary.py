"""Sum a finished run up: the object that `linchpin run --format json` prints."""

from collections.abc import Iterable
from dataclasses import asdict
from importlib import metadata
from typing import Any

from simulator.analysis.afterwards import afterwards
from simulator.analysis.apps import app_summary
from simulator.analysis.attribution import attribution, reachability, supplied
from simulator.analysis.crowding import enough_people, too_few_people_for
from simulator.analysis.harm import harm_summary, peak_affected
from simulator.analysis.ledger import accounts
from simulator.analysis.needs import flows, moved_only, need_summary
from simulator.analysis.observed import compare_with
from simulator.analysis.overruns import overrun_summary
from simulator.analysis.panels import panel_report, panels_of
from simulator.analysis.rests_on import rests_on
from simulator.analysis.services import feature_summary, service_summary
from simulator.model.compensation import Compensation
from simulator.model.evidence import Observation
from simulator.results.digest import digest
from simulator.results.run_result import PairedRun
from simulator.units import seconds_from_hours


def summarise(
    paired: PairedRun,
    observations: Iterable[Observation] = (),
    rules: Iterable[Compensation] = (),
    *,
    wall_s: float | None = None,
) -> dict[str, Any]:
    """Sum a run and its twin up as one JSON object.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    observations : iterable of Observation
        What was observed in the same case.
    rules : iterable of Compensation
        Who is paid what, by which rule.
    wall_s : float, optional
        Time that the computation took. Seconds; none where it was read from the store.

    Returns
    -------
    dict
        Times in hours after the event; services and needs count simulated people; apps, harm,
        moves and observations are scaled to residents. `rests_on` says of each of them on what
        it rests.
    """
    run = paired.run
    seen = tuple(observations)
    peak = peak_affected(run)
    needs = need_summary(run)
    return {
        "scenario": run.scenario.name,
        "seed": run.seed,
        "people": run.people,
        "residents": run.scenario.people.residents,
        "version": metadata.version("linchpin"),
        "digest": digest(run.tables),
        "services": service_summary(run),
        "features": feature_summary(run),
        "overruns": overrun_summary(run),
        "needs": needs,
        "needs_baseline": need_summary(paired.baseline),
        "apps": app_summary(paired),
        "harm": harm_summary(paired) | {"accounts": accounts(paired, rules)},
        "attribution": attribution(run),
        "reachability": reachability(paired),
        "jobs": supplied(paired),
        "afterwards": afterwards(paired),
        "peak_people_affected": peak.residents if peak else 0,
        "peak_at_h": peak.at_h if peak else None,
        "moves": _moves(paired),
        "too_few_people_for": too_few_people_for(paired),
        "enough_people": enough_people(paired),
        "observations": compare_with(paired, seen),
        "panels": panel_report(run, panels_of(seen)),
        "rests_on": {name: asdict(badge) for name, badge in rests_on(run.scenario).items()},
        "performance": {
            "wall_s": wall_s,
            "beats": _beats(paired),
            "needs_simulated": sum(counts["arrived"] for counts in needs.values()),
        },
    }


def _moves(paired: PairedRun) -> list[dict[str, Any]]:
    """List the gains against the twin, largest first: who met which need how instead."""
    gains = moved_only(flows(paired))
    return [
        {
            "category": row["category"],
            "usual": row["usual"],
            "means": row["means"],
            "outcome": row["outcome"],
            "needs": round(row["needs"]),
        }
        for row in gains.to_dict("records")
    ]


def _beats(paired: PairedRun) -> int:
    clock = paired.run.scenario.clock
    return round(seconds_from_hours(clock.horizon_h) / clock.beat_s)
