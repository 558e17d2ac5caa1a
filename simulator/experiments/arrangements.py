"""Arrange one owner by each redundancy pattern, all else alike."""

from collections import Counter
from dataclasses import dataclass

from simulator.model.base import Duration
from simulator.model.patterns import TRAITS, Pattern
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Standby

CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A column of the matrix."""

    short: str
    """Heading of its column."""
    name: str
    """What a planner calls it."""
    pattern: Pattern | None
    """The pattern of everything but the control plane; none leaves everything as declared."""
    standbys: int = 1
    """Other sites in which it has room for all of its load."""
    tools_outside: bool = False
    """Whether the control plane stands in the last of the other sites."""


AS_DECLARED = Arrangement("declared", "as declared in the scenario", None, 0)
ARRANGEMENTS = (
    Arrangement("none", "no redundancy", "none", 0),
    Arrangement("cold", "cold backup", "cold-backup"),
    Arrangement("pilot", "pilot light", "pilot-light"),
    Arrangement("warm", "warm standby", "warm-standby"),
    Arrangement("hot", "active-passive", "active-passive"),
    Arrangement(
        "hot+tools", "active-passive, control plane elsewhere", "active-passive", tools_outside=True
    ),
    Arrangement("both", "active-active in two sites", "active-active"),
    Arrangement("2-of-3", "quorum of two sites out of three", "quorum", 2),
)
"""From no redundancy to the most."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where an owner stands, and where else it could."""

    owner: str
    """Whose machines are arranged."""
    site: str
    """Where most of them stand."""
    elsewhere: tuple[str, ...]
    """One zone in each other site."""
    services: tuple[str, ...]
    """What its customers lose."""


def ground(scenario: Scenario, owner: str) -> Ground:
    """Find an owner's main site and the other sites.

    Parameters
    ----------
    scenario : Scenario
        Checked.
    owner : str
        Its id.

    Returns
    -------
    Ground
        Sites in which the owner has machines or room come first among the others.
    """
    site_of = {zone.id: site.id for site in scenario.sites for zone in site.zones}
    machines: Counter[str] = Counter()
    used: dict[str, None] = {}
    for component in components_of(scenario, owner):
        for zone, count in component.servers.items():
            machines[site_of[zone]] += count
        places = [*component.servers, *(place.zone for place in component.standby)]
        used |= dict.fromkeys(site_of[zone] for zone in places)
    main = machines.most_common(1)[0][0] if machines else scenario.sites[0].id
    others = dict.fromkeys([*used, *(site.id for site in scenario.sites)])
    first_zone = {site.id: site.zones[0].id for site in scenario.sites}
    elsewhere = tuple(first_zone[site] for site in others if site != main)
    services = tuple(service.id for service in scenario.services if service.owner == owner)
    return Ground(owner, main, elsewhere, services)


def components_of(scenario: Scenario, owner: str) -> list[Component]:
    """List what an owner runs."""
    return [component for component in scenario.components if component.owner == owner]


def arrange(scenario: Scenario, place: Ground, by: Arrangement) -> Scenario:
    """Put an owner's components in its main site and arrange them by a pattern.

    Parameters
    ----------
    scenario : Scenario
        As declared.
    place : Ground
        The owner, its main site and the zones elsewhere.
    by : Arrangement
        Which pattern, with how much room elsewhere, and where the tools stand.

    Returns
    -------
    Scenario
        Everyone else is as before. A standby has room for all of the ordinary load.
    """
    return scenario if by.pattern is None else _by_pattern(scenario, place, by, by.pattern)


def _by_pattern(scenario: Scenario, place: Ground, by: Arrangement, pattern: Pattern) -> Scenario:
    """Give everything of an owner but its control plane one pattern."""
    home = next(site for site in scenario.sites if site.id == place.site).zones[0].id
    tools = tuple(c.id for c in components_of(scenario, place.owner) if c.kind == CONTROL)
    changed = []
    for component in scenario.components:
        if component.owner != place.owner:
            changed.append(component)
            continue
        count = sum(component.servers.values())
        if component.kind == CONTROL:
            zone = place.elsewhere[-1] if by.tools_outside else home
            plain = {"servers": {zone: count}, "standby": (), "pattern": "none"}
            changed.append(component.model_copy(update=plain))
            continue
        zones = place.elsewhere[: by.standbys]
        changes = {
            "servers": {home: count},
            "standby": tuple(Standby(zone=zone) for zone in zones),
            "pattern": pattern,
            "quorum": (len(zones) + 1) // 2 + 1 if pattern == "quorum" else None,
            "switch_effort": _by_hand(component, pattern),
            "recovery_needs": () if pattern in {"none", "quorum"} else tools,
        }
        changed.append(component.model_copy(update=changes))
    return scenario.model_copy(update={"components": tuple(changed)})


def _by_hand(component: Component, pattern: Pattern) -> Duration | None:
    """Find what a move by hand takes: its own effort, then the switch that its pattern needs."""
    effort = component.switch_effort
    if effort is None:
        return None
    median_h = effort.median_h + TRAITS[pattern].switch.median_h
    return effort.model_copy(update={"median_h": median_h})
