"""Let each hazard strike at its time: by the clock, or after another one."""

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import simpy

from simulator.infrastructure.conditions import announce, break_down, rush, walk_out, withdraw
from simulator.infrastructure.fire import burn
from simulator.infrastructure.log import FIRST_CAUSE
from simulator.infrastructure.network import cut_off
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.ransomware import encrypt
from simulator.infrastructure.software import expire, misbehave, push
from simulator.infrastructure.supply import go_dark, overheat
from simulator.model.hazards import Hazard, Withdrawal
from simulator.units import DAY_S

Steps: TypeAlias = Generator[simpy.Event, None, None]

COURSES: Final[Mapping[str, Callable[[Plant, Any, int], Steps]]] = {
    "fire": burn,
    "power-loss": go_dark,
    "cooling-failure": overheat,
    "network-failure": cut_off,
    "software-fault": misbehave,
    "bad-push": push,
    "expired-certificate": expire,
    "ransomware": encrypt,
    "machine-failure": break_down,
    "surge": rush,
    "strike": walk_out,
    "withdrawal": withdraw,
}
"""What each kind of hazard does once it strikes."""


class Hazards:
    """Everything that goes wrong in a run, and who waits for whom.

    Parameters
    ----------
    plant : Plant
        What is struck.
    hazards : sequence of Hazard
        First causes; those that follow another name it.
    """

    def __init__(self, plant: Plant, hazards: Sequence[Hazard]) -> None:
        self._plant = plant
        self._struck = {hazard.id: plant.env.event() for hazard in hazards}
        self._first: dict[str, int] = {}
        for hazard in hazards:
            plant.env.process(self._strike(hazard))

    def _strike(self, hazard: Hazard) -> Steps:
        """Wait for its time, see whether it strikes at all, and run its course."""
        plant, because = self._plant, FIRST_CAUSE
        if hazard.at is not None:
            after_s = (hazard.at - plant.scenario.clock.start).total_seconds()
            if isinstance(hazard, Withdrawal):
                after_s = max(0.0, after_s - hazard.notice_days * DAY_S)
            yield plant.env.timeout(after_s)
        elif hazard.follows is not None:
            yield self._struck[hazard.follows]
            because = self._first[hazard.follows]
            yield plant.env.timeout(plant.draw_s(hazard.delay, hazard.id, "delay"))
        if hazard.chance < 1.0 and plant.draw_share(hazard.id, "strikes") >= hazard.chance:
            return
        if isinstance(hazard, Withdrawal):
            because = yield from announce(plant, hazard, because)
        course = COURSES[hazard.kind](plant, hazard, because)
        before = plant.log.latest
        first = next(course, None)
        self._first[hazard.id] = before + 1 if plant.log.latest > before else because
        self._struck[hazard.id].succeed()
        if first is not None:
            yield first
            yield from course
