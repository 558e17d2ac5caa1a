"""Lay out who needs whom at one company, with how each part fares at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from dashboard.texts import Language
from dashboard.viewmodels.hours import event_hour
from dashboard.viewmodels.names import names
from dashboard.viewmodels.state import conditions, qualities, state_of
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Service
from simulator.results.run_result import RunResult

Link: TypeAlias = tuple[str, str, str]
COLUMNS = ("zone", "component", "service")


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and links of one dependency graph."""

    nodes: pd.DataFrame
    """key, level, id, name, column, row, rows, quality, state, condition, pattern."""
    links: pd.DataFrame
    """source, target (keys of nodes), relation: houses, standby, needs, recovery, restart."""


def owners(scenario: Scenario) -> list[str]:
    """List the companies that run machines, those with most components first."""
    counts = {owner.id: 0 for owner in scenario.owners}
    for component in scenario.components:
        counts[component.owner] += 1
    ranked = sorted(counts, key=lambda owner: -counts[owner])
    return [owner for owner in ranked if counts[owner]]


def dependence(run: RunResult, owner: str, t_h: float, lang: Language) -> Picture:
    """Draw zones, components and services of one owner, each with its state.

    Parameters
    ----------
    run : RunResult
        A finished run.
    owner : str
        Whose machines and services are meant.
    t_h : float
        Hours after the event.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    Picture
        Columns zone, component, service from left to right.
    """
    scenario = run.scenario
    links = _links(scenario, owner)
    used = {key for link in links for key in link[:2]}
    named = names(scenario, lang)
    hour = t_h + event_hour(scenario)
    patterns = {component.id: component.pattern for component in scenario.components}
    rows = []
    for column, level in enumerate(COLUMNS):
        quality, condition = qualities(run, level, hour), conditions(run, level, hour)
        here = [i for i in _ids(scenario, level) if f"{level}:{i}" in used]
        for row, i in enumerate(here):
            share = quality.get(i, 1.0)
            told = (share, state_of(share), condition.get(i, "up"))
            pattern = patterns[i] if level == "component" else ""
            rows.append(
                (f"{level}:{i}", level, i, named[i], column, row, len(here), *told, pattern)
            )
    columns = ["key", "level", "id", "name", "column", "row", "rows", "quality", "state",
               "condition", "pattern"]  # fmt: skip
    joined = pd.DataFrame(links, columns=["source", "target", "relation"]).drop_duplicates()
    return Picture(pd.DataFrame(rows, columns=columns), joined)


def _ids(scenario: Scenario, level: str) -> list[str]:
    if level == "zone":
        return [zone.id for site in scenario.sites for zone in site.zones]
    things = scenario.components if level == "component" else scenario.services
    return [thing.id for thing in things]


def _links(scenario: Scenario, owner: str) -> list[Link]:
    """Join what an owner's services need to where it stands, whoever runs it."""
    links = [
        (f"{_level(scenario, on)}:{on}", f"service:{service.id}", "needs")
        for service in _services(scenario, owner)
        for on in _needs(service)
        if on != service.id
    ]
    shown = {component.id for component in scenario.components if component.owner == owner}
    shown |= {source.partition(":")[2] for source, _, _ in links}
    backward = [link for c in scenario.components if c.id in shown for link in _backward(c)]
    shown |= {source.partition(":")[2] for source, _, _ in backward}
    houses = [link for c in scenario.components if c.id in shown for link in _houses(c)]
    return [*links, *backward, *houses]


def _services(scenario: Scenario, owner: str) -> list[Service]:
    """List the services of an owner; of one without any, those that its machines carry."""
    ours = [service for service in scenario.services if service.owner == owner]
    machines = {component.id for component in scenario.components if component.owner == owner}
    return ours or [s for s in scenario.services if not machines.isdisjoint(_needs(s))]


def _needs(service: Service) -> list[str]:
    return [on for feature in service.features for need in feature.needs for on in need.names]


def _level(scenario: Scenario, name: str) -> str:
    return "service" if any(service.id == name for service in scenario.services) else "component"


def _houses(component: Component) -> Iterator[Link]:
    """Lead from the zones in which a component stands to it."""
    for zone in component.servers:
        yield f"zone:{zone}", f"component:{component.id}", "houses"
    for standby in component.standby:
        yield f"zone:{standby.zone}", f"component:{component.id}", "standby"


def _backward(component: Component) -> Iterator[Link]:
    """Lead from what a component's switch or restart needs to it."""
    for on in component.recovery_needs:
        yield f"component:{on}", f"component:{component.id}", "recovery"
    for on in component.restart_needs:
        yield f"component:{on}", f"component:{component.id}", "restart"
