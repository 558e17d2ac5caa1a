"""Say how long things last on average: hazards, restarts, failovers, moves by hand."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from simulator.model.base import Duration
from simulator.model.catalogue import HazardClass
from simulator.model.hazards import (
    BadPush,
    CoolingFailure,
    ExpiredCertificate,
    NetworkFailure,
    PowerLoss,
    Ransomware,
    SoftwareFault,
)
from simulator.model.operations import Backups
from simulator.model.patterns import DRILLED_MONTHS, TRAITS
from simulator.model.services import Component, Owner

POWER_GATE: Final = Duration(median_h=60.0, sigma=0.8)
"""Until power returns to a burnt site (MODEL 1.2, judgement; 12 to 300 h)."""
OWN: Final[dict[str, Duration]] = {
    "fire": POWER_GATE,
    "power-loss": PowerLoss.model_fields["lasts"].default,
    "cooling-failure": CoolingFailure.model_fields["lasts"].default,
    "network-failure": NetworkFailure.model_fields["lasts"].default,
    "software-fault": SoftwareFault.model_fields["lasts"].default,
    "bad-push": BadPush.model_fields["undo"].default,
    "expired-certificate": ExpiredCertificate.model_fields["renew"].default,
    "ransomware": Ransomware.model_fields["contain"].default,
}
"""What each kind of hazard lasts where its class does not say."""
AFTER_ALARM: Final = {"bad-push", "expired-certificate", "ransomware"}
"""Kinds whose length is counted from the alarm."""
HIT: Final = {False: 0.5, True: 0.1}
"""Chance that an attack reaches backups too, by whether they are isolated (model/operations)."""
Lengths: TypeAlias = list[tuple[float, float]]
"""Rates per year and mean lengths in hours."""


def hazard_h(hazard: HazardClass, owner: Owner | None = None, n_components: int = 1) -> float:
    """Find the mean length of a hazard, for one of its owner's components. Hours.

    Parameters
    ----------
    hazard : HazardClass
        A kind of hazard and its figures.
    owner : Owner, optional
        Who is struck, if it is one owner.
    n_components : int
        Components of that owner, which are restored one after the other.

    Returns
    -------
    float
        Mean hours; without a finite mean (a withdrawal for good) 0.
    """
    if hazard.lasts is not None:
        return hazard.lasts.mean_h
    if hazard.kind not in OWN:
        return 0.0
    mean_h = OWN[hazard.kind].mean_h
    if owner is not None and hazard.kind in AFTER_ALARM:
        mean_h += owner.operations.detect.mean_h
    if owner is not None and hazard.kind == "ransomware":
        mean_h += _restore_h(owner.operations.backups, n_components)
    return mean_h


def _restore_h(backups: Backups, n_components: int) -> float:
    """Wait for the teams that restore, from a clean copy or without one."""
    hit = HIT[backups.isolated] if backups.hit_chance is None else backups.hit_chance
    one_h = hit * backups.rebuild.mean_h + (1.0 - hit) * backups.restore.mean_h
    return one_h * (n_components / backups.teams + 1.0) / 2.0 if n_components else one_h


def restart_h(owner: Owner, components: Iterable[Component], zones: set[str]) -> float:
    """Find how long an owner's machines wait for their restart in zones that lost power. Hours.

    Parameters
    ----------
    owner : Owner
        Whose crews restart them.
    components : iterable of Component
        All components of that owner.
    zones : set of str
        Where power was lost.

    Returns
    -------
    float
        Mean over its machines there: half the time that all take (crews at full strength), and
        the check of their data.
    """
    lost = [(c, sum(n for z, n in c.servers.items() if z in zones)) for c in components]
    n_lost = sum(n for _, n in lost)
    if not n_lost:
        return 0.0
    crews = owner.operations.crews
    tools_lost = any(c.kind == "control" and n for c, n in lost)
    rate = crews.manual_servers_per_h if tools_lost else crews.automated_servers_per_h
    return n_lost / rate / 2.0 + sum(n * c.verification.mean_h for c, n in lost) / n_lost


def failover_h(component: Component, owner: Owner) -> float:
    """Find the mean time until a failover that works has switched a component. Hours."""
    practice, traits = owner.operations, TRAITS[component.pattern]
    switch = component.failover.switch or practice.switch or traits.switch
    if component.pattern == "active-active":
        return switch.mean_h  # health checks shift traffic, nobody decides
    drilled = practice.drill_age_months <= DRILLED_MONTHS
    decide = practice.decide_drilled if drilled else practice.decide_undrilled
    return practice.detect.mean_h + decide.mean_h + switch.mean_h


def by_hand_h(component: Component, owner: Owner, components: Iterable[Component]) -> float | None:
    """Find the mean time until teams have moved a component by hand, without tools. Hours.

    Parameters
    ----------
    component : Component
        What is to be moved.
    owner : Owner
        Whose teams move it.
    components : iterable of Component
        All components of that owner; those of higher priority are moved before it.

    Returns
    -------
    float or None
        From the failure to the end of the move. None if it cannot be moved by hand.
    """
    if component.switch_effort is None:
        return None
    before = [c for c in components if c.priority < component.priority and c.pattern != "none"]
    queue_h = sum(c.switch_effort.mean_h for c in before if c.switch_effort is not None)
    work_h = queue_h / owner.operations.switch_teams + component.switch_effort.mean_h
    return failover_h(component, owner) + work_h


def part_within(lengths: Lengths, limit_h: float) -> float:
    """Find which part of all lost time passes within a limit after each loss.

    Parameters
    ----------
    lengths : list of tuple of float
        Rates and mean lengths of the losses; nothing is lost early where none ever is.
    limit_h : float
        Hours after the start of each.

    Returns
    -------
    float
        sum r min(m, limit) / sum r m. Share, 0 to 1.

    Examples
    --------
    >>> part_within([(1.0, 10.0), (1.0, 2.0)], 3.0)
    0.4166666666666667
    """
    total = sum(rate * mean_h for rate, mean_h in lengths)
    return sum(r * min(m, limit_h) for r, m in lengths) / total if total > 0.0 else 0.0
