"""Check that hazards strike what exists, in time and in an order that can be."""

from collections.abc import Iterator
from datetime import timedelta

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.fires import fire_problems
from simulator.model.hazards import (
    Hazard,
    MachineFailure,
    NetworkFailure,
    OwnerWide,
    Places,
    PowerLoss,
    Ransomware,
    Strike,
    Withdrawal,
)
from simulator.model.scenario import Scenario


def hazard_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check the hazards by the clock, each by itself and against the others."""
    names = [hazard.id for hazard in scenario.hazards]
    yield from repeated("hazards", names)
    yield from fire_problems(scenario)
    known = _known(scenario)
    for hazard in scenario.hazards:
        where = f"hazards.{hazard.id}"
        yield from _time_problems(scenario, hazard, where)
        yield from _name_problems(hazard, where, known)
        yield from _emptiness_problems(hazard, where)
        if isinstance(hazard, MachineFailure):
            yield from _machine_problems(scenario, hazard, where)
    yield from _order_problems(scenario)


def _time_problems(scenario: Scenario, hazard: Hazard, where: str) -> Iterator[Problem]:
    """Check that what has a time happens within the run."""
    clock = scenario.clock
    end = clock.start + timedelta(hours=clock.horizon_h)
    expected = f"a time from {clock.start.isoformat()} to before {end.isoformat()}"
    times = [("at", hazard.at)] if hazard.at else []
    if isinstance(hazard, Strike):
        times += [(f"windows[{n}].at", window.at) for n, window in enumerate(hazard.windows)]
    for field, at in times:
        if not clock.start <= at < end:
            yield complaint("S403", f"{where}.{field}", at.isoformat(), expected)
    if isinstance(hazard, Withdrawal) and hazard.at:
        ahead_days = (hazard.at - clock.start).total_seconds() / timedelta(days=1).total_seconds()
        if hazard.notice_days > max(0.0, ahead_days):
            found = f"{hazard.notice_days:g}"
            expected = f"at most {ahead_days:g}, so that the notice falls into the run"
            yield complaint("S403", f"{where}.notice_days", found, expected)


def _known(scenario: Scenario) -> dict[str, set[str]]:
    """List what a hazard may name, by kind of thing."""
    sites = scenario.sites
    return {
        "site": {site.id for site in sites},
        "zone": {zone.id for site in sites for zone in site.zones},
        "region with a site": {site.region for site in sites},
        "power domain": {site.power_domain for site in sites if site.power_domain},
        "network domain": {site.network_domain for site in sites if site.network_domain},
        "owner": {owner.id for owner in scenario.owners},
        "admin domain": {
            owner.operations.admin_domain
            for owner in scenario.owners
            if owner.operations.admin_domain
        },
        "component": {component.id for component in scenario.components},
        "category": {category.id for category in scenario.people.categories},
    }


_FIELDS = {
    "site": "site",
    "sites": "site",
    "zone": "zone",
    "zones": "zone",
    "region": "region with a site",
    "power_domain": "power domain",
    "network_domain": "network domain",
    "owner": "owner",
    "owners": "owner",
    "admin_domain": "admin domain",
    "component": "component",
    "components": "component",
    "categories": "category",
}
"""What each field of a hazard names."""


def _name_problems(hazard: Hazard, where: str, known: dict[str, set[str]]) -> Iterator[Problem]:
    """Check every name in a hazard."""
    for field, kind in _FIELDS.items():
        value = getattr(hazard, field, None)
        if isinstance(value, str):
            yield from unknown(f"{where}.{field}", value, kind, sorted(known[kind]))
        for number, name in enumerate(value if isinstance(value, tuple) else ()):
            yield from unknown(f"{where}.{field}[{number}]", name, kind, sorted(known[kind]))


def _emptiness_problems(hazard: Hazard, where: str) -> Iterator[Problem]:
    """Check that a hazard names something to strike."""
    if isinstance(hazard, Places):
        named = [hazard.sites, hazard.zones, hazard.region]
        if isinstance(hazard, PowerLoss):
            named.append(hazard.power_domain)
        if isinstance(hazard, NetworkFailure):
            named += [hazard.network_domain, hazard.owner]
        choices = "sites, zones, a region or a domain"
    elif isinstance(hazard, OwnerWide):
        named = [hazard.owner, hazard.components]
        if isinstance(hazard, Ransomware):
            named.append(hazard.admin_domain)
        choices = "an owner or components"
    else:
        return
    if not any(named):
        yield complaint("S309", where, "nothing that it strikes", choices)


def _machine_problems(scenario: Scenario, hazard: MachineFailure, where: str) -> Iterator[Problem]:
    """Check that there are as many machines as break."""
    for component in scenario.components:
        if component.id != hazard.component:
            continue
        if hazard.zone not in component.servers:
            places = ", ".join(component.servers)
            expected = f"a zone with machines of {component.id!r} ({places})"
            yield complaint("S309", f"{where}.zone", repr(hazard.zone), expected)
        elif hazard.count > (most := component.servers[hazard.zone]):
            yield complaint("S402", f"{where}.count", str(hazard.count), f"at most {most}")


def _order_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check that whatever follows another hazard follows one, and not itself."""
    before = {hazard.id: hazard.follows for hazard in scenario.hazards}
    for name, follows in before.items():
        if follows is None:
            continue
        where = f"hazards.{name}.follows"
        if follows == name:
            found, expected = (
                f"{name!r}, the hazard itself",
                "another hazard, or a time (at) instead",
            )
            yield complaint("S307", where, found, expected)
            continue
        yield from unknown(where, follows, "hazard", [one for one in before if one != name])
        chain, link = [name], before.get(follows)
        chain.append(follows)
        while link is not None and link not in chain:
            chain.append(link)
            link = before.get(link)
        if link == name:
            found = " follows ".join([*chain, name])
            yield complaint("S307", where, found, "a first hazard that has a time (at)")
