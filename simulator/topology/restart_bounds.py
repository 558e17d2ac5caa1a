"""Say what no order of restarts can beat, and which jobs it pays to begin with."""

from collections.abc import Collection, Sequence
from math import inf, isfinite

from simulator.topology.crew_clock import CrewClock
from simulator.topology.restart_jobs import Job, Schedule, can_bypass


class Bounds:
    """Least times of one group of jobs, each from a problem that is easier than the real one.

    Parameters
    ----------
    jobs : sequence of Job
        Restarts of components, some of which need others.
    clocks : sequence of CrewClock
        The crews, by number.

    Notes
    -----
    Whoever must wait for a job adds to its tail. Of any number of jobs of one crew the last ends
    no sooner than the crew can have done them all, and the shortest tail is still to come:
    Jackson's rule, at the fastest rate that there can be.
    """

    def __init__(self, jobs: Sequence[Job], clocks: Sequence[CrewClock]) -> None:
        self.jobs, self.clocks = jobs, clocks
        self._users: list[list[int]] = [[] for _ in jobs]
        for number, job in enumerate(jobs):
            for need in job.needs:
                self._users[need].append(number)
        self._tools = {job.crew: [j for j in jobs if j.tool and j.crew == job.crew] for job in jobs}
        self._hands_h = {crew: self._tools_restarted(crew) for crew in self._tools}
        self._tools_h = {crew: self._tools_from(crew) for crew in self._tools}
        shortest = [clocks[job.crew].shortest(job.machines) for job in jobs]
        must_wait = {n for n, job in enumerate(jobs) if not can_bypass(job)}
        self._tails_h = self._tails(shortest, must_wait)
        self._heads_h = self._heads()
        self._by_tail = sorted(range(len(jobs)), key=lambda number: -self._tails_h[number])
        self.least_h = max(self.partial(Schedule(jobs, clocks)), self._longest_path_h())
        """When everything serves at the soonest, hours."""

    def partial(self, schedule: Schedule) -> float:
        """Bound the makespan of all ways to go on with a schedule, hours."""
        least_h = max([t_h for t_h in schedule.serves_h if isfinite(t_h)], default=0.0)
        machines = dict.fromkeys(self._tools, 0)
        heads_h = dict.fromkeys(self._tools, inf)
        for number in self._by_tail:
            if isfinite(schedule.serves_h[number]):
                continue
            job = self.jobs[number]
            machines[job.crew] += job.machines
            heads_h[job.crew] = min(heads_h[job.crew], self._heads_h[number])
            start_h = max(heads_h[job.crew], schedule.free_h[job.crew])
            tools_h = self._tools_h[job.crew]
            if not schedule.tools_left[job.crew]:
                tools_h = schedule.tools_h[job.crew]
            clock = self.clocks[job.crew]
            end_h = clock.finish(start_h, machines[job.crew], tools_from_h=tools_h)
            least_h = max(least_h, end_h + self._tails_h[number])
        return least_h

    def rankings(self, bypasses: Collection[int]) -> list[list[float]]:
        """Rank jobs, the lowest first: by their tails, and with tools and what these need first."""
        waits = set(range(len(self.jobs))) - set(bypasses)
        usual = [self.clocks[job.crew].usual(job.machines) for job in self.jobs]
        by_tail = [-tail_h for tail_h in self._tails(usual, waits)]
        first = [number for number, job in enumerate(self.jobs) if job.tool]
        for number in first:  # grows while it is walked
            if number in waits:
                first += [need for need in self.jobs[number].needs if need not in first]
        latest = max([abs(rank) for rank in by_tail], default=0.0) + 1.0
        ahead = set(first)
        tools_first = [rank - latest * (n in ahead) for n, rank in enumerate(by_tail)]
        return [by_tail, tools_first] if ahead else [by_tail]

    def _tools_restarted(self, crew: int) -> float:
        """Find when a crew can have restarted its tools, all by hand, at the soonest."""
        return self.clocks[crew].finish(0.0, sum(tool.machines for tool in self._tools[crew]))

    def _tools_from(self, crew: int) -> float:
        """Find from when on a crew can have its tools at the soonest."""
        clock, tools = self.clocks[crew], self._tools[crew]
        if not tools:
            return 0.0
        if not clock.tools_help:
            return inf
        one_h = [clock.finish(0.0, tool.machines) + tool.tail_h for tool in tools]
        return max(self._hands_h[crew] + min(tool.tail_h for tool in tools), *one_h)

    def _tails(self, lengths_h: Sequence[float], waits: Collection[int]) -> list[float]:
        """Add to each tail what those must do who wait for the job."""
        tails_h = [job.tail_h for job in self.jobs]
        for number in _ordered(self._users, waits):
            users = [user for user in self._users[number] if user in waits]
            tails_h[number] += max([lengths_h[user] + tails_h[user] for user in users], default=0.0)
        return tails_h

    def _heads(self) -> list[float]:
        """Find when each job can begin at the soonest."""
        must_wait = {number for number, job in enumerate(self.jobs) if not can_bypass(job)}
        heads_h = [0.0] * len(self.jobs)
        for number in reversed(_ordered(self._users, must_wait)):
            job = self.jobs[number]
            ready_h = max([self._serves_h(need, heads_h[need]) for need in job.needs], default=0.0)
            heads_h[number] = min(ready_h, job.bypass_h)
        return heads_h

    def _serves_h(self, number: int, head_h: float) -> float:
        """Let a job come before a tool, all by hand, or after all tools, whichever is sooner."""
        job = self.jobs[number]
        clock, tools_h = self.clocks[job.crew], self._tools_h[job.crew]
        by_hand_h = clock.finish(head_h, job.machines)
        if job.tool:
            return by_hand_h + job.tail_h
        after_h = max(head_h, self._hands_h[job.crew])
        with_tools_h = clock.finish(after_h, job.machines, tools_from_h=tools_h)
        return min(by_hand_h, with_tools_h) + job.tail_h

    def _longest_path_h(self) -> float:
        ends_h = [
            self._serves_h(number, head_h) - self.jobs[number].tail_h + self._tails_h[number]
            for number, head_h in enumerate(self._heads_h)
        ]
        return max(ends_h, default=0.0)


def _ordered(users: Sequence[Sequence[int]], waits: Collection[int]) -> list[int]:
    """Sort jobs so that each stands after those that must wait for it."""
    counts = [sum(user in waits for user in mine) for mine in users]
    needed: list[list[int]] = [[] for _ in users]
    for number, mine in enumerate(users):
        for user in mine:
            if user in waits:
                needed[user].append(number)
    order = [number for number, count in enumerate(counts) if not count]
    for number in order:  # grows while it is walked
        for need in needed[number]:
            counts[need] -= 1
            if not counts[need]:
                order.append(need)
    return order
