"""Follow what the state of components means for features and services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import EVERYWHERE, Part
from simulator.model.scenario import Scenario
from simulator.topology.propagation import Changed, Propagation
from simulator.topology.quality import WORKS, Floats, wire
from simulator.units import Seconds

MODULE: Final = "simulator.infrastructure.functions"


class Functions:
    """Quality and capacity of features and services, and the events when they cross a line."""

    def __init__(self, scenario: Scenario, log: EventLog) -> None:
        self.wiring = wire(scenario)
        self._log = log
        self._now = Propagation(self.wiring)
        self._worlds: dict[str, _World] = {}
        self._owners = [service.owner or "" for service in scenario.services]
        self._place = {name: number for number, name in enumerate(self.wiring.component_ids)}
        self.feature_quality: Floats = np.ones(len(self.wiring.feature_ids))
        self.service_quality: Floats = np.ones(len(self.wiring.service_ids))
        self.service_capacity: Floats = np.ones(len(self.wiring.service_ids))

    @property
    def fading(self) -> bool:
        """Whether log-in sessions lapse, so that `fade` has something to do."""
        every = [self._now, *(world.state for world in self._worlds.values())]
        return any(each.sessions.open for each in every)

    def take(self, part: Part, because: int, now_s: Seconds = 0.0) -> bool:
        """Take over the state of one component and book what follows from it.

        Parameters
        ----------
        part : Part
            The component that changed.
        because : int
            Number of the event that changed it.
        now_s : float
            Seconds of the run.

        Returns
        -------
        bool
            Whether a quality or capacity of a feature or service is another than before.
        """
        number, shares = self._place[part.component.id], _shares(part)
        quality = 0.0 if any(share >= 1.0 for share in shares.values()) else part.placed
        touched = self._now.put(number, (quality, part.capacity), now_s, because)
        features, services = set(touched.features), set(touched.services)
        for hazard, share in shares.items():
            if share < 1.0 and hazard not in self._worlds:
                self._worlds[hazard] = _World(self._now.fork())
        for hazard, world in list(self._worlds.items()):
            before = (number in world.struck, world.share)
            met = world.meet(number, shares.get(hazard, 0.0), (quality, part.capacity))
            changed = world.state.put(number, met, now_s, because)
            world.features.update(changed.features)
            world.services.update(changed.services)
            reaches = (number in world.struck, world.share) != before
            features.update(world.features if reaches else changed.features)
            services.update(world.services if reaches else changed.services)
            if not world.struck:
                del self._worlds[hazard]
        return self._book(Changed(sorted(features), sorted(services)), because)

    def fade(self, now_s: Seconds) -> bool:
        """Let log-in sessions lapse up to now and book what follows from it.

        Parameters
        ----------
        now_s : float
            Seconds of the run.

        Returns
        -------
        bool
            Whether a quality or capacity of a feature or service is another than before.
        """
        booked = [self._book(changed, because) for because, changed in self._now.fade(now_s)]
        for world in self._worlds.values():
            booked += [self._book(changed, because) for because, changed in world.state.fade(now_s)]
        return any(booked)

    def _book(self, changed: Changed, because: int) -> bool:
        features = [self._tell_feature(number, because) for number in changed.features]
        services = [self._tell_service(number) for number in changed.services]
        return any([*features, *services])

    def _mixed(self, ordinary: float, hit: Callable[[Propagation], float]) -> float:
        """Mix what users get whom each fault reaches with what the others get.

        A fault that reaches a share s of users reaches the same ones wherever it strikes: of a
        function's requests (1 - s) q + s q' succeed, with q' its quality for those users. Several
        faults reach users independently of each other; whom two of them reach has the worse.
        """
        worst_first = sorted((hit(world.state), world.share) for world in self._worlds.values())
        mixed, others = 0.0, 1.0
        for quality, share in worst_first:
            mixed += others * share * quality
            others *= 1.0 - share
        return mixed + others * ordinary if worst_first else ordinary

    def _tell_feature(self, number: int, because: int) -> bool:
        before = float(self.feature_quality[number])
        quality = self._mixed(self._now.feature[number], lambda state: state.feature[number])
        if quality == before:
            return False
        self.feature_quality[number] = quality
        name = self.wiring.feature_ids[number]
        if (before >= WORKS) != (quality >= WORKS):
            owner = self._owners[int(self.wiring.feature_service[number])]
            kind = "function-restored" if quality >= WORKS else "function-lost"
            detail = f"{quality:.0%} of requests to it succeed."
            self._log.event(kind, name, owner, because, MODULE, quality, detail)
        self._log.state("feature", name, quality, quality)
        return True

    def _tell_service(self, number: int) -> bool:
        ordinary = self._now.service_quality(number)
        quality = self._mixed(ordinary, lambda state: state.service_quality(number))
        capacity = self._now.capacity[number]
        before = (float(self.service_quality[number]), float(self.service_capacity[number]))
        if (quality, capacity) == before:
            return False
        self.service_quality[number] = quality
        self.service_capacity[number] = capacity
        self._log.state("service", self.wiring.service_ids[number], quality, capacity)
        return True


@dataclass(slots=True)
class _World:
    """How things are for those users whom one fault reaches."""

    state: Propagation
    share: float = 0.0
    """Share of users whom it reaches."""
    struck: set[int] = field(default_factory=set)
    """Components that fail them."""
    features: set[int] = field(default_factory=set)
    """Features that may be otherwise for them than for the others."""
    services: set[int] = field(default_factory=set)
    """Services likewise."""

    def meet(self, number: int, share: float, state: tuple[float, float]) -> tuple[float, float]:
        """Tell what they get of a component of which the others get this state."""
        if 0.0 < share < 1.0:
            self.share = share
            self.struck.add(number)
            return 0.0, state[1]
        self.struck.discard(number)
        return state


def _shares(part: Part) -> dict[str, float]:
    """List the shares of users whom faults reach wherever the component runs, by fault."""
    return {hazard: share for (hazard, zone), share in part.losses.items() if zone == EVERYWHERE}
