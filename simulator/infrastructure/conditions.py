"""Let people and markets change: strikes, surges of demand, withdrawals of an owner."""

from collections.abc import Generator
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.part import EVERYWHERE
from simulator.infrastructure.plant import Plant
from simulator.model.hazards import MachineFailure, Strike, Surge, Withdrawal
from simulator.units import DAY_S, HOUR_S, MINUTE_S, hours

MODULE: Final = "simulator.infrastructure.conditions"
Steps: TypeAlias = Generator[simpy.Event, None, None]


def break_down(plant: Plant, hazard: MachineFailure, because: int) -> Steps:
    """Break single machines, which then wait for a crew.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : MachineFailure
        Which, where and how many.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        Nothing further: crews do the rest.
    """
    part = plant.parts[hazard.component]
    live = part.live.get(hazard.zone, 0)
    if hazard.by_lot:
        lot = plant.draw_share(hazard.id, "machine") * part.component.servers[hazard.zone]
        live = live if lot < live else 0
    if live > 0:
        name, owner = hazard.component, part.component.owner
        count = min(hazard.count, live)
        broke = plant.log.event(
            "machines-broke", name, owner, because, MODULE, count, f"{count} machines break."
        )
        part.freed[hazard.zone] = broke
        fallen = plant.stop_machines(part, hazard.zone, count, broke)
        plant.report(fallen, hazard.id)
        plant.call_crews([owner])
    yield plant.env.timeout(0.0)


def walk_out(plant: Plant, hazard: Strike, because: int) -> Steps:
    """Let crews and operators strike, in announced windows or for one length of time.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Strike
        Whose people, how many stay, and when.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The beginning and end of each walk-out.
    """
    clock, start_s = plant.scenario.clock, plant.env.now
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    times = [
        ((window.at - clock.start).total_seconds(), window.lasts_h * HOUR_S)
        for window in hazard.windows
    ] or [(start_s, lasts_s)]
    for begins_s, span_s in sorted(times):
        if begins_s + span_s <= plant.env.now:
            continue
        yield plant.env.timeout(max(0.0, begins_s - plant.env.now))
        owners = ", ".join(hazard.owners)
        detail = f"Crews of {owners} walk out: {hazard.crew_share:.0%} of their strength is left."
        began = plant.log.event(
            "strike-began", hazard.owners[0], hazard.owners[0], because, MODULE, hours(span_s),
            detail,
        )  # fmt: skip
        for owner in hazard.owners:
            plant.staff.walk_out(owner, hazard.id, hazard.crew_share, hazard.detection_factor)
        yield plant.env.timeout(max(0.0, begins_s + span_s - plant.env.now))
        for owner in hazard.owners:
            plant.staff.come_back(owner, hazard.id)
        plant.log.event(
            "strike-ended", hazard.owners[0], hazard.owners[0], began, MODULE, 0.0,
            "Crews are back at work.",
        )  # fmt: skip


def rush(plant: Plant, hazard: Surge, because: int) -> Steps:
    """Tell of a surge of demand; people bring it about.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Surge
        What people want, and how much more.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The end of the surge.
    """
    what, ramp_s = ", ".join(hazard.categories), hazard.ramp_min * MINUTE_S
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    detail = f"People want {what} {hazard.factor:g} times as often."
    began = plant.log.event(
        "surge-began", hazard.categories[0], "", because, MODULE, hazard.factor, detail
    )
    plant.surges[hazard.id] = began
    yield plant.env.timeout(lasts_s + ramp_s)
    plant.log.event(
        "surge-ended", hazard.categories[0], "", began, MODULE, hours(lasts_s), "Demand is usual."
    )
    del plant.surges[hazard.id]


def announce(plant: Plant, hazard: Withdrawal, because: int) -> Generator[simpy.Event, None, int]:
    """Give notice of an end, if there is any; return the event that the end follows from.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Withdrawal
        Who stops, and how long before it says so.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The end of the notice.
    """
    if not hazard.notice_days:
        return because
    owner, days = hazard.owner, hazard.notice_days
    detail = f"Its services will stop in {days:g} days."
    because = plant.log.event("end-announced", owner, owner, because, MODULE, days, detail)
    yield plant.env.timeout(days * DAY_S)
    return because


def withdraw(plant: Plant, hazard: Withdrawal, because: int) -> Steps:
    """Stop everything of an owner, for good or until a ban is lifted.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Withdrawal
        Who stops, for how long, and how much of customers' balances is frozen.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The end of a ban.
    """
    owner = hazard.owner
    parts = plant.parts_of[owner]
    detail = f"Its services stop; {hazard.frozen_share:.0%} of customers' balances are frozen."
    began = plant.log.event(
        "owner-withdrew", owner, owner, because, MODULE, hazard.frozen_share, detail
    )
    for part in parts:
        plant.lose_share(part, hazard.id, EVERYWHERE, 1.0)
    plant.feel_losses(parts, began, hazard.id)
    if hazard.lasts is None:
        return
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    yield plant.env.timeout(lasts_s)
    days = lasts_s / DAY_S
    back = plant.log.event(
        "owner-returned", owner, owner, began, MODULE, days, "It may offer its services again."
    )
    for part in parts:
        plant.regain_share(part, hazard.id, back)
