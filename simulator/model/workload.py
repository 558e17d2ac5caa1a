"""Check that machines alone can be run through in about a minute."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final, NamedTuple

from simulator.errors import Problem
from simulator.model.catalogue import HazardClass, Scope
from simulator.model.complaint import complaint
from simulator.model.hazards import Hazard, HazardKind
from simulator.model.scenario import Scenario
from simulator.model.services import Component, Owner
from simulator.model.structure import under_prior
from simulator.units import HOURS_PER_DAY

DAYS_PER_YEAR: Final = 365.25
MOST_BATCHES: Final = 100_000
"""Batches in which the machines of a component start; measured at 0.03 ms each."""
MOST_STRIKES: Final = 20_000
"""Components struck in a run, one by one; measured at 0.3 to 2.4 ms each."""
MOST_RESTARTS: Final = 800_000
"""Batches restarted in a run, all losses together; measured at 0.03 ms each."""
LOOK: Final = 0.01
"""Work of looking at another component of the same owner, in batches, measured."""
_RESTARTS: Final[frozenset[HazardKind]] = frozenset(
    {"fire", "power-loss", "cooling-failure", "machine-failure", "ransomware"}
)
"""After them crews start machines again; after a fault only where hands are needed."""


class Work(NamedTuple):
    """What hazards cost a run."""

    strikes: float = 0.0
    """Components struck, expected; at least one for each event."""
    restarts: float = 0.0
    """Batches to restart, expected; each counts for more in a large company."""


class _Loads:
    """What is there to be struck, by scope and name."""

    def __init__(self, scenario: Scenario) -> None:
        self._struck: defaultdict[tuple[Scope, str], int] = defaultdict(int)
        self._batches: defaultdict[tuple[Scope, str], float] = defaultdict(float)
        self.site_of = {zone.id: site for site in scenario.sites for zone in site.zones}
        scopes: tuple[tuple[Scope, Iterable[str]], ...] = (
            ("site", (site.id for site in scenario.sites)),
            ("region", (site.region for site in scenario.sites)),
            ("owner", (owner.id for owner in scenario.owners)),
            ("service", (service.id for service in scenario.services)),
            ("category", (category.id for category in scenario.people.categories)),
        )
        for scope, names in scopes:
            for name in names:
                self._add((scope, name), 0, 0)
        owners = {owner.id: owner for owner in scenario.owners}
        n_parts = Counter(component.owner for component in scenario.components)
        for part in scenario.components:
            self._count(part, owners.get(part.owner), 1.0 + LOOK * n_parts[part.owner])
        for service in scenario.services:
            needs = (need for feature in service.features for need in feature.needs)
            for name in {name for need in needs for name in need.names}:
                self._add(("service", service.id), 1, self._batches["component", name])

    def _count(self, part: Component, owner: Owner | None, weight: float) -> None:
        """Count a component wherever it can be struck."""
        by_zone = batches(part, owner)
        whole = sum(by_zone.values()) * weight
        self._add(("component", part.id), 1, whole)
        self._add(("owner", part.owner), 1, whole)
        n_machines = sum(part.servers.values())
        self._add(("machine", part.id), n_machines, n_machines * weight)
        for zone in {*part.servers, *(place.zone for place in part.standby)}:
            if site := self.site_of.get(zone):
                self._add(("site", site.id), 1, by_zone.get(zone, 0) * weight)
                self._add(("region", site.region), 1, by_zone.get(zone, 0) * weight)

    def _add(self, key: tuple[Scope, str], struck: int, n_batches: float) -> None:
        self._struck[key] += struck
        self._batches[key] += n_batches

    def names(self, scope: Scope) -> list[str]:
        """List all of a scope."""
        return [name for one, name in self._struck if one == scope]

    def of(self, scope: Scope, names: Iterable[str], times: float, kind: HazardKind) -> Work:
        """Strike each of some elements so many times."""
        keys = [(scope, name) for name in names]
        strikes = times * sum(max(1, self._struck.get(key, 0)) for key in keys)
        restarts = times * sum(self._batches.get(key, 0.0) for key in keys)
        return Work(strikes, restarts if kind in _RESTARTS else 0.0)


def workload_problems(scenario: Scenario) -> Iterator[Problem]:
    """Refuse more machines, or more hazards, than anyone would wait for."""
    yield from _batch_problems(scenario)
    loads = _Loads(scenario)
    work = {f"catalogue.{one.id}.rate_per_year": _drawn(one, scenario, loads)
            for one in under_prior(scenario.structure, scenario.catalogue)}  # fmt: skip
    work["hazards"] = Work()
    for hazard in scenario.hazards:
        more = _declared(hazard, loads)
        work["hazards"] = Work(*(a + b for a, b in zip(work["hazards"], more, strict=True)))
    limits = (
        (MOST_STRIKES, "components struck", "strike less often, or in a shorter clock.horizon_h"),
        (MOST_RESTARTS, "batches restarted", "raise operations.crews.batch_servers of the owners"),
    )
    for place, (most, what, hint) in enumerate(limits):
        total = sum(one[place] for one in work.values())
        if total > most:
            where = max(work, key=lambda name: work[name][place])
            found = f"{work[where][place]:.0f} {what}, {total:.0f} with all others"
            yield complaint("S404", where, found, f"at most {most} {what} in a run", hint)


def batches(part: Component, owner: Owner | None) -> dict[str, int]:
    """Count by zone the batches in which a component's machines start."""
    size = owner.operations.crews.batch_servers if owner else max(part.servers.values(), default=1)
    return {zone: ceil(count / size) for zone, count in part.servers.items()}


def _batch_problems(scenario: Scenario) -> Iterator[Problem]:
    owners = {owner.id: owner for owner in scenario.owners}
    for part in scenario.components:
        count = sum(batches(part, owners.get(part.owner)).values())
        if count > MOST_BATCHES:
            hint = f"raise owners.{part.owner}.operations.crews.batch_servers"
            expected = f"at most {MOST_BATCHES} batches"
            where = f"components.{part.id}.servers"
            yield complaint("S404", where, f"{count} batches", expected, hint)


def _drawn(kind: HazardClass, scenario: Scenario, loads: _Loads) -> Work:
    """Expect what a class of random hazards strikes, at its highest rate.

    A common cause strikes its whole group as often as its part of each member's rate says, so
    that the sum stays the same.
    """
    years = scenario.clock.horizon_h / HOURS_PER_DAY / DAYS_PER_YEAR
    rate = max(kind.rate_per_year, kind.high or 0.0)
    return loads.of(kind.per, kind.only or loads.names(kind.per), rate * years, kind.kind)


def _declared(hazard: Hazard, loads: _Loads) -> Work:
    """Count what a hazard by the clock strikes; a domain counts for everything."""
    fields: tuple[tuple[Scope, str], ...] = (
        ("component", "component"), ("component", "components"), ("owner", "owner"),
        ("owner", "owners"), ("site", "site"), ("site", "sites"), ("category", "categories"),
    )  # fmt: skip
    for scope, field in fields:
        if named := getattr(hazard, field, None):
            names = [named] if isinstance(named, str) else named
            return loads.of(scope, names, 1.0, hazard.kind)
    zones = [zone for zone in getattr(hazard, "zones", ()) if zone in loads.site_of]
    if zones:
        return loads.of("site", {loads.site_of[zone].id for zone in zones}, 1.0, hazard.kind)
    return loads.of("region", loads.names("region"), 1.0, hazard.kind)
