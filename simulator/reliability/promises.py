"""Say what each component's redundancy promises: chance, time, room and work lost."""

from dataclasses import dataclass

from simulator.model.base import Duration
from simulator.model.operations import Operations
from simulator.model.patterns import DRILLED_MONTHS, TRAITS, failover_chance
from simulator.model.scenario import Scenario
from simulator.model.services import Component
from simulator.topology.dependence import RecoverySinglePoint, recovery_single_points


@dataclass(frozen=True, slots=True)
class Promise:
    """What happens to one component when its main place is lost, by medians."""

    component: str
    """Its id."""
    pattern: str
    """How it is made redundant."""
    chance: float
    """That the failover works, by the age of the last drill; 0 where its tools are lost too."""
    stuck_in: tuple[str, ...]
    """Sites whose loss takes along its standbys or what the failover needs."""
    rto_h: float | None
    """Detection, decision and switch if it works, hours; none where there is no failover."""
    by_hand_h: float | None
    """The same with a move by hand in place of the switch; none where it cannot be moved."""
    room: float
    """Share of the ordinary capacity that serves at once after that."""
    full_after_h: float
    """Until all of the standby's room serves, hours after the switch."""
    rpo_h: float
    """Work newer than this is lost, hours."""


def promises(scenario: Scenario) -> list[Promise]:
    """List what the redundancy of components promises.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    list of Promise
        For all components that have any redundancy, in declaration order. Medians are added up,
        so a time is near the median of the sum, not it.
    """
    practice = {owner.id: owner.operations for owner in scenario.owners}
    points = recovery_single_points(scenario)
    zones = {site.id: {zone.id for zone in site.zones} for site in scenario.sites}
    return [
        _promise(component, practice[component.owner], _lost_with(component, points, zones))
        for component in scenario.components
        if component.pattern != "none"
    ]


def _lost_with(
    component: Component, points: list[RecoverySinglePoint], zones: dict[str, set[str]]
) -> tuple[str, ...]:
    """Name the sites whose loss takes along its main place and what its failover needs."""
    if component.pattern in {"active-active", "quorum"}:  # what survives goes on by itself
        return ()
    total = sum(component.servers.values())
    found = []
    for site, here in zones.items():
        left = sum(count for zone, count in component.servers.items() if zone not in here)
        lost = left < component.minimum_share * total
        tools = any(
            point.element == site
            and component.id in point.stuck
            and not set(point.tools).isdisjoint(component.recovery_needs)
            for point in points
        )
        if lost and (tools or all(place.zone in here for place in component.standby)):
            found.append(site)
    return tuple(found)


def room_after_loss(n_sites: int, utilisation: float) -> float:
    """Find the share of peak demand that is served after one of several equal sites is lost.

    Parameters
    ----------
    n_sites : int
        Sites that shared the load, 1 or more.
    utilisation : float
        Load over capacity of each site at the peak before. Share, above 0.

    Returns
    -------
    float
        min(1, (n - 1) / (n u)). Share.

    Examples
    --------
    >>> [round(room_after_loss(n, 0.7), 3) for n in (2, 3, 4)]
    [0.714, 0.952, 1.0]
    """
    return min(1.0, (n_sites - 1) / (n_sites * utilisation))


def _promise(component: Component, practice: Operations, stuck: tuple[str, ...]) -> Promise:
    traits, own = TRAITS[component.pattern], component.failover
    switch = own.switch or practice.switch or traits.switch
    waits_h = 0.0 if component.pattern in {"active-active", "quorum"} else _until_decided(practice)
    first = traits.first_capacity if own.first_capacity is None else own.first_capacity
    standby = sum(place.capacity for place in component.standby)
    room = _spread(component) if component.pattern in {"active-active", "quorum"} else standby
    chance = failover_chance(component.pattern, practice.drill_age_months)
    effort = component.effort_by_hand
    return Promise(
        component=component.id,
        pattern=component.pattern,
        chance=0.0 if stuck else chance,
        stuck_in=stuck,
        rto_h=waits_h + switch.median_h,
        by_hand_h=None if effort is None else _by_hand(practice, effort, with_tools=not stuck),
        room=min(1.0, room * first),
        full_after_h=traits.ramp_h if own.ramp_h is None else own.ramp_h,
        rpo_h=traits.rpo_h if own.rpo_h is None else own.rpo_h,
    )


def _until_decided(practice: Operations) -> float:
    drilled = practice.drill_age_months <= DRILLED_MONTHS
    decide = practice.decide_drilled if drilled else practice.decide_undrilled
    return practice.detect.median_h + decide.median_h


def _by_hand(practice: Operations, effort: Duration, *, with_tools: bool) -> float:
    faster = practice.tools_speed_up if with_tools else 1.0
    return _until_decided(practice) + effort.median_h / faster


def _spread(component: Component) -> float:
    """Find the room that is left when the largest of its places is lost."""
    total = sum(component.servers.values())
    sizes = [count / total for count in component.servers.values()]
    sizes += [place.capacity for place in component.standby]
    return sum(sizes) - max(sizes)
