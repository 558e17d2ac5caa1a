"""Let an owner's crews restart machines batch by batch, then have the data checked."""

import math
from collections.abc import Generator
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.model.operations import Crews
from simulator.model.services import Owner
from simulator.units import hours, seconds_from_hours

MODULE: Final = "simulator.infrastructure.repair"
Steps: TypeAlias = Generator[simpy.Event, None, None]


def strength(crews: Crews, gathered_h: float) -> float:
    """Find the share of a crew's full strength that has arrived.

    Parameters
    ----------
    crews : Crews
        How many are there at once and how fast the others come.
    gathered_h : float
        Time since they were called. Hours, >= 0.

    Returns
    -------
    float
        first + (1 - first)(1 - exp(-t / surge)). Share, 0 to 1.
    """
    late = 1.0 - crews.first_share
    return crews.first_share + late * -math.expm1(-gathered_h / crews.surge_h)


class RepairCrew:
    """All repair crews of one owner, wherever they work; they start one batch after another."""

    def __init__(self, plant: Plant, owner: Owner) -> None:
        self.plant = plant
        self.owner = owner
        parts = [part for part in plant.parts.values() if part.component.owner == owner.id]
        self._parts = sorted(parts, key=lambda part: part.component.priority)
        self._started: dict[tuple[str, int], int] = {}
        self._checked: set[tuple[str, int]] = set()

    def restart_machines(self) -> Steps:
        """Restart what can be restarted, in order of priority; wait for power when nothing can.

        Yields
        ------
        Event
            The end of a batch, or the news that there may be work.
        """
        crews = self.owner.operations.crews
        while True:
            job = self._next_job()
            if job is None:
                yield self.plant.work_to_do
                continue
            part, zone = job
            began = self._began(zone)
            batch = min(crews.batch_servers, part.off[zone])
            yield self.plant.env.timeout(seconds_from_hours(batch / self._rate_per_h(zone)))
            self.plant.restart(part, zone, batch, began)
            self._follow_up(part, began)

    def verify(self, part: Part, because: int) -> Steps:
        """Check a component's data, then let it serve; a new loss makes the check void."""
        component, loss = part.component, part.times_lost
        check_s = self.plant.draw_s(component.verification, component.id, "verify", loss)
        yield self.plant.env.timeout(check_s)
        if part.times_lost == loss:
            detail = "Its data are consistent."
            done = self._tell("data-verified", component.id, because, hours(check_s), detail)
            self.plant.verify(part, done)

    def _next_job(self) -> tuple[Part, str] | None:
        for part in self._parts:
            for zone, count in part.off.items():
                if count and self.plant.may_work(zone):
                    return part, zone
        return None

    def _rate_per_h(self, zone: str) -> float:
        """Tell how many machines an hour the crews start now, with or without their tools."""
        crews = self.owner.operations.crews
        _, since_s = self.plant.repair_since[self.owner.id, self.plant.site_of[zone]]
        tools = [part for part in self._parts if part.component.kind == "control"]
        automated = all(tool.serves for tool in tools)
        full = crews.automated_servers_per_h if automated else crews.manual_servers_per_h
        return full * strength(crews, hours(self.plant.env.now - since_s))

    def _began(self, zone: str) -> int:
        """Tell once per site and return of power that work begins."""
        site, power = self.plant.site_of[zone], self.plant.power_event[zone]
        if (site, power) not in self._started:
            off = sum(
                count
                for part in self._parts
                for place, count in part.off.items()
                if self.plant.site_of[place] == site and self.plant.may_work(place)
            )
            detail = f"Crews begin to restart {off} machines."
            self._started[site, power] = self._tell("restart-started", site, power, off, detail)
        return self._started[site, power]

    def _follow_up(self, part: Part, began: int) -> None:
        if not any(count and self.plant.may_work(place) for place, count in part.off.items()):
            live, name = sum(part.live.values()), part.component.id
            detail = f"{part.live_share:.0%} of its machines run."
            self._tell("component-restarted", name, began, live, detail)
        check = (part.component.id, part.times_lost)
        if part.enough and not part.verified and check not in self._checked:
            self._checked.add(check)
            self.plant.env.process(self.verify(part, began))

    def _tell(self, kind: str, where: str, because: int, value: float, detail: str) -> int:
        return self.plant.log.event(kind, where, self.owner.id, because, MODULE, value, detail)
