"""Lay out who needs whom at one company, with how each part fares at one moment."""

from dataclasses import dataclass

import pandas as pd

from dashboard.texts import Language
from dashboard.viewmodels.hours import event_hour
from dashboard.viewmodels.names import names
from dashboard.viewmodels.state import qualities, state_of
from simulator.model.scenario import Scenario
from simulator.results.run_result import RunResult

COLUMNS = ("zone", "component", "service")


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and links of one dependency graph."""

    nodes: pd.DataFrame
    """key, level, id, name, column, row, rows, quality, state."""
    links: pd.DataFrame
    """source, target, relation; keys of nodes."""


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
    rows = []
    for column, level in enumerate(COLUMNS):
        quality = qualities(run, level, hour)
        here = [i for i in _ids(scenario, level) if f"{level}:{i}" in used]
        for row, i in enumerate(here):
            share = quality.get(i, 1.0)
            place = (column, row, len(here), share, state_of(share))
            rows.append((f"{level}:{i}", level, i, named[i], *place))
    columns = ["key", "level", "id", "name", "column", "row", "rows", "quality", "state"]
    joined = pd.DataFrame(links, columns=["source", "target", "relation"]).drop_duplicates()
    return Picture(pd.DataFrame(rows, columns=columns), joined)


def _ids(scenario: Scenario, level: str) -> list[str]:
    if level == "zone":
        return [zone.id for site in scenario.sites for zone in site.zones]
    things = scenario.components if level == "component" else scenario.services
    return [thing.id for thing in things]


def _links(scenario: Scenario, owner: str) -> list[tuple[str, str, str]]:
    """Join what an owner's services need to where it stands, whoever runs it."""
    ours = [service for service in scenario.services if service.owner == owner]
    services = {service.id for service in scenario.services}
    links = [
        (
            f"{'service' if on in services else 'component'}:{on}",
            f"service:{s.id}",
            "needs",
        )
        for s in ours
        for feature in s.features
        for need in feature.needs
        for on in need.names
        if on != s.id
    ]
    needed = {source.partition(":")[2] for source, _, _ in links}
    for component in scenario.components:
        if component.owner == owner or component.id in needed:
            here = f"component:{component.id}"
            links += [(f"zone:{zone}", here, "houses") for zone in component.servers]
            links += [(f"zone:{s.zone}", here, "standby") for s in component.standby]
    return links
