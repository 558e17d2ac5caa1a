"""Let an owner's crews restart machines batch by batch, then have the data checked."""

from collections import Counter
from collections.abc import Generator
from typing import Final, NamedTuple, TypeAlias

import simpy

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.model.base import Duration
from simulator.model.services import Owner
from simulator.topology.usage import component_use
from simulator.units import HOURS_PER_DAY, Seconds, hours, seconds_from_hours

MODULE: Final = "simulator.infrastructure.repair"
Steps: TypeAlias = Generator[simpy.Event, None, None]


class Job(NamedTuple):
    """Machines that a team can start now."""

    part: Part
    zone: str
    machines: int
    speed: float
    """Share of the crews' rate; below 1 by a bypass."""


class RepairCrew:
    """All repair crews of one owner, wherever they work; each team starts batch after batch."""

    def __init__(self, plant: Plant, owner: Owner) -> None:
        self.plant = plant
        self.owner = owner
        parts = [part for part in plant.parts.values() if part.component.owner == owner.id]
        self._place = {part.component.id: number for number, part in enumerate(parts)}
        self._tools = [part for part in parts if part.component.kind == "control"]
        self._use = component_use(plant.scenario) if owner.operations.triage == "users" else {}
        self._in_hand: Counter[tuple[str, str]] = Counter()
        self._batches: Counter[tuple[str, str]] = Counter()
        self._bypassed: dict[str, tuple[int, bool]] = {}
        self._started: dict[tuple[str, int], int] = {}
        self._checked: set[tuple[str, int]] = set()

    def restart_machines(self) -> Steps:
        """Restart what can be restarted, in order of triage; wait when nothing can.

        Yields
        ------
        Event
            The end of a batch, or the news that there may be work.
        """
        while True:
            job = self._next_job()
            if job is None:
                yield self.plant.work_to_do(self.owner.id)
                continue
            place = (job.part.component.id, job.zone)
            began = self._began(job)
            self._in_hand[place] += job.machines
            power = self.plant.grounds.repairable_since.get(job.zone)
            yield self.plant.env.timeout(self._batch_s(job))
            self._in_hand[place] -= job.machines
            if power != self.plant.grounds.repairable_since.get(job.zone):
                continue  # power went and came back meanwhile: the work is lost
            if self.plant.restart(job.part, job.zone, job.machines, began):
                self._follow_up(job.part, began)

    def verify(self, part: Part, because: int) -> Steps:
        """Check a component's data, then let it serve; a new loss makes the check void."""
        component, loss = part.component, part.times_lost
        check_s = self.plant.draw_s(component.verification, component.id, "verify", loss)
        yield self.plant.env.timeout(check_s)
        if part.times_lost == loss:
            detail = "Its data are consistent."
            done = self._tell("data-verified", component.id, because, hours(check_s), detail)
            self.plant.verify(part, done)

    def _rank(self, part: Part) -> tuple[float, int, int]:
        """Say where a component stands in the owner's order of work; lower comes first."""
        triage, component = self.owner.operations.triage, part.component
        place = self._place[component.id]
        if triage == "users":
            return -self._use[component.id], component.priority, place
        if triage == "smallest":
            return sum(part.off.values()), component.priority, place
        return component.priority, 0, place

    def _next_job(self) -> Job | None:
        batch = self.owner.operations.crews.batch_servers
        for part in sorted(self.plant.broken[self.owner.id].values(), key=self._rank):
            for zone, count in part.off.items():
                free = count - self._in_hand[part.component.id, zone]
                if free > 0 and self.plant.may_work(part, zone):
                    speed = self._speed(part)
                    if speed > 0.0:
                        return Job(part, zone, min(batch, free), speed)
        return None

    def _speed(self, part: Part) -> float:
        """Tell how fast it can be restarted: fully, by a bypass, or not at all."""
        needs = [self.plant.parts[name] for name in part.component.restart_needs]
        down = [need for need in needs if not need.serves]
        if not down:
            return 1.0
        loss, ready = self._bypassed.get(part.component.id, (-1, False))
        if loss != part.times_lost:
            self._bypassed[part.component.id] = (part.times_lost, False)
            because = self._blocked(part, down)
            if part.component.bypass is not None:
                self.plant.env.process(self._prepare(part, part.component.bypass, because))
            return 0.0
        return part.component.bypass_speed if ready else 0.0

    def _prepare(self, part: Part, bypass: Duration, because: int) -> Steps:
        """Prepare a restart by hand without what it needs."""
        name, loss = part.component.id, part.times_lost
        took_s = self.plant.draw_s(bypass, name, "bypass", loss)
        yield self.plant.env.timeout(took_s)
        needs = (self.plant.parts[need] for need in part.component.restart_needs)
        if part.times_lost != loss:
            return
        self._bypassed[name] = (loss, True)
        if any(part.off.values()) and not all(need.serves for need in needs):
            detail = "A way round is ready: its machines can be restarted by hand, slowly."
            self._tell("bypass-prepared", name, because, hours(took_s), detail)
            self.plant.call_crews([self.owner.id])

    def _blocked(self, part: Part, down: list[Part]) -> int:
        names = ", ".join(need.component.id for need in down)
        detail = f"It cannot be restarted without what is down itself: {names}."
        return self._tell(
            "restart-blocked", part.component.id, down[0].last_event, len(down), detail
        )

    def _batch_s(self, job: Job) -> Seconds:
        """Find how long a team takes for a batch, seconds."""
        crews, name = self.owner.operations.crews, job.part.component.id
        mean_s = seconds_from_hours(job.machines / (self._rate_per_h(job) / crews.teams))
        if crews.batch_time == "fixed":
            return mean_s
        self._batches[name, job.zone] += 1
        law = Duration(median_h=1.0, law="exponential")
        number = self._batches[name, job.zone]
        drawn_s = self.plant.draw_s(law, self.owner.id, name, job.zone, "batch", number)
        return mean_s * drawn_s / seconds_from_hours(law.mean_h)

    def _rate_per_h(self, job: Job) -> float:
        """Tell how many machines an hour all teams start now, with or without their tools."""
        crews, now_h = self.owner.operations.crews, hours(self.plant.env.now)
        since_s = self.plant.repair_since[self.owner.id, self.plant.grounds.site_of[job.zone]]
        automated = not job.part.bricked and all(tool.serves for tool in self._tools)
        full = crews.automated_servers_per_h if automated else crews.manual_servers_per_h
        staff = self.plant.staff.strength(
            self.owner.id, now_h - hours(since_s), now_h % HOURS_PER_DAY
        )
        return full * job.speed * staff

    def _began(self, job: Job) -> int:
        """Tell once per site and per event that made it possible that work begins."""
        grounds, zone = self.plant.grounds, job.zone
        site = grounds.site_of[zone]
        power = max(grounds.repairable_since.get(zone, -1), job.part.freed.get(zone, -1))
        if (site, power) not in self._started:
            off = sum(
                count
                for part in self.plant.broken[self.owner.id].values()
                for place, count in part.off.items()
                if self.plant.grounds.site_of[place] == site and self.plant.may_work(part, place)
            )
            started = self._tell("restart-started", site, power, off, self._starting(off))
            self._started[site, power] = started
        return self._started[site, power]

    def _starting(self, machines: int) -> str:
        return f"Crews begin to restart {machines} machines."

    def _follow_up(self, part: Part, began: int) -> None:
        waits = any(n and self.plant.may_work(part, place) for place, n in part.off.items())
        if not waits:
            live, name = sum(part.live.values()), part.component.id
            detail = f"{part.live_share:.0%} of its machines run."
            self._tell("component-restarted", name, began, live, detail)
        check = (part.component.id, part.times_lost)
        if part.enough and not part.verified and check not in self._checked:
            self._checked.add(check)
            self.plant.env.process(self.verify(part, began))

    def _tell(self, kind: str, where: str, because: int, value: float, detail: str) -> int:
        return self.plant.log.event(kind, where, self.owner.id, because, MODULE, value, detail)
