"""Let switching teams move components to their standbys by hand, the most needed first."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.warmup import take_over
from simulator.model.base import Duration
from simulator.model.services import Owner
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.switching"
Steps: TypeAlias = Generator[simpy.Event, None, None]
PARTLY: Final = 100
"""By how much what still answers something comes after what answers nothing."""
_WITH: Final = {True: "with", False: "without"}


@dataclass
class _Job:
    """A move by hand, and how far it is."""

    part: Part
    because: int
    work_s: float = 0.0
    left_s: float = 0.0
    began_s: float | None = None


class SwitchTeams:
    """The teams of one owner; each moves one component at a time, the most needed first.

    A team leaves its work for something more urgent and goes on with it afterwards, so that a
    long job which was begun first does not keep everyone waiting.
    """

    def __init__(self, plant: Plant, owner: Owner) -> None:
        self.plant = plant
        self.owner = owner
        self._in_hand: set[str] = set()
        self._teams = simpy.PreemptiveResource(plant.env, capacity=owner.operations.switch_teams)

    def switch_by_hand(self, part: Part, because: int, hazard: str) -> Steps:
        """Wait for a team, then for its work; leave when the main place is back first.

        Parameters
        ----------
        part : Part
            What is to be moved.
        because : int
            Number of the event that made it a job for people.
        hazard : str
            Address of its luck.

        Yields
        ------
        Event
            A free team or the end of its work, or the return of the main place.
        """
        name, effort = part.component.id, part.component.effort_by_hand
        if effort is None or name in self._in_hand or not part.needs_switch:
            return
        self._in_hand.add(name)
        yield from self._move(part, effort, because, hazard)
        self._in_hand.discard(name)

    def _move(self, part: Part, effort: Duration, because: int, hazard: str) -> Steps:
        """Work on it, with pauses for what matters more; switch if it is still of use."""
        job = _Job(part, because)
        while part.needs_switch:
            back = self.plant.whole_again(part)
            with self._teams.request(priority=_turn(part)) as team:
                try:
                    yield team | back
                    if not part.needs_switch:
                        return
                    self._begin(job, effort, hazard)
                    yield self.plant.env.timeout(job.left_s) | back
                except simpy.Interrupt:  # called away, perhaps before anything was done
                    self._pause(job)
                    continue
                self._finish(part, job.because, job.work_s)
            return

    def _begin(self, job: _Job, effort: Duration, hazard: str) -> None:
        """Draw the work when it first begins; note when it goes on."""
        if not job.work_s:
            job.work_s, with_tools = self._work_s(job.part, effort, hazard)
            job.left_s = job.work_s
            detail = f"A team moves it by hand, {_WITH[with_tools]} its tools."
            started = "manual-switch-started"
            job.because = self._tell(started, job.part, job.because, hours(job.work_s), detail)
        job.began_s = self.plant.env.now

    def _pause(self, job: _Job) -> None:
        """Keep what has been done, if anything."""
        if job.began_s is not None:
            job.left_s -= self.plant.env.now - job.began_s
            job.began_s = None
            detail = "The team is called away to something more urgent."
            self._tell("manual-switch-paused", job.part, job.because, hours(job.left_s), detail)

    def _finish(self, part: Part, because: int, work_s: float) -> None:
        if part.needs_switch:
            kind = "traffic-drained" if part.mirrored else "component-switched"
            detail = "A team has moved it by hand."
            take_over(self.plant, part, self._tell(kind, part, because, hours(work_s), detail))

    def _work_s(self, part: Part, effort: Duration, hazard: str) -> tuple[float, bool]:
        """Draw the work, shorter when its tools serve as it begins, longer in a strike, seconds."""
        with_tools = all(self.plant.parts[name].serves for name in part.component.recovery_needs)
        work_s = self.plant.draw_s(effort, hazard, part.component.id, "switch-by-hand")
        faster = self.owner.operations.tools_speed_up if with_tools else 1.0
        return work_s / faster / self.plant.staff.left(self.owner.id), with_tools

    def _tell(self, kind: str, part: Part, because: int, value: float, detail: str) -> int:
        return self.plant.log.event(
            kind, part.component.id, self.owner.id, because, MODULE, value, detail
        )


def _turn(part: Part) -> int:
    """Say when its turn is: the owner's order, but first whatever answers nothing."""
    return part.component.priority + (PARTLY if part.serves else 0)
