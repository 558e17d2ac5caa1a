"""Let a network, DNS or backbone fail: machines run, but requests do not reach them."""

from collections.abc import Generator
from typing import Final

import simpy

from simulator.infrastructure.part import EVERYWHERE, Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.targets import struck_zones
from simulator.model.hazards import NetworkFailure
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.network"


def cut_off(
    plant: Plant, hazard: NetworkFailure, because: int
) -> Generator[simpy.Event, None, None]:
    """Keep requests from places, or from everything of an owner, until the network is repaired.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : NetworkFailure
        Where, what share, and how long.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The repair of the network.
    """
    struck = _struck(plant, hazard)
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    place = hazard.owner or hazard.network_domain or hazard.region or hazard.id
    if hazard.sites or hazard.zones:
        place = (*hazard.sites, *hazard.zones)[0]
    detail = f"{hazard.share:.0%} of requests no longer get through."
    owner = hazard.owner or ""
    failed = plant.log.event(
        "network-failed", place, owner, because, MODULE, hours(lasts_s), detail
    )
    for part, zones in struck:
        for zone in zones:
            plant.lose_share(part, hazard.id, zone, hazard.share)
    plant.feel_losses([part for part, _ in struck], failed, hazard.id)
    yield plant.env.timeout(lasts_s)
    detail = "The network carries requests again."
    back = plant.log.event("network-repaired", place, owner, failed, MODULE, 0.0, detail)
    for part, _ in struck:
        plant.regain_share(part, hazard.id, back)


def _struck(plant: Plant, hazard: NetworkFailure) -> list[tuple[Part, list[str]]]:
    """List components with the zones in which they are cut off, or everywhere."""
    mine = plant.parts_of[hazard.owner] if hazard.owner is not None else []
    found = {part.component.id: [EVERYWHERE] for part in mine}
    for zone in struck_zones(plant, hazard):
        for part in plant.parts_in[zone]:
            places = found.setdefault(part.component.id, [])
            if EVERYWHERE not in places:
                places.append(zone)
    return [(plant.parts[name], places) for name, places in found.items()]
