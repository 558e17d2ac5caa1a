"""Let attackers spoil data, and restore them from backups or rebuild them."""

from collections.abc import Generator
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.targets import struck_parts
from simulator.model.hazards import Ransomware
from simulator.model.operations import HIT_CHANCE, UNDRILLED, Backups, Operations
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.ransomware"
Steps: TypeAlias = Generator[simpy.Event, None, None]


def encrypt(plant: Plant, hazard: Ransomware, because: int) -> Steps:
    """Spoil the data of components in every place that mirrors them, until they are restored.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Ransomware
        Whose, how many machines, and whether the backups were reached.
    because : int
        Number of the event that it follows from.

    Yields
    ------
    Event
        The alarm and the end of containment; restoring goes on by itself.
    """
    parts = struck_parts(plant, hazard)
    where = hazard.owner or hazard.admin_domain or parts[0].component.id
    detail = f"Attackers spoil {hazard.share:.0%} of the machines and all that mirrors them."
    began = plant.log.event(
        "data-corrupted", where, hazard.owner or "", because, MODULE, len(parts), detail
    )
    for part in parts:
        _spoil(plant, part, hazard)
    plant.feel_losses(parts, began, hazard.id)
    practices = {owner.id: owner.operations for owner in plant.scenario.owners}
    for owner in dict.fromkeys(part.component.owner for part in parts):
        mine = [part for part in parts if part.component.owner == owner]
        recovery = _Recovery(plant, hazard, owner, practices[owner])
        plant.env.process(recovery.recover(mine, began))
    yield plant.env.timeout(0.0)


def _spoil(plant: Plant, part: Part, hazard: Ransomware) -> None:
    """Take its data wherever the running system writes; a cold backup is written apart.

    Nobody serves from a cold backup before it is known to be clean.
    """
    part.held.add(hazard.id)
    for zone in part.component.servers:
        plant.lose_share(part, hazard.id, zone, hazard.share)
    cold = part.component.pattern == "cold-backup"
    for place in part.component.standby:
        if cold:
            plant.lose_share(part, _unproved(hazard), place.zone, 1.0)
        else:
            plant.lose_share(part, hazard.id, place.zone, hazard.share)


def _unproved(hazard: Ransomware) -> str:
    return f"{hazard.id}/unproved"


class _Recovery:
    """The people of one owner who restore what was spoilt, component by component."""

    def __init__(self, plant: Plant, hazard: Ransomware, owner: str, practice: Operations) -> None:
        self.plant = plant
        self.hazard = hazard
        self.owner = owner
        self.practice = practice
        self._teams = simpy.PriorityResource(plant.env, capacity=practice.backups.teams)

    def recover(self, parts: list[Part], began: int) -> Steps:
        """Notice, contain, look at the backups, then restore in order of priority."""
        plant, name = self.plant, self.hazard.id
        slower = plant.staff.detection_factor(self.owner)
        detect_s = plant.draw_s(self.practice.detect, name, self.owner, "detect")
        yield plant.env.timeout(slower * detect_s)
        alarm = self._tell("attack-noticed", self.owner, began, 0.0, "The attack is noticed.")
        contain_s = plant.draw_s(self.hazard.contain, name, self.owner, "contain")
        yield plant.env.timeout(contain_s)
        detail = "The attackers are locked out; restoring may begin."
        done = self._tell("attack-contained", self.owner, alarm, hours(contain_s), detail)
        clean = self._backups_are_clean()
        kind = "backups-clean" if clean else "backups-lost"
        said = "Backups are intact." if clean else "The backups were reached as well."
        found = self._tell(kind, self.owner, done, self.practice.backups.rpo_h * clean, said)
        for part in parts:
            if not clean and part.component.pattern == "cold-backup":
                for place in part.component.standby:
                    plant.lose_share(part, name, place.zone, self.hazard.share)
            plant.regain_share(part, _unproved(self.hazard), found)
            plant.env.process(self._restore(part, found, clean=clean))

    def _restore(self, part: Part, because: int, *, clean: bool) -> Steps:
        """Wait for a team, then for its work on one component."""
        plant, component, backups = self.plant, part.component, self.practice.backups
        with self._teams.request(priority=component.priority) as team:
            yield team
            work_s = self._work_s(part, backups, clean=clean)
            how = "restored from a clean copy" if clean else "rebuilt without a copy"
            begun = self._tell(
                "restore-started", component.id, because, hours(work_s), f"Its data are {how}."
            )
            plant.restore(part, begun)
            yield plant.env.timeout(work_s)
        part.restoring = False
        detail = f"Its data are {how}; work of the last {backups.rpo_h:g} h is lost."
        lost_h = backups.rpo_h if clean else 0.0
        if not clean:
            detail = f"It is {how}."
        done = self._tell("data-restored", component.id, begun, lost_h, detail)
        part.freed.update(dict.fromkeys(part.off, done))
        plant.regain_share(part, self.hazard.id, done)

    def _work_s(self, part: Part, backups: Backups, *, clean: bool) -> float:
        """Draw the team time for one component, longer in a strike, seconds."""
        work = backups.restore if clean else backups.rebuild
        drawn_s = self.plant.draw_s(work, self.hazard.id, part.component.id, "restore")
        slower = 1.0 if backups.drilled or not clean else UNDRILLED
        return drawn_s * slower / self.plant.staff.left(self.owner)

    def _backups_are_clean(self) -> bool:
        if self.hazard.backups != "by-chance":
            return self.hazard.backups == "clean"
        chance = self.practice.backups.hit_chance
        if chance is None:
            chance = HIT_CHANCE[self.practice.backups.isolated]
        return self.plant.draw_share(self.hazard.id, self.owner, "backups") >= chance

    def _tell(self, kind: str, where: str, because: int, value: float, detail: str) -> int:
        return self.plant.log.event(kind, where, self.owner, because, MODULE, value, detail)
