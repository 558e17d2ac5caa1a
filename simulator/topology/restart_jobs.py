"""Turn components that are all dark into jobs for their owners' crews."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isinf

from simulator.model.scenario import Scenario
from simulator.model.services import Component
from simulator.topology.crew_clock import CrewClock

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Job:
    """The restart of one component, to the point from which it can serve."""

    name: str
    """The component."""
    crew: int
    """Whose crews restart it."""
    machines: int
    """How many must run before it serves."""
    tail_h: float
    """Check of its data afterwards, while the crews go on."""
    needs: tuple[int, ...]
    """Jobs that must serve before it can begin."""
    bypass_h: float
    """Preparation of a restart without them; infinite where there is no way round."""
    bypass_speed: float
    """Share of the crews' rate by that way."""
    tool: bool
    """Crews of its owner work faster when all such components serve."""


@dataclass(frozen=True, slots=True)
class Step:
    """One restart in a black start; hours since power is back and crews are called."""

    component: str
    """What is restarted."""
    owner: str
    """By whose crews."""
    start_h: float
    """When they begin."""
    restarted_h: float
    """When enough of its machines run."""
    serves_h: float
    """When its data are checked as well."""
    bypassed: bool
    """Whether it is restarted by hand, without what it needs."""
    waits_for: tuple[str, ...]
    """Components for which the crews had to wait; none where they were busy till then."""


class Schedule:
    """Restarts laid out one after the other for each crew; jobs are added in turn."""

    def __init__(self, jobs: Sequence[Job], clocks: Sequence[CrewClock]) -> None:
        self.jobs, self.clocks = jobs, clocks
        self.serves_h = [inf] * len(jobs)
        """By job, when it serves; infinite where it is not laid out yet."""
        self.free_h = [0.0] * len(clocks)
        """By crew, when it is free again."""
        self.tools_h = [0.0] * len(clocks)
        """By crew, when its last tool that is laid out serves."""
        self.tools_left = [0] * len(clocks)
        """By crew, tools that are not laid out yet."""
        for job in jobs:
            self.tools_left[job.crew] += job.tool
        self.placed: list[tuple[int, float, float, bool]] = []
        """Job, start, end of the restart, and whether by a bypass, in the order of adding."""

    def release(self, number: int, *, bypass: bool) -> tuple[float, bool]:
        """Tell when a job may begin, as far as it is known, and whether by a bypass.

        A bypass is taken only where it is ready before what the job needs serves.
        """
        job = self.jobs[number]
        ready_h = max([self.serves_h[need] for need in job.needs], default=0.0)
        if bypass and job.bypass_h < ready_h:
            start_h = max(job.bypass_h, self.free_h[job.crew])
            return job.bypass_h, start_h < ready_h
        return ready_h, False

    def end(self, number: int, start_h: float, *, bypassed: bool) -> float:
        """Tell when a restart that begins now would end."""
        job = self.jobs[number]
        tools_from_h = inf if self.tools_left[job.crew] else self.tools_h[job.crew]
        speed = job.bypass_speed if bypassed else 1.0
        return self.clocks[job.crew].finish(start_h, job.machines, speed, tools_from_h)

    def add(self, number: int, *, bypass: bool) -> float:
        """Lay out a job; return when it serves."""
        job = self.jobs[number]
        release_h, bypassed = self.release(number, bypass=bypass)
        start_h = max(release_h, self.free_h[job.crew])
        end_h = self.end(number, start_h, bypassed=bypassed)
        self.placed.append((number, start_h, end_h, bypassed))
        self.free_h[job.crew] = end_h
        self.serves_h[number] = end_h + job.tail_h
        if job.tool:
            self.tools_left[job.crew] -= 1
            self.tools_h[job.crew] = max(self.tools_h[job.crew], self.serves_h[number])
        return self.serves_h[number]

    def copy(self) -> "Schedule":
        """Copy what is laid out so far."""
        other = object.__new__(Schedule)
        other.jobs, other.clocks = self.jobs, self.clocks
        other.serves_h, other.free_h = self.serves_h.copy(), self.free_h.copy()
        other.tools_h, other.tools_left = self.tools_h.copy(), self.tools_left.copy()
        other.placed = self.placed.copy()
        return other

    @property
    def makespan_h(self) -> float:
        """When everything serves; infinite where a job is not laid out."""
        return max(self.serves_h, default=0.0)

    def steps(self, owners: Sequence[str]) -> list[Step]:
        """Write the schedule with names, in the order of starts."""
        found = []
        for number, start_h, end_h, bypassed in sorted(self.placed, key=lambda row: row[1]):
            job = self.jobs[number]
            late = start_h > 0.0 and not bypassed
            waits = [need for need in job.needs if late and self.serves_h[need] >= start_h]
            names = tuple(self.jobs[need].name for need in waits)
            serves_h = self.serves_h[number]
            found.append(
                Step(job.name, owners[job.crew], start_h, end_h, serves_h, bypassed, names)
            )
        return found


def jobs_of(scenario: Scenario) -> list[Job]:
    """List the restarts of all components of a scenario, in its order.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    list of Job
        With the medians of all lengths of time.
    """
    place = {component.id: number for number, component in enumerate(scenario.components)}
    crew = {owner.id: number for number, owner in enumerate(scenario.owners)}
    return [
        Job(
            name=component.id,
            crew=crew[component.owner],
            machines=machines_to_serve(component),
            tail_h=component.verification.median_h,
            needs=tuple(place[need] for need in component.restart_needs),
            bypass_h=inf if component.bypass is None else component.bypass.median_h,
            bypass_speed=component.bypass_speed,
            tool=component.kind == "control",
        )
        for component in scenario.components
    ]


def machines_to_serve(component: Component) -> int:
    """Count the machines of its main place that must run before a component serves.

    A quorum takes its smallest zones.
    """
    share = component.minimum_share
    if component.pattern != "quorum":
        return _enough(sum(component.servers.values()), share)
    zones = sorted(_enough(count, share) for count in component.servers.values())
    return sum(zones[: component.quorum or 1])


def can_bypass(job: Job) -> bool:
    """Tell whether a job needs others and can do without them."""
    return bool(job.needs) and not isinf(job.bypass_h)


def _enough(machines: int, share: float) -> int:
    return max(1, ceil(machines * share - _ROUNDING * machines))
