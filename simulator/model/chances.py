"""Check that the classes of random hazards can strike what they are counted for."""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.errors import Problem
from simulator.model.catalogue import Group, HazardClass, Scope
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.hazards import HazardKind
from simulator.model.scenario import Scenario

_COMPONENTS: Final[tuple[Scope, ...]] = ("owner", "service", "component")
SCOPES: Final[dict[HazardKind, tuple[Scope, ...]]] = {
    "fire": ("site",),
    "power-loss": ("site", "region"),
    "cooling-failure": ("site", "region"),
    "network-failure": ("site", "owner", "region"),
    "software-fault": _COMPONENTS,
    "bad-push": _COMPONENTS,
    "expired-certificate": _COMPONENTS,
    "ransomware": _COMPONENTS,
    "machine-failure": ("machine",),
    "surge": ("category",),
    "strike": ("owner",),
    "withdrawal": ("owner",),
}
"""What the rate of each kind may be counted for."""
GROUPS: Final[dict[Group, Scope]] = {
    "campus": "site",
    "provider": "site",
    "power-domain": "site",
    "network-domain": "site",
    "admin-domain": "owner",
}
"""What each group is a group of."""


def catalogue_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check every class of the catalogue."""
    yield from repeated("catalogue", [kind.id for kind in scenario.catalogue])
    if scenario.random_hazards and not scenario.catalogue:
        expected = "a catalogue of hazard classes, for example 'catalogue: standard'"
        yield complaint("S309", "random_hazards", "true without a catalogue", expected)
    known = _names(scenario)
    for kind in scenario.catalogue:
        where = f"catalogue.{kind.id}"
        yield from _fit_problems(kind, where)
        for number, name in enumerate(kind.only):
            yield from unknown(f"{where}.only[{number}]", name, kind.per, known[kind.per])


def _fit_problems(kind: HazardClass, where: str) -> Iterator[Problem]:
    """Check a class against its kind."""
    scopes = SCOPES[kind.kind]
    if kind.per not in scopes:
        expected = f"for {kind.kind}: {_choices(scopes)}"
        yield complaint("S309", f"{where}.per", repr(kind.per), expected)
    if kind.common is not None and GROUPS[kind.common] != kind.per:
        groups = [name for name, scope in GROUPS.items() if scope == kind.per]
        expected = f"for a rate per {kind.per}: {_choices(groups)}"
        yield complaint("S309", f"{where}.common", repr(kind.common), expected)
    if kind.kind == "surge" and kind.lasts is None:
        yield complaint("S201", f"{where}.lasts", "nothing", "how long a surge lasts")


def _choices(names: Iterable[str]) -> str:
    return " or ".join(names) or "no group"


def _names(scenario: Scenario) -> dict[Scope, list[str]]:
    """List what each rate may be counted for."""
    components = [component.id for component in scenario.components]
    return {
        "site": [site.id for site in scenario.sites],
        "owner": [owner.id for owner in scenario.owners],
        "service": [service.id for service in scenario.services],
        "component": components,
        "machine": components,
        "region": list(dict.fromkeys(site.region for site in scenario.sites)),
        "category": [category.id for category in scenario.people.categories],
    }
