"""Check that a component can be redundant in the way it says."""

from collections.abc import Collection, Iterator
from typing import Final

from simulator.errors import Problem
from simulator.model.base import ROUNDING
from simulator.model.complaint import complaint, unknown
from simulator.model.patterns import Pattern
from simulator.model.services import Component

_FIELDS: Final = ("switch", "first_capacity", "ramp_h", "rpo_h")
_USED: Final[dict[Pattern, tuple[str, ...]]] = {
    "none": (),
    "quorum": (),  # survivors go on by themselves
    "active-active": ("switch",),  # all places are warm and share their data
}
_FITTING: Final = "cold-backup, pilot-light, warm-standby or active-passive"


def redundancy_problems(component: Component, zones: Collection[str]) -> Iterator[Problem]:
    """Check standbys, pattern, quorum and what a failover takes.

    Parameters
    ----------
    component : Component
        As declared.
    zones : collection of str
        Every zone that is declared.

    Yields
    ------
    Problem
        Without file and line.
    """
    yield from _standby_problems(component, zones)
    yield from _pattern_problems(component)
    yield from _quorum_problems(component)
    yield from _failover_problems(component)


def _standby_problems(component: Component, zones: Collection[str]) -> Iterator[Problem]:
    where = f"components.{component.id}.standby"
    for number, standby in enumerate(component.standby):
        yield from unknown(f"{where}[{number}].zone", standby.zone, "zone", zones)
        if standby.zone in component.servers:
            expected = "a zone in which it does not normally serve"
            hint = "a component cannot fail over to itself"
            yield complaint("S309", f"{where}[{number}].zone", repr(standby.zone), expected, hint)
        if standby.zone in [other.zone for other in component.standby[:number]]:
            yield complaint("S306", f"{where}[{number}].zone", repr(standby.zone), "one per zone")


def _pattern_problems(component: Component) -> Iterator[Problem]:
    """Complain of a pattern that has no second place to use."""
    by_zone = component.pattern in {"active-active", "quorum"} and len(component.servers) > 1
    if component.pattern == "active-active" and by_zone and not component.standby:
        yield from _survival_problems(component)
    if component.pattern == "none" or component.standby or by_zone:
        return
    where, found = f"components.{component.id}.pattern", f"{component.pattern!r} in one place"
    hint = "declare a standby, or write pattern: none"
    yield complaint("S309", where, found, "a second place from which it can serve", hint)


def _survival_problems(component: Component) -> Iterator[Problem]:
    """Complain of mirrors of which no zone can be lost: too many machines must run."""
    total, least = sum(component.servers.values()), min(component.servers.values())
    left = 1.0 - least / total
    if component.minimum_share > left + ROUNDING:
        found = f"{component.minimum_share:g}, though only {left:.3g} is left without one zone"
        hint = "lower minimum_share: mirrors serve with what survives"
        where, expected = f"components.{component.id}.minimum_share", f"at most {left:.3g}"
        yield complaint("S309", where, found, expected, hint)


def _quorum_problems(component: Component) -> Iterator[Problem]:
    where = f"components.{component.id}.quorum"
    places = len(component.servers) + len(component.standby)
    if component.pattern != "quorum":
        if component.quorum is not None:
            hint = "write pattern: quorum, or leave out quorum"
            expected = f"nothing under the pattern {component.pattern}"
            yield complaint("S309", where, str(component.quorum), expected, hint)
    elif component.quorum is None:
        expected = f"how many of its {places} places must run, 1 to {places}"
        yield complaint("S201", where, "nothing", expected)
    elif component.quorum > places:
        found, expected = f"{component.quorum} of {places} places", f"at most {places}"
        hint = "each zone of servers and each standby is one place"
        yield complaint("S309", where, found, expected, hint)


def _failover_problems(component: Component) -> Iterator[Problem]:
    """Complain of what is said of a failover that its pattern does not make."""
    used = _USED.get(component.pattern, _FIELDS)
    unused = {name: getattr(component.failover, name) for name in _FIELDS if name not in used}
    for field, value in unused.items():
        if value is None:
            continue
        where = f"components.{component.id}.failover.{field}"
        found = f"{value:g}" if isinstance(value, float) else "a length of time"
        expected = f"nothing under the pattern {component.pattern}, which has no use for it"
        hint = f"it belongs to {_FITTING}; leave it out"
        yield complaint("S309", where, found, expected, hint)
