"""Say how long things last on average: hazards, restarts, failovers, moves by hand."""

from collections.abc import Iterable, Sequence
from math import expm1, log
from statistics import NormalDist
from typing import Final, TypeAlias

from simulator.model.base import Duration, time_of
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
from simulator.model.operations import AROUND_TOOLS, HIT_CHANCE, UNDRILLED, Backups
from simulator.model.patterns import DRILLED_MONTHS, TRAITS
from simulator.model.services import Component, Owner
from simulator.model.structure import Restoration

POWER_GATE: Final = time_of("constants.fire_power")
"""Until power returns to a burnt site."""
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
Lengths: TypeAlias = list[tuple[float, Duration]]
"""Rates per year, and how long each lasts."""
_NORMAL: Final = NormalDist()


def hazard_length(hazard: HazardClass) -> Duration:
    """Find how long a hazard lasts by itself; no time for a withdrawal for good."""
    return hazard.lasts or OWN.get(hazard.kind, Duration(median_h=0.0))


def struck_h(hazard: HazardClass, owner: Owner, struck: Sequence[Component], share: float) -> float:
    """Find the mean length of a hazard for components of one owner that it strikes. Hours.

    Parameters
    ----------
    hazard : HazardClass
        A kind of hazard and its figures.
    owner : Owner
        Whose people end it.
    struck : sequence of Component
        What it strikes.
    share : float
        Share of requests or machines that it takes. Share, 0 to 1.

    Returns
    -------
    float
        Its own length; where that is counted from the alarm, the time until then and a way around
        tools that it took down itself; after ransomware, the wait for the teams that restore.
    """
    length_h = hazard_length(hazard).mean_h
    if hazard.kind not in AFTER_ALARM:
        return length_h
    length_h += owner.operations.detect.mean_h
    if hazard.kind == "ransomware":
        return length_h + _restore_h(owner.operations.backups, len(struck))
    tools_down = share >= 1.0 and any(c.kind == "control" for c in struck)
    return length_h + (AROUND_TOOLS.mean_h if tools_down else 0.0)


def backups_hit(backups: Backups) -> float:
    """Find the chance that an attack reaches the backups, too. Probability."""
    return HIT_CHANCE[backups.isolated] if backups.hit_chance is None else backups.hit_chance


def _restore_h(backups: Backups, n_components: int) -> float:
    """Wait for the teams that restore, from a clean copy or without one."""
    hit = backups_hit(backups)
    clean_h = backups.restore.mean_h * (1.0 if backups.drilled else UNDRILLED)
    one_h = hit * backups.rebuild.mean_h + (1.0 - hit) * clean_h
    return one_h * (max(n_components / backups.teams, 1.0) + 1.0) / 2.0


def restart_h(
    owner: Owner, components: Iterable[Component], zones: set[str], law: Restoration
) -> float:
    """Find how long an owner's machines wait for their restart in zones that lost power. Hours.

    Parameters
    ----------
    owner : Owner
        Whose crews restart them.
    components : iterable of Component
        All components of that owner.
    zones : set of str
        Where power was lost.
    law : Restoration
        How machines come back.

    Returns
    -------
    float
        Mean over its machines there: half the time that all take (crews at full strength), or the
        mean of the law of time, and the check of their data.
    """
    lost = [(c, sum(n for z, n in c.servers.items() if z in zones)) for c in components]
    n_lost = sum(n for _, n in lost)
    if not n_lost:
        return 0.0
    crews = owner.operations.crews
    tools_lost = any(c.kind == "control" and n for c, n in lost)
    rate = crews.manual_servers_per_h if tools_lost else crews.automated_servers_per_h
    wait_h = law.mean_h if law.law == "weibull" else n_lost / rate / 2.0
    return wait_h + sum(n * c.verification.mean_h for c, n in lost) / n_lost


def failover_h(component: Component, owner: Owner) -> float:
    """Find the mean time until a failover that works has switched a component. Hours."""
    practice, traits = owner.operations, TRAITS[component.pattern]
    switch = component.failover.switch or practice.switch or traits.switch
    if component.pattern == "active-active":
        return switch.mean_h  # health checks shift traffic, nobody decides
    drilled = practice.drill_age_months <= DRILLED_MONTHS
    decide = practice.decide_drilled if drilled else practice.decide_undrilled
    return practice.detect.mean_h + decide.mean_h + switch.mean_h


def by_hand_h(
    component: Component, owner: Owner, components: Iterable[Component], *, tools: bool
) -> float | None:
    """Find the mean time until teams have moved a component by hand. Hours.

    Parameters
    ----------
    component : Component
        What is to be moved.
    owner : Owner
        Whose teams move it.
    components : iterable of Component
        All components of that owner; those of higher priority are moved before it.
    tools : bool
        Whether the tools stand that make it faster.

    Returns
    -------
    float or None
        From the failure to the end of the move. None if it cannot be moved by hand.
    """
    effort = component.effort_by_hand
    if effort is None:
        return None
    practice = owner.operations
    before = [c for c in components if c.priority < component.priority and c.pattern != "none"]
    queue_h = sum(c.switch_effort.mean_h for c in before if c.switch_effort is not None)
    work_h = queue_h / practice.switch_teams + effort.mean_h
    return failover_h(component, owner) + work_h / (practice.tools_speed_up if tools else 1.0)


def part_within(lengths: Lengths, limit_h: float) -> float:
    """Find which part of all lost time passes within a limit after each loss.

    Parameters
    ----------
    lengths : list of tuple
        Rates and lengths of the losses; nothing is lost early where none ever is.
    limit_h : float
        Hours after the start of each.

    Returns
    -------
    float
        sum r E[min(T, limit)] / sum r E[T]. Share, 0 to 1.

    Examples
    --------
    >>> part_within([(1.0, Duration(median_h=10.0)), (1.0, Duration(median_h=2.0))], 3.0)
    0.4166666666666667
    """
    total = sum(rate * lasts.mean_h for rate, lasts in lengths)
    early = sum(rate * limited_mean_h(lasts, limit_h) for rate, lasts in lengths)
    return early / total if total > 0.0 else 0.0


def limited_mean_h(lasts: Duration, limit_h: float) -> float:
    """Find the limited expected value E[min(T, limit)] (Klugman, Panjer and Willmot 2012).

    Parameters
    ----------
    lasts : Duration
        A lognormal, exponential or fixed length.
    limit_h : float
        The limit. Hours, >= 0.

    Returns
    -------
    float
        Hours.

    Examples
    --------
    >>> round(limited_mean_h(Duration(median_h=4.0, sigma=1.0), 1e6), 6)
    6.594885
    >>> limited_mean_h(Duration(median_h=4.0), 3.0)
    3.0
    """
    if lasts.median_h <= 0.0 or limit_h <= 0.0:
        return 0.0
    if lasts.law == "exponential":
        return -lasts.mean_h * expm1(-limit_h / lasts.mean_h)
    if lasts.sigma == 0.0:
        return min(lasts.median_h, limit_h)
    deviation = log(limit_h / lasts.median_h) / lasts.sigma
    beyond = 1.0 - _NORMAL.cdf(deviation)
    return lasts.mean_h * _NORMAL.cdf(deviation - lasts.sigma) + limit_h * beyond


def lengthened(lasts: Duration, more_h: float) -> Duration:
    """Make a length longer on average by so many hours, of the same law and spread."""
    if lasts.mean_h <= 0.0:
        return Duration(median_h=more_h)
    factor = (lasts.mean_h + more_h) / lasts.mean_h
    return lasts.model_copy(update={"median_h": lasts.median_h * factor})
