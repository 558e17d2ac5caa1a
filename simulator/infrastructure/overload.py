"""Let machines feel the load of people: tell when a service is overrun, and let it crash."""

from collections.abc import Generator
from typing import Final

import numpy as np
import simpy
from numpy.typing import NDArray

from simulator.infrastructure.log import FIRST_CAUSE
from simulator.infrastructure.part import EVERYWHERE, Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.warmup import Warming
from simulator.model.parameters import constant
from simulator.model.scenario import Scenario
from simulator.model.services import Service
from simulator.topology.quality import WORKS
from simulator.topology.usage import service_use
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.overload"
OVERRUN: Final = constant("overrun")
"""A service counts as overrun when fewer requests than this find room."""
RELIEVED: Final = constant("relieved")
"""And as relieved when more than this do."""


class Overload:
    """Which services are overrun, and what that does to their machines."""

    def __init__(self, plant: Plant, warming: Warming) -> None:
        self.plant = plant
        self.warming = warming
        self._services = plant.scenario.services
        self._own = [_own_parts(plant, number) for number in range(len(self._services))]
        self._fragile = [
            [part for part in parts if part.component.owner == service.owner]
            for service, parts in zip(self._services, self._own, strict=True)
        ]
        self._others = _others(plant.scenario)
        self._cached = [
            (number, part)
            for number, parts in enumerate(self._own)
            for part in parts
            if part.component.cache is not None
        ]
        self._overrun: dict[int, int] = {}
        self._crashes = 0
        self._crashed: set[int] = set()

    def feel(self, served: NDArray[np.float64], load: NDArray[np.float64]) -> None:
        """Take in how a beat went for each service.

        Parameters
        ----------
        served : ndarray of float64, shape (S,)
            Share of requests for which there was room. Share.
        load : ndarray of float64, shape (S,)
            Requests over capacity, dimensionless.
        """
        self._warm(load)
        if not self._overrun and served.min() >= OVERRUN:
            return
        works = self.plant.functions.service_quality >= WORKS
        served = np.where(works, served, 1.0)  # what is down anyway is not overrun
        for number in np.flatnonzero(served < OVERRUN).tolist():
            if number not in self._overrun:
                self._overrun[number] = self._tell_overrun(number, served, load)
        for number in [n for n in self._overrun if works[n] and served[n] > RELIEVED]:
            detail = "There is room for all requests again."
            self._tell("service-relieved", number, self._overrun.pop(number), 1.0, detail)
        for number in self._overrun:
            limit = self._services[number].trips_at
            may_crash = works[number] and self._fragile[number] and number not in self._crashed
            if limit is not None and may_crash and load[number] > limit:
                self.plant.env.process(self._crash(number))

    def _warm(self, load: NDArray[np.float64]) -> None:
        """Tell caches how many requests come; what has room serves and warms."""
        self.warming.load.clear()
        for number, part in self._cached:
            peak = self._services[number].peak_capacity
            asked = float(load[number]) * part.capacity * peak
            known = self.warming.load.get(part.component.id, 0.0)
            self.warming.load[part.component.id] = max(known, asked)

    def _crash(self, number: int) -> Generator[simpy.Event, None, None]:
        """Let the machines of an overrun service crash and start again."""
        self._crashed.add(number)
        self._crashes += 1
        service, hazard = self._services[number], f"overload-{self._crashes}"
        lasts_s = self.plant.draw_s(service.trip_restart, service.id, "trip", self._crashes)
        detail = "Its machines crash under the load."
        lasts_h = hours(lasts_s)
        fell = self._tell("service-crashed", number, self._overrun[number], lasts_h, detail)
        parts = self._fragile[number]
        for part in parts:
            self.plant.lose_share(part, hazard, EVERYWHERE, 1.0)
            part.cool_down()
        self.plant.feel_losses(parts, fell, hazard)
        yield self.plant.env.timeout(lasts_s)
        self._crashed.discard(number)
        detail = "They have started again."
        back = self._tell("service-restarted", number, fell, 0.0, detail)
        for part in parts:
            self.plant.regain_share(part, hazard, back)

    def _tell_overrun(
        self, number: int, served: NDArray[np.float64], load: NDArray[np.float64]
    ) -> int:
        """Name the surge, or the loss of machines, that brought the load about."""
        service, cause = self._services[number], FIRST_CAUSE
        surges = list(self.plant.surges.values())
        losses = [part.last_event for part in self._own[number] if part.last_event >= 0]
        cause = max(losses + surges) if losses or surges else self._fled_from(number)
        detail = (
            f"{load[number]:.1f} times the requests it can carry: "
            f"{served[number]:.0%} of them find room."
        )
        return self.plant.log.event(
            "service-overrun", service.id, service.owner or "", cause, MODULE,
            float(load[number]), detail,
        )  # fmt: skip

    def _fled_from(self, number: int) -> int:
        """Find the loss of what most people would have used instead, or else the latest event."""
        log = self.plant.log
        for service in self._others[number]:
            names = (f"{service.id}.{feature.id}" for feature in service.features)
            lost = [log.latest_of.get(("function-lost", name), FIRST_CAUSE) for name in names]
            if max(lost) >= 0:
                return max(lost)
        return log.latest

    def _tell(self, kind: str, number: int, because: int, value: float, detail: str) -> int:
        service = self._services[number]
        owner = service.owner or ""
        return self.plant.log.event(kind, service.id, owner, because, MODULE, value, detail)


def _others(scenario: Scenario) -> list[list[Service]]:
    """List for each service those that meet the same needs, the most used first."""
    use = service_use(scenario)
    rivals: dict[str, set[str]] = {service.id: set() for service in scenario.services}
    for category in scenario.people.categories:
        names = {option.service for option in category.options}
        for name in names:
            rivals[name] |= names - {name}
    ranked = sorted(scenario.services, key=lambda one: -use[one.id])
    return [[one for one in ranked if one.id in rivals[s.id]] for s in scenario.services]


def _own_parts(plant: Plant, number: int) -> list[Part]:
    """List the components that a service's functions cannot do without."""
    service = plant.scenario.services[number]
    names = dict.fromkeys(
        need.on
        for feature in service.features
        for need in feature.needs
        if need.hard and isinstance(need.on, str)
    )
    return [plant.parts[name] for name in names if name in plant.parts]
