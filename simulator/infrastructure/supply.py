"""Let power or cooling fail: machines stop intact and wait for crews when it is back."""

import math
from collections.abc import Generator
from typing import Final

import simpy

from simulator.infrastructure.part import ROUNDING, Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.targets import struck_zones
from simulator.model.hazards import CoolingFailure, PowerLoss
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.supply"


def go_dark(plant: Plant, hazard: PowerLoss, because: int) -> Generator[simpy.Event, None, None]:
    """Take power from zones until the supply is back.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : PowerLoss
        Where, and how long.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The return of the supply.
    """
    zones = struck_zones(plant, hazard)
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    place = plant.grounds.site_of[zones[0]] if zones else hazard.id
    detail = "The supply of power fails."
    failed = plant.log.event("power-failed", place, "", because, MODULE, hours(lasts_s), detail)
    for zone in zones:
        lost = plant.log.event("zone-lost", zone, "", failed, MODULE, 0.0, "The zone is dark.")
        plant.lose_zone(zone, lost, hazard.id)
    yield plant.env.timeout(lasts_s)
    detail = f"Power is back in {', '.join(zones)}."
    back = plant.log.event("power-returned", place, "", failed, MODULE, len(zones), detail)
    plant.power_zones(zones, back, hazard.id)


def overheat(
    plant: Plant, hazard: CoolingFailure, because: int
) -> Generator[simpy.Event, None, None]:
    """Shut part of the machines down until cooling is back.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : CoolingFailure
        Where, how many, and how long.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The return of cooling.
    """
    zones = struck_zones(plant, hazard)
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    place = plant.grounds.site_of[zones[0]] if zones else hazard.id
    detail = f"Cooling fails: {hazard.share:.0%} of the machines are shut down."
    hot = plant.log.event("cooling-failed", place, "", because, MODULE, hours(lasts_s), detail)
    fallen: list[Part] = []
    for zone in zones:
        plant.grounds.gate(zone, hazard.id)
        for part in plant.parts_in[zone]:
            if zone in part.live:
                count = math.ceil(hazard.share * part.component.servers[zone] - ROUNDING)
                fallen += plant.stop_machines(part, zone, count, hot)
            elif part.component.pattern != "none":
                plant.lose_room(part, hazard.id, zone, hazard.share)
                plant.feel_losses([part], hot, hazard.id)
    plant.report(fallen, hazard.id)
    yield plant.env.timeout(lasts_s)
    detail = "Cooling works again; machines may be restarted."
    back = plant.log.event("cooling-returned", place, "", hot, MODULE, len(zones), detail)
    for zone in zones:
        for part in plant.parts_in[zone]:
            if zone not in part.live:
                plant.regain_share(part, hazard.id, back)
        plant.open_zone(zone, back, hazard.id)
