"""Let machines come back by a law of time alone, however many there are and whoever is there."""

from collections.abc import Iterator
from typing import Final

from simulator.infrastructure.plant import Plant
from simulator.infrastructure.repair import Job, RepairCrew, Steps
from simulator.model.services import Owner
from simulator.model.structure import Restoration
from simulator.units import Seconds, seconds_from_hours

MOST_STEPS: Final = 50
"""Steps in which a component's machines in a zone come back; half of one is the error."""


class TimedReturn(RepairCrew):
    """Machines of one owner that come back as a Weibull law of time says, without crews.

    Power, access and what a restart needs still gate them, and data are still checked. Nobody
    waits for crews, so neither their number nor their order of work, their tools, a strike or the
    night plays a part.

    Parameters
    ----------
    plant : Plant
        All machines.
    owner : Owner
        Whose come back.
    law : Restoration
        Median and shape.
    """

    def __init__(self, plant: Plant, owner: Owner, law: Restoration) -> None:
        super().__init__(plant, owner)
        self._law = law

    def restart_machines(self) -> Steps:
        """Begin a wave wherever machines could come back that are in none yet.

        Yields
        ------
        Event
            The news that there may be some.
        """
        while True:
            for job in list(self._waves()):
                self._in_hand[job.part.component.id, job.zone] += job.machines
                self.plant.env.process(self._come_back(job))
            yield self.plant.work_to_do(self.owner.id)

    def _waves(self) -> Iterator[Job]:
        for part in sorted(self.plant.broken[self.owner.id].values(), key=self._rank):
            for zone, count in part.off.items():
                free = count - self._in_hand[part.component.id, zone]
                if free > 0 and self.plant.may_work(part, zone) and self._speed(part) > 0.0:
                    yield Job(part, zone, free, 1.0)

    def _come_back(self, job: Job) -> Steps:
        """Start machines at the quantiles of the law until all run or something stops them."""
        part, place = job.part, (job.part.component.id, job.zone)
        began, left = self._began(job), job.machines
        power = self.plant.grounds.repairable_since.get(job.zone)
        for wait_s, machines in steps(self._law, job.machines):
            speed = self._speed(part)
            if speed <= 0.0:
                break
            yield self.plant.env.timeout(wait_s / speed)
            if power != self.plant.grounds.repairable_since.get(job.zone):
                break  # power went and came back meanwhile: they begin anew
            self._in_hand[place] -= machines
            left -= machines
            if not self.plant.restart(part, job.zone, machines, began):
                break
            self._follow_up(part, began)
        if left:
            self._in_hand[place] -= left
            self.plant.call_crews([self.owner.id])

    def _starting(self, machines: int) -> str:
        return f"{machines} machines begin to come back by a law of time."


def steps(law: Restoration, machines: int) -> Iterator[tuple[Seconds, int]]:
    """Cut a law of time into steps of equal shares.

    Parameters
    ----------
    law : Restoration
        Median and shape.
    machines : int
        How many come back, at least 1.

    Yields
    ------
    wait_s : float
        Time since the step before, seconds; the middle of each step's share is its quantile.
    started : int
        Machines of this step, at least 1.
    """
    n_steps = min(machines, MOST_STEPS)
    before_s, done = 0.0, 0
    for number in range(1, n_steps + 1):
        due_s = seconds_from_hours(law.when_h((number - 0.5) / n_steps))
        until = round(machines * number / n_steps)
        yield due_s - before_s, until - done
        before_s, done = due_s, until


def restorers(plant: Plant, owner: Owner) -> list[RepairCrew]:
    """Choose who brings an owner's machines back: one for each team that works side by side."""
    law = plant.scenario.structure.restoration
    if law.law == "weibull":
        return [TimedReturn(plant, owner, law)]
    crew = RepairCrew(plant, owner)
    return [crew] * owner.operations.crews.teams
