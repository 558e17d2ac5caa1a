"""Turn the hazard catalogue into basic events at the sites and components that they strike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, lgamma, log, log1p

from simulator.model.base import Duration
from simulator.model.catalogue import HazardClass
from simulator.model.operations import Operations
from simulator.model.places import Site
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Owner
from simulator.reliability.events import BasicEvent, recurring
from simulator.reliability.lengths import hazard_length, struck_h
from simulator.reliability.renewal import unavailability
from simulator.topology.vital import vital_components

OF_PLACES = {"fire", "power-loss", "cooling-failure", "network-failure"}
OF_OWNERS = {
    "network-failure",
    "software-fault",
    "bad-push",
    "expired-certificate",
    "ransomware",
    "withdrawal",
}
OF_REQUESTS = {"network-failure", "software-fault", "bad-push"}
"""Their share is one of requests, not of machines."""
NEEDS_RESTART = {"fire", "power-loss", "cooling-failure"}
"""They stop machines, which crews must start again."""
_NEGLIGIBLE = 1e-15


@dataclass(frozen=True, slots=True)
class Blow:
    """What one basic event does to a site."""

    event: BasicEvent
    """What happens."""
    lasts: Duration
    """How long."""
    share: float
    """Share of the machines there that it stops."""
    restart: bool
    """Whether crews must start them again."""


@dataclass(slots=True)
class Hazards:
    """Which basic events strike what."""

    at_site: dict[str, list[Blow]] = field(default_factory=dict)
    """By site."""
    on_component: dict[str, list[BasicEvent]] = field(default_factory=dict)
    """By component, wherever it runs."""
    on_main: dict[str, list[BasicEvent]] = field(default_factory=dict)
    """By component, in its main place; a cold backup apart from it may be spared."""
    left_out: list[str] = field(default_factory=list)
    """Classes that take nothing down by themselves, or for good."""


def strike(scenario: Scenario, catalogue: Iterable[HazardClass]) -> Hazards:
    """Apply a hazard catalogue to the sites, owners and components of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.
    catalogue : iterable of HazardClass
        Kinds of hazards with their rates. A surge and a strike take nothing down by themselves
        and are left out, and so is a withdrawal for good.

    Returns
    -------
    Hazards
        The basic events. One that hits a share of requests counts by that share: the view is
        that of a request drawn at random. Machines that a fire destroys are not in them, and
        neither are attacks on so few machines that a component serves with the rest.
    """
    found = Hazards()
    owners = {owner.id: owner for owner in scenario.owners}
    for hazard in catalogue:
        if hazard.kind in OF_PLACES and hazard.per in {"site", "region"}:
            _strike_sites(found, hazard, scenario.sites)
        elif hazard.kind == "machine-failure":
            _break_machines(found, hazard, scenario.components, owners)
        elif _strikes_owners(hazard):
            _strike_owners(found, hazard, scenario, owners)
        else:
            found.left_out.append(hazard.id)
    return found


def _strikes_owners(hazard: HazardClass) -> bool:
    """Tell whether it follows components wherever they run, and ends."""
    is_scope = hazard.per in {"owner", "service", "component"}
    return hazard.kind in OF_OWNERS and is_scope and hazard_length(hazard).mean_h > 0.0


def _strike_sites(found: Hazards, hazard: HazardClass, sites: Sequence[Site]) -> None:
    lasts = hazard_length(hazard)
    lost = 1.0 if hazard.kind in {"fire", "network-failure"} else hazard.share_mean
    for element, rate, members in _places(hazard, sites):
        event = recurring(
            _name(hazard, element), element, rate, lasts.mean_h, while_up=hazard.while_up
        )
        if hazard.kind in OF_REQUESTS:
            event = _for_requests(event, hazard.share_mean)
        blow = Blow(event, lasts, lost, hazard.kind in NEEDS_RESTART)
        for site in members:
            found.at_site.setdefault(site, []).append(blow)


def _places(hazard: HazardClass, sites: Sequence[Site]) -> Iterator[tuple[str, float, list[str]]]:
    """List elements with the rate at which each is struck, and the sites that go with it."""
    if hazard.per == "region":
        for region in dict.fromkeys(site.region for site in sites):
            if _is_meant(hazard, region):
                members = [site.id for site in sites if site.region == region]
                yield f"region:{region}", hazard.rate_per_year, members
    else:
        chosen = {s.id: _site_group(hazard, s) for s in sites if _is_meant(hazard, s.id)}
        for site, rate in _alone(hazard, chosen):
            yield f"site:{site}", rate, [site]
        yield from _together(hazard, chosen)


def _is_meant(hazard: HazardClass, name: str) -> bool:
    return not hazard.only or name in hazard.only


def _alone(hazard: HazardClass, chosen: Mapping[str, str | None]) -> Iterator[tuple[str, float]]:
    """Strike each by itself, less often if others of its group are struck with it."""
    sizes = Counter(chosen.values())
    for name, group in chosen.items():
        shared = group is not None and sizes[group] > 1
        yield name, hazard.rate_per_year * (1.0 - hazard.beta if shared else 1.0)


def _together(
    hazard: HazardClass, chosen: Mapping[str, str | None]
) -> Iterator[tuple[str, float, list[str]]]:
    """Strike all members of a group at once (beta factor, IEC 61508-6).

    They count as down for as long as one of them is on average, which is more than the time that
    all of them are down where each is repaired by itself.
    """
    for group, size in Counter(chosen.values()).items():
        if group is not None and size > 1:
            members = [name for name, other in chosen.items() if other == group]
            yield group, hazard.rate_per_year * hazard.beta, members


def _site_group(hazard: HazardClass, site: Site) -> str | None:
    if hazard.beta == 0.0:
        return None
    names = {
        "campus": site.campus,
        "provider": site.provider,
        "power-domain": site.power_domain,
        "network-domain": site.network_domain,
    }
    name = names.get(hazard.common or "")
    return None if name is None else f"{hazard.common}:{name}"


def _strike_owners(
    found: Hazards, hazard: HazardClass, scenario: Scenario, owners: dict[str, Owner]
) -> None:
    for element, rate, members in _victims(hazard, scenario):
        struck = [c for c in scenario.components if c.id in members]
        if not struck or rate == 0.0:
            continue
        owner = owners[struck[0].owner]
        mean_h = struck_h(hazard, owner, struck, hazard.share_mean)
        share = hazard.share_mean
        if hazard.kind == "bad-push":
            mean_h, share = _staged(owner.operations, mean_h, share)
        event = recurring(_name(hazard, element), element, rate, mean_h, while_up=hazard.while_up)
        if hazard.kind in OF_REQUESTS:
            event = _for_requests(event, share)
        for component in struck:
            _hurt(found, hazard, component, event)


def _hurt(found: Hazards, hazard: HazardClass, component: Component, event: BasicEvent) -> None:
    """Book what strikes a component; a cold backup is not spoilt with the rest."""
    if hazard.kind != "ransomware":
        found.on_component.setdefault(component.id, []).append(event)
    elif 1.0 - hazard.share_mean < component.minimum_share:
        apart = component.pattern == "cold-backup" and component.standby
        books = found.on_main if apart else found.on_component
        books.setdefault(component.id, []).append(event)


def _victims(hazard: HazardClass, scenario: Scenario) -> Iterator[tuple[str, float, set[str]]]:
    """List elements with the rate at which each is struck, and their components."""
    rate, components = hazard.rate_per_year, scenario.components
    if hazard.per == "component":
        for component in components:
            if _is_meant(hazard, component.id):
                yield f"component:{component.id}", rate, {component.id}
    elif hazard.per == "service":
        for service, names in vital_components(scenario).items():
            if _is_meant(hazard, service):
                yield f"service:{service}", rate, set(names)
    elif hazard.per == "owner":
        yield from _owners(hazard, scenario)


def _owners(hazard: HazardClass, scenario: Scenario) -> Iterator[tuple[str, float, set[str]]]:
    """Strike owners one by one, and those with common administrators together."""
    common = hazard.beta > 0.0 and hazard.common == "admin-domain"
    chosen: dict[str, str | None] = {}
    for owner in scenario.owners:
        domain = owner.operations.admin_domain
        if _is_meant(hazard, owner.id):
            chosen[owner.id] = f"admin-domain:{domain}" if common and domain else None
    for name, rate in _alone(hazard, chosen):
        yield f"owner:{name}", rate, {c.id for c in scenario.components if c.owner == name}
    for group, rate, members in _together(hazard, chosen):
        yield group, rate, {c.id for c in scenario.components if c.owner in members}


def _break_machines(
    found: Hazards,
    hazard: HazardClass,
    components: Sequence[Component],
    owners: dict[str, Owner],
) -> None:
    """Lose a component whose single machines break faster than crews mend them."""
    for component in components:
        if not _is_meant(hazard, component.id):
            continue
        crews = owners[component.owner].operations.crews
        mend_h = hazard_length(hazard).mean_h or 1.0 / crews.manual_servers_per_h
        one = unavailability(hazard.rate_per_year, mend_h)
        n = sum(component.servers.values())
        too_many = int((1.0 - component.minimum_share) * n + 1e-9) + 1
        chance = _tail(n, too_many, one)
        if chance > _NEGLIGIBLE:
            element = f"component:{component.id}"
            event = BasicEvent(
                _name(hazard, element), "hazard", element, chance, hazard.rate_per_year * n, mend_h
            )
            found.on_component.setdefault(component.id, []).append(event)


def _tail(n: int, least: int, chance: float) -> float:
    """Add up the binomial distribution from a count on, as far as it matters."""
    if chance <= 0.0 or least > n:
        return 0.0
    ways = lgamma(n + 1) - lgamma(least + 1) - lgamma(n - least + 1)
    term = exp(ways + least * log(chance) + (n - least) * log1p(-chance))
    total, odds = term, chance / (1.0 - chance)
    for count in range(least, n):
        term *= (n - count) / (count + 1) * odds
        total += term
        if term < total * _NEGLIGIBLE and count > n * chance:
            break
    return min(1.0, total)


def _staged(practice: Operations, mean_h: float, share: float) -> tuple[float, float]:
    """Let a staged release undo most bad pushes early; give mean length and reach by lost time.

    Every push stays with its first users until it is found bad or goes on to everyone.
    """
    rollout = practice.rollout
    if rollout is None:
        return mean_h, share
    early_h = rollout.undo.mean_h
    late_h = (1.0 - rollout.works) * mean_h
    first = min(rollout.first_share, share)
    return early_h + late_h, (early_h * first + late_h * share) / (early_h + late_h)


def _for_requests(event: BasicEvent, share: float) -> BasicEvent:
    return BasicEvent(
        event.name,
        event.role,
        event.element,
        event.chance * share,
        event.rate_per_year,
        event.mean_h,
    )


def _name(hazard: HazardClass, element: str) -> str:
    level, _, name = element.partition(":")
    return f"{hazard.id}@{name}" if level == hazard.per else f"{hazard.id}@{element}"
