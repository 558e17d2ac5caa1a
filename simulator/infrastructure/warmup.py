"""Let what begins to serve elsewhere, or again, grow to its full capacity."""

import math
from collections.abc import Generator
from typing import Final

import simpy

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.model.parameters import constant
from simulator.model.patterns import TRAITS
from simulator.model.services import Cache
from simulator.units import MINUTE_S, seconds_from_hours

MODULE: Final = "simulator.infrastructure.warmup"
STEPS: Final = 8
"""Steps in which a standby grows to its full room."""
WARM: Final = constant("cache_warm")
"""A cache counts as warm at this share of its capacity."""
PER_TIME_CONSTANT: Final = 10
"""Steps per time constant of a warming cache."""
HEADROOM: Final = constant("headroom")
"""Capacity over the ordinary peak load."""


def take_over(plant: Plant, part: Part, because: int) -> None:
    """Switch a component, tell what work is lost, and let the new place grow."""
    component, traits = part.component, TRAITS[part.component.pattern]
    if part.mirrored:
        plant.switch(part, because)
        return
    own = component.failover
    first = traits.first_capacity if own.first_capacity is None else own.first_capacity
    ramp_h = traits.ramp_h if own.ramp_h is None else own.ramp_h
    rpo_h = traits.rpo_h if own.rpo_h is None else own.rpo_h
    plant.switch(part, because, first if ramp_h > 0.0 else 1.0)
    if rpo_h > 0.0:
        detail = f"Work of the last {rpo_h:g} h did not reach the standby."
        owner = component.owner
        plant.log.event("work-lost", component.id, owner, because, MODULE, rpo_h, detail)
    if ramp_h > 0.0 and first < 1.0:
        plant.env.process(_grow(plant, part, first, seconds_from_hours(ramp_h)))


def _grow(
    plant: Plant, part: Part, first: float, ramp_s: float
) -> Generator[simpy.Event, None, None]:
    moved = part.times_moved
    for step in range(1, STEPS + 1):
        yield plant.env.timeout(ramp_s / STEPS)
        if not part.switched or part.times_moved != moved:
            return
        plant.fill(part, ramp=first + (1.0 - first) * step / STEPS)


def hit_ratio_after(hit: float, best: float, served: float, time_constants: float) -> float:
    """Find the hit ratio of a cache that has served for a while.

    Parameters
    ----------
    hit : float
        Hit ratio before. Share, 0 to 1.
    best : float
        h*: hit ratio of a warm cache. Share, 0 to 1.
    served : float
        Rate of served requests over the ordinary one, dimensionless, constant meanwhile.
    time_constants : float
        Time over the time constant at the ordinary rate, dimensionless.

    Returns
    -------
    float
        h* + (h - h*) exp(-S t / tau): the solution of dh/dt = (h* - h) S / V. Share.

    References
    ----------
    .. [1] N. Bronson et al. (2021), Metastable failures in distributed systems, HotOS.

    Examples
    --------
    >>> round(hit_ratio_after(0.0, 0.9, 1.0, 1.0), 6)
    0.568909
    """
    return best + (hit - best) * math.exp(-served * time_constants)


def capacity_share(hit: float, best: float) -> float:
    """Find the capacity that a hit ratio leaves, as a share of that of a warm cache.

    Parameters
    ----------
    hit, best : float
        Hit ratio now and when warm. Shares, below 1.

    Returns
    -------
    float
        (1 - h*) / (1 - h), since C(h) = kappa_db / (1 - h). Share, 0 to 1.

    Examples
    --------
    >>> round(capacity_share(0.0, 0.9), 6)
    0.1
    """
    return (1.0 - best) / (1.0 - hit)


class Warming:
    """Warms every cold cache that serves, at the rate at which it can serve."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self._warming: set[str] = set()
        self.load: dict[str, float] = {}
        """Load that people put on a component over its ordinary peak; 1 where nothing is known."""

    def begin(self, part: Part, because: int) -> None:
        """Start to warm a component that serves again, if it is cold."""
        cache, name = part.component.cache, part.component.id
        if cache is None or part.warmth >= 1.0 or name in self._warming:
            return
        self._warming.add(name)
        self.plant.env.process(self._warm(part, cache, because))

    def _warm(self, part: Part, cache: Cache, because: int) -> Generator[simpy.Event, None, None]:
        """Follow the cache until it is warm or has been lost again."""
        component, step = part.component, 1.0 / PER_TIME_CONSTANT
        told = self._tell("cache-cold", part, because, "Its cache is cold: little gets through.")
        while part.serves and part.warmth < WARM:
            yield self.plant.env.timeout(cache.warm_up_min * MINUTE_S * step)
            if not part.serves:
                break
            served = min(self.load.get(component.id, 1.0), part.warmth * HEADROOM)
            hit = 1.0 - (1.0 - cache.hit_ratio) / part.warmth
            hit = hit_ratio_after(hit, cache.hit_ratio, served, step)
            self.plant.fill(part, warmth=capacity_share(hit, cache.hit_ratio))
        if part.serves:
            self.plant.fill(part, warmth=1.0)
            self._tell("cache-warm", part, told, "Its cache is warm.")
        self._warming.discard(component.id)

    def _tell(self, kind: str, part: Part, because: int, detail: str) -> int:
        component = part.component
        return self.plant.log.event(
            kind, component.id, component.owner, because, MODULE, part.capacity, detail
        )
