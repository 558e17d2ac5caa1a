"""Let software fail in every site at once: faults, bad pushes, expired certificates."""

from collections.abc import Generator
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.part import EVERYWHERE, Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.targets import struck_parts
from simulator.model.base import Duration
from simulator.model.hazards import BadPush, ExpiredCertificate, OwnerWide, SoftwareFault
from simulator.model.operations import AROUND_TOOLS, Operations, Rollout
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.software"
Steps: TypeAlias = Generator[simpy.Event, None, None]


def misbehave(plant: Plant, hazard: SoftwareFault, because: int) -> Steps:
    """Fail part of the requests until the fault is fixed.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : SoftwareFault
        Whose, what share, and how long.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The fix.
    """
    fault = _Fault(plant, hazard)
    lasts_s = plant.draw_s(hazard.lasts, hazard.id, "lasts")
    detail = f"A fault in software or settings fails {hazard.share:.0%} of requests, in every site."
    began = fault.tell("software-failed", because, hours(lasts_s), detail)
    fault.strike(hazard.share, began)
    yield plant.env.timeout(lasts_s)
    fault.mend(fault.tell("software-fixed", began, 0.0, "The fault is fixed."))


def expire(plant: Plant, hazard: ExpiredCertificate, because: int) -> Steps:
    """Refuse every request until the certificate is renewed.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : ExpiredCertificate
        Whose.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The alarm, a way around tools that are down, the new certificate.
    """
    fault = _Fault(plant, hazard)
    detail = "A certificate runs out: every request that needs it is refused."
    began = fault.tell("certificate-expired", because, 0.0, detail)
    fault.strike(1.0, began)
    yield from fault.undo(hazard.renew, began, "certificate-renewed", "A new certificate is out.")


def push(plant: Plant, hazard: BadPush, because: int) -> Steps:
    """Spread a faulty change to every site until it is undone.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : BadPush
        Whose, how far it reaches, and whether machines still start.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The undoing by itself or by hand.
    """
    fault = _Fault(plant, hazard)
    rollout = fault.operations.rollout
    first = hazard.reach if rollout is None else min(rollout.first_share, hazard.reach)
    detail = f"A faulty change reaches {first:.0%} of users, in every site at once."
    began = fault.tell("change-pushed", because, first, detail)
    fault.strike(first, began, hands_on=hazard.hands_on)
    if rollout is not None:
        undone = yield from _first_stage(fault, rollout, began)
        if undone:
            return
        detail = f"Nobody stops it: the change reaches {hazard.reach:.0%} of users."
        began = fault.tell("change-spread", began, hazard.reach, detail)
        fault.strike(hazard.reach, began, hands_on=hazard.hands_on)
    yield from fault.undo(hazard.undo, began, "change-undone", "The change is undone.")


def _first_stage(
    fault: "_Fault", rollout: Rollout, began: int
) -> Generator[simpy.Event, None, bool]:
    """Wait for the first stage to be stopped by itself; tell whether it was."""
    plant, name = fault.plant, fault.hazard.id
    yield plant.env.timeout(plant.draw_s(rollout.undo, name, "undo-by-itself"))
    if plant.draw_share(name, "stage-works") >= rollout.works:
        return False
    detail = "The first stage looks bad and is rolled back by itself."
    fault.mend(fault.tell("change-undone", began, 0.0, detail))
    return True


class _Fault:
    """A fault that follows components into every site, and the people who end it."""

    def __init__(self, plant: Plant, hazard: OwnerWide) -> None:
        self.plant = plant
        self.hazard = hazard
        self.parts = struck_parts(plant, hazard)
        self.owner = hazard.owner or (self.parts[0].component.owner if self.parts else "")
        owners = {owner.id: owner.operations for owner in plant.scenario.owners}
        self.operations = owners.get(self.owner, Operations())
        self._tools = [
            part for part in plant.parts_of[self.owner] if part.component.kind == "control"
        ]

    def strike(self, share: float, because: int, *, hands_on: bool = False) -> None:
        """Take a share of requests from all it reaches, and of machines if they do not start."""
        for part in self.parts:
            self.plant.lose_share(part, self.hazard.id, EVERYWHERE, share)
        self.plant.feel_losses(self.parts, because, self.hazard.id)
        if hands_on:
            bricked = (self._brick(part, share, because) for part in self.parts)
            fallen = [part for parts in bricked for part in parts]
            self.plant.report(fallen, self.hazard.id)

    def _brick(self, part: Part, share: float, because: int) -> list[Part]:
        """Stop machines until each has been repaired by hand; return it if it lost quality."""
        reached = {
            zone: min(round(share * count), part.live[zone] + part.off[zone])
            for zone, count in part.component.servers.items()
        }
        if not any(reached.values()):
            return []
        part.held.add(self.hazard.id)
        standbys = f"{self.hazard.id}/standby"
        part.bricked.add(standbys)
        for place in part.component.standby:
            self.plant.lose_share(part, standbys, place.zone, share)
        fallen: list[Part] = []
        for zone, count in reached.items():
            more = max(0, count - part.off[zone])  # what is off already does not start either
            fallen += self.plant.stop_machines(part, zone, more, because)
        return fallen

    def undo(self, work: Duration, began: int, kind: str, detail: str) -> Steps:
        """Notice it and undo it, around tools that it took down itself where need be."""
        plant, name = self.plant, self.hazard.id
        slower = plant.staff.detection_factor(self.owner)
        yield plant.env.timeout(slower * plant.draw_s(self.operations.detect, name, "detect"))
        alarm = self.tell("fault-noticed", began, 0.0, "The failure is noticed.")
        if self._tools and not any(tool.serves for tool in self._tools):
            down = ", ".join(tool.component.id for tool in self._tools)
            blocked = f"The tools that could undo it are down: {down}."
            alarm = self.tell("undo-blocked", alarm, 0.0, blocked)
            yield plant.env.timeout(plant.draw_s(AROUND_TOOLS, name, "around-tools"))
        work_s = plant.draw_s(work, name, "undo")
        yield plant.env.timeout(work_s)
        self.mend(self.tell(kind, alarm, hours(work_s), detail))

    def mend(self, because: int) -> None:
        """Give back what it took; machines that no longer start wait for crews."""
        for part in self.parts:
            if self.hazard.id in part.held:
                part.freed.update(dict.fromkeys(part.off, because))
            self.plant.regain_share(part, self.hazard.id, because)

    def tell(self, kind: str, because: int, value: float, detail: str) -> int:
        """Write an event of this fault."""
        where = self.hazard.components[0] if self.hazard.components else self.owner
        return self.plant.log.event(kind, where, self.owner, because, MODULE, value, detail)
