"""Let hazards strike at random: a marked Poisson process for each class and element."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from simulator.infrastructure.exposure import Target, targets
from simulator.infrastructure.marks import Event, known_length_h, mark
from simulator.model.catalogue import HazardClass
from simulator.model.hazards import Hazard
from simulator.model.scenario import Scenario
from simulator.model.structure import under_prior
from simulator.streams import exponential, uniform
from simulator.units import YEAR_S, hours

YEAR_H: Final = hours(YEAR_S)
LONGEST_NAME: Final = 33
"""Letters of class and element in an id, so that a number still fits."""
_ROOT: Final = "catalogue"


def random_hazards(scenario: Scenario, seed: int) -> list[Hazard]:
    """Draw every random hazard of a run.

    Parameters
    ----------
    scenario : Scenario
        Its catalogue, clock, places and owners.
    seed : int
        Address of the luck.

    Returns
    -------
    list of Hazard
        In order of time, ids ``random-CLASS--ELEMENT-NUMBER``; g before the number marks an event
        that strikes all members of a group, each with a hazard and a repair of its own.

    Notes
    -----
    Poisson processes by exponential gaps at the class's highest rate, thinned to its rate (Lewis
    and Shedler 1979): a lower rate keeps a subset of the same events. The beta factor moves part of
    an element's rate to its group (IEC 61508-6). Nothing depends on patterns or practice, so
    remedies meet the same hazards.
    """
    found = [
        hazard
        for kind in under_prior(scenario.structure, scenario.catalogue)
        for target in targets(scenario, kind)
        for hazard in _of_target(scenario, kind, target, seed)
    ]
    return sorted(found, key=lambda hazard: (hazard.at, hazard.id))


@dataclass(frozen=True, slots=True)
class _Source:
    """A Poisson process of one class: that of an element, or that of a group."""

    kind: HazardClass
    address: tuple[str, ...]
    share: float
    """Part of the class's rate that comes from here."""
    count: int = 1

    def times_h(self, horizon_h: float, seed: int) -> Iterator[tuple[int, float]]:
        """Count up the events that strike, and tell when, hours since the start of the run."""
        highest = max(self.kind.rate_per_year, self.kind.high or 0.0)
        if highest <= 0.0 or self.share <= 0.0:
            return
        kept = self.share * self.kind.rate_per_year / highest
        mean_gap_h = YEAR_H / (highest * self.count)
        address, after_h, number = (_ROOT, self.kind.id, *self.address), 0.0, 0
        while True:
            number += 1
            after_h += mean_gap_h * exponential(seed, *address, number, "gap")
            if after_h >= horizon_h:
                return
            if kept >= 1.0 or uniform(seed, *address, number, "kept") < kept:
                yield number, after_h


def _of_target(
    scenario: Scenario, kind: HazardClass, target: Target, seed: int
) -> Iterator[Hazard]:
    """Draw what strikes one element: its own events and those of its group."""
    clock, name, busy_until_h = scenario.clock, _name(kind.id, target.element), 0.0
    for after_h, number in sorted(_arrivals(kind, target, clock.horizon_h, seed)):
        at = clock.start + timedelta(hours=after_h)
        address = (_ROOT, kind.id, target.element, number)
        hazard = mark(kind, target, Event(f"{name}-{number}", at, after_h, address), seed)
        if kind.while_up:
            if after_h < busy_until_h:
                continue
            busy_until_h = after_h + known_length_h(hazard, seed)
        yield hazard


def _arrivals(
    kind: HazardClass, target: Target, horizon_h: float, seed: int
) -> Iterator[tuple[float, str]]:
    """Tell when an element is struck, and by which event, in no order."""
    shared = 0.0 if target.group is None else kind.beta
    own = _Source(kind, (target.element,), 1.0 - shared, target.count)
    for number, after_h in own.times_h(horizon_h, seed):
        yield after_h, str(number)
    if target.group is not None:
        common = _Source(kind, ("group", target.group), shared)
        for number, after_h in common.times_h(horizon_h, seed):
            yield after_h, f"g{number}"


def _name(kind: str, element: str) -> str:
    """Name the hazards of a class and element, the same way in every scenario.

    >>> _name("site-power", "pangyo")
    'random-site-power--pangyo'
    >>> _name("machines", "a-component-with-a-name.and-a-zone")
    'random-machines--a-compone-9a4e88'
    """
    plain = f"random-{kind}--{element}"
    if len(plain) <= LONGEST_NAME and "." not in plain and "--" not in kind + "-" + element:
        return plain
    digest = blake2b(f"{kind}\x1f{element}".encode(), digest_size=3).hexdigest()
    return f"{plain.replace('.', '-')[: LONGEST_NAME - 7]}-{digest}"
