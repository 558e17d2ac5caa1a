"""Compute the observed times of recovery and the machines that ran."""

from typing import Final

from simulator.analysis.clock import after_event_h, event_s, horizon_s
from simulator.analysis.overruns import overruns
from simulator.analysis.services import (
    Times,
    feature_names,
    feature_times,
    service_times,
)
from simulator.model.evidence import Observation
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Service
from simulator.results.run_result import PairedRun, RunResult
from simulator.units import seconds_from_hours

NEVER_DOWN: Final = "never stopped in the simulation"
NEVER_OVERRUN: Final = "never had more requests than room in the simulation"
NOT_BACK: Final = "not back by the end of the run"
NOT_REACHED: Final = "after the end of the run"
UNKNOWN: Final = "the scenario has no such service, owner or site"


def first_function(paired: PairedRun, observation: Observation) -> float | str:
    """Tell when the first lost function of a service or owner worked again, hours."""
    times = _times(paired.run, observation)
    if times is None:
        return UNKNOWN
    if times.down_from_h is None:
        return NEVER_DOWN
    return NOT_BACK if times.first_function_h is None else times.first_function_h


def full_function(paired: PairedRun, observation: Observation) -> float | str:
    """Tell from when everything of a service or owner worked, hours."""
    times = _times(paired.run, observation)
    if times is None:
        return UNKNOWN
    if times == Times():
        return NEVER_DOWN
    return NOT_BACK if times.full_function_h is None else times.full_function_h


def overrun_until(paired: PairedRun, observation: Observation) -> float | str:
    """Tell until when a service last had more requests than it could carry, hours."""
    run, subject = paired.run, observation.subject
    if subject not in {service.id for service in run.scenario.services}:
        return UNKNOWN
    ends = [span.ended_s for span in overruns(run) if span.service == subject]
    if not ends:
        return NEVER_OVERRUN
    known = [end for end in ends if end is not None]
    return after_event_h(run.scenario, max(known)) if len(known) == len(ends) else NOT_BACK


def _times(run: RunResult, observation: Observation) -> Times | None:
    """Find the three moments of the feature, the service, or all services of the owner."""
    services = _services(run.scenario, observation.subject)
    if not services:
        return None
    if not observation.feature:
        return service_times(run, services)
    name = f"{observation.subject}.{observation.feature}"
    known = {name for service in services for name in feature_names(service)}
    return feature_times(run)[name] if name in known else None


def _services(scenario: Scenario, subject: str) -> list[Service]:
    """Find a service by its name, or else those of the owner of that name."""
    named = [service for service in scenario.services if service.id == subject]
    return named or [service for service in scenario.services if service.owner == subject]


def live_servers(paired: PairedRun, observation: Observation) -> float | str:
    """Count an owner's machines that ran in a site at an instant; the feature names the owner."""
    run = paired.run
    sites = [site for site in run.scenario.sites if site.id == observation.subject]
    if not sites or observation.at_h is None:
        return UNKNOWN
    at_s = event_s(run.scenario) + seconds_from_hours(observation.at_h)
    if at_s > horizon_s(run.scenario):
        return NOT_REACHED
    zones = {zone.id for zone in sites[0].zones}
    return sum(
        _live_there(run, component, zones, at_s)
        for component in run.scenario.components
        if component.owner == observation.feature
    )


def _live_there(run: RunResult, component: Component, zones: set[str], at_s: float) -> float:
    """Count a component's running machines in some zones; those elsewhere are taken to run."""
    everywhere = sum(component.servers.values())
    here = sum(n for zone, n in component.servers.items() if zone in zones)
    states = run.tables["states"]
    rows = states[(states["level"] == "component") & (states["element"] == component.id)]
    rows = rows[rows["t_s"] <= at_s].sort_values("row")
    share = float(rows["live"].iloc[-1]) if len(rows) else 1.0
    return max(0.0, min(float(here), share * everywhere - (everywhere - here)))
