"""Reckon what rules of compensation transfer between those who failed and those who bore it."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from typing import Any

from simulator.analysis.apps import by_day
from simulator.analysis.clock import after_event_h, horizon_s
from simulator.analysis.segments import by_segment
from simulator.analysis.services import Times, service_times
from simulator.errors import ScenarioError
from simulator.model.compensation import Compensation
from simulator.model.complaint import unknown
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun
from simulator.units import HOURS_PER_DAY

USERS = "users"
RULES = "compensation_rules.csv"
"""The table of rules, as messages name it."""


def transfers(paired: PairedRun, rules: Iterable[Compensation]) -> list[dict[str, Any]]:
    """Reckon every transfer; a transfer is no harm and takes none away.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.
    rules : iterable of Compensation
        Who is paid what; only those of the scenario's case, and of services it knows, count.

    Returns
    -------
    list of dict
        Payer, payee, persons, won for each and in all.

    Raises
    ------
    ScenarioError
        If a rule pays each of a segment that the scenario does not have.
    """
    scenario = paired.run.scenario
    known = {service.id: service for service in scenario.services}
    rules = [rule for rule in rules if rule.case == scenario.case and rule.service in known]
    _refuse_strangers(scenario, rules)
    last_h = after_event_h(scenario, horizon_s(scenario))
    return [
        _transfer(paired, rule, days_down(service_times(paired.run, [known[rule.service]]), last_h))
        for rule in rules
    ]


def _refuse_strangers(scenario: Scenario, rules: Iterable[Compensation]) -> None:
    """Refuse payees whom nobody counted: they would be paid nothing without a word."""
    payees = (USERS, *(segment.id for segment in scenario.people.segments))
    problems = [
        replace(problem, file=RULES, hint=problem.hint or "or say how many in 'payees'")
        for rule in rules
        if rule.payees is None
        for problem in unknown(f"{rule.id}.payee", rule.payee, "segment, or 'users'", payees)
    ]
    if problems:
        raise ScenarioError(RULES, problems)


def _transfer(paired: PairedRun, rule: Compensation, days: int) -> dict[str, Any]:
    heads = 1.0 if rule.rule == "sum" else _payees(paired, rule)
    times = {"nothing": 0.0, "fee-days": rule.multiple * days}.get(rule.rule, 1.0)
    if not days:
        times = 0.0  # nothing failed, nothing is paid
    parts = (rule.low_krw, rule.central_krw, rule.high_krw)
    low, central, high = (round(part * times * heads) for part in parts)
    return {
        "id": rule.id,
        "name": rule.name,
        "name_ko": rule.name_ko,
        "rule": rule.rule,
        "payer": rule.payer,
        "payee": rule.payee,
        "payees": round(_payees(paired, rule)),
        "kind": rule.kind,
        "days": days,
        "each": None if rule.rule == "sum" else round(rule.central_krw * times),
        "low": low,
        "central": central,
        "high": high,
        "basis": rule.basis,
        "source": rule.source,
        "note": rule.note,
    }


def days_down(times: Times, last_h: float) -> int:
    """Count the days begun between going down and being whole again.

    Parameters
    ----------
    times : Times
        Moments of a service, hours after the event.
    last_h : float
        End of the run, for a service that never came back. Hours after the event.

    Returns
    -------
    int
        Days.

    Examples
    --------
    >>> days_down(Times(0.0, 10.0, 30.0), 200.0)
    2
    """
    if times.down_from_h is None:
        return 0
    end = last_h if times.full_function_h is None else times.full_function_h
    return ceil((end - times.down_from_h) / HOURS_PER_DAY)


def _payees(paired: PairedRun, rule: Compensation) -> float:
    if rule.payees is not None:
        return rule.payees
    if rule.payee == USERS:
        users = by_day(paired.baseline, "daily_users")
        return float(users[rule.service].max()) * paired.run.residents_each
    return float(by_segment(paired.run)[rule.payee]["residents"])
