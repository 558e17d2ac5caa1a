"""Let a fire run its course: power lost zone by zone, a cut for the brigade, power in stages."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Final

import simpy

from simulator.infrastructure.log import FIRST_CAUSE
from simulator.infrastructure.plant import Plant
from simulator.model.hazards import Fire, PowerStage
from simulator.model.places import Zone
from simulator.units import MINUTE_S, Seconds, seconds_from_hours

MODULE: Final = "simulator.infrastructure.fire"


def burn(plant: Plant, fire: Fire, because: int) -> Generator[simpy.Event, None, None]:
    """Burn in a site's power room until all its zones have power again.

    Parameters
    ----------
    plant : Plant
        What burns.
    fire : Fire
        Where, and how power returns; it starts now.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The next thing that the fire does.
    """
    starts_s = plant.env.now
    blaze = _Blaze(plant, fire, because)
    blaze.start()
    for after_s, happen in blaze.course():
        yield plant.env.timeout(max(0.0, starts_s + after_s - plant.env.now))
        happen()


@dataclass(slots=True)
class _Blaze:
    """A fire that burns, and the last event that it is the cause of."""

    plant: Plant
    fire: Fire
    last: int = FIRST_CAUSE

    @property
    def zones(self) -> tuple[Zone, ...]:
        sites = self.plant.scenario.sites
        return next(site.zones for site in sites if site.id == self.fire.site)

    def course(self) -> list[tuple[Seconds, Callable[[], None]]]:
        """List what happens, and how long after the start."""
        cut_s = self.fire.cut_after_min * MINUTE_S
        steps: list[tuple[Seconds, Callable[[], None]]] = [
            (zone.ups_loss_min * MINUTE_S, partial(self._stop_supply, zone.id))
            for zone in self.zones
            if zone.ups_loss_min * MINUTE_S < cut_s
        ]
        steps.append((cut_s, self._cut))
        steps.append((seconds_from_hours(self.fire.out_after_h), self._go_out))
        steps += [
            (seconds_from_hours(stage.after_h), partial(self._power, stage))
            for stage in self.fire.power_stages
        ]
        return sorted(steps, key=lambda step: step[0])

    def start(self) -> None:
        """Begin."""
        self.last = self._tell("fire-started", self.last, "A battery room burns.")
        self.plant.grounds.close(self.fire.site, self.fire.id)

    def _stop_supply(self, zone: str) -> None:
        self._lose(zone, self.last, "Heat stops the uninterruptible power supplies of the zone.")

    def _cut(self) -> None:
        left = [
            zone.id
            for zone in self.zones
            if self.fire.id not in self.plant.grounds.dark.get(zone.id, ())
        ]
        detail = "The whole site is cut off from power for the fire brigade."
        cut = self._tell("site-cut", self.last, detail, len(left))
        for zone in left:
            self._lose(zone, cut, "The zone is cut off with its site.")

    def _go_out(self) -> None:
        self.last = self._tell("fire-out", self.last, "The fire is out; crews may enter.")
        self.plant.open_site(self.fire.site, self.fire.id)

    def _power(self, stage: PowerStage) -> None:
        dark = [
            zone.id
            for zone in self.zones
            if self.fire.id in self.plant.grounds.dark.get(zone.id, ())
        ]
        zones = [zone for zone in dark if not stage.zones or zone in stage.zones]
        if zones:
            detail = f"Power is back in {', '.join(zones)}."
            back = self._tell("power-returned", self.last, detail, len(zones))
            self.plant.power_zones(zones, back, self.fire.id)

    def _lose(self, zone: str, because: int, detail: str) -> None:
        lost = self.plant.log.event("zone-lost", zone, "", because, MODULE, 0.0, detail)
        self.plant.lose_zone(zone, lost, self.fire.id, self.fire.destroyed_share)

    def _tell(self, kind: str, because: int, detail: str, value: float = 0.0) -> int:
        return self.plant.log.event(kind, self.fire.site, "", because, MODULE, value, detail)
