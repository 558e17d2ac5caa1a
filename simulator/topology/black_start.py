"""Find the fastest order in which everything can be restarted when all is dark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import inf
from typing import Final

import networkx as nx

from simulator.errors import InvariantBroken
from simulator.model.scenario import Scenario
from simulator.topology.crew_clock import CrewClock
from simulator.topology.recovery import RecoveryCircle, recovery_circles
from simulator.topology.restart_bounds import Bounds
from simulator.topology.restart_jobs import Job, Schedule, Step, can_bypass, jobs_of
from simulator.topology.restart_search import every_order, improved, listed
from simulator.topology.restart_ways import ways_out

EXACT_UP_TO: Final = 7
"""Components that hang together up to which every order is weighed."""
MOST_LAID_OUT: Final = 50_000
"""Jobs that are laid out in all in search of better orders for more components than that."""
MOST_WAYS_OUT: Final = 64
"""Choices of bypasses that break all circles, at most."""
_CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class BlackStart:
    """A plan that brings everything back, by the medians of all lengths of time."""

    steps: tuple[Step, ...]
    """In the order in which crews begin."""
    serves_h: float
    """When everything serves. Hours since power is back and crews are called."""
    bound_h: float
    """No plan is faster than this. Hours."""
    circles: tuple[RecoveryCircle, ...]
    """Circles of restarts, each of which a bypass has to break."""

    @property
    def proved(self) -> bool:
        """Whether no plan is faster."""
        return self.serves_h <= self.bound_h * (1.0 + _CLOSE)


def black_start(scenario: Scenario) -> BlackStart:
    """Find the fastest order of restarts when everything is dark.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    BlackStart
        All power is back at hour 0 and all sites are open. The crews of each owner restart one
        component after the other, just enough machines for it to serve, while data are verified
        beside; the rest of the machines comes after. Standbys take nothing over.

    Notes
    -----
    Crews that never wait and never change their rate have the problem 1 | prec | max (C_j + q_j),
    which Lawler's rule solves [1]_. Tools that speed the crews up, and components that wait until
    others serve, make it hard; then up to seven components that hang together are solved by
    weighing every order, and more by Schrage's rule as list scheduling [2]_ and moves of single
    jobs, with a bound on what they may miss.

    References
    ----------
    .. [1] E. L. Lawler (1973), Optimal sequencing of a single machine subject to precedence
       constraints, Management Science 19(5), 544-546.
    .. [2] J. Carlier (1982), The one-machine sequencing problem, European Journal of Operational
       Research 11(1), 42-47.
    """
    jobs = jobs_of(scenario)
    clocks = [CrewClock(owner.operations.crews) for owner in scenario.owners]
    owners = [owner.id for owner in scenario.owners]
    groups = [_first(group, clocks) for group in _groups(jobs)]
    groups.sort(key=lambda group: -group.best.makespan_h)
    left = MOST_LAID_OUT
    for group in groups:
        left -= group.refine(left)
    steps = [step for group in groups for step in group.best.steps(owners)]
    return BlackStart(
        steps=tuple(sorted(steps, key=lambda step: step.start_h)),
        serves_h=max([group.best.makespan_h for group in groups], default=0.0),
        bound_h=max([group.least_h for group in groups], default=0.0),
        circles=tuple(ring for ring in recovery_circles(scenario) if ring.recovery == "restart"),
    )


@dataclass(slots=True)
class _Group:
    """Components that hang together by their crews or needs, and the best schedule so far."""

    best: Schedule
    bypasses: frozenset[int]
    bounds: Bounds
    least_h: float

    def refine(self, most: int) -> int:
        """Look for a better schedule, unless none can be; return how many jobs were laid out."""
        if self.best.makespan_h <= self.least_h * (1.0 + _CLOSE):
            return 0
        if len(self.best.jobs) <= EXACT_UP_TO:
            self.best = every_order(self.best, self.bounds)
            self.least_h = self.best.makespan_h
            return 0
        self.best, laid_out = improved(self.best, self.bypasses, self.bounds, most)
        return laid_out


def _groups(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """Part the jobs so that no crew and no need joins two parts; number the needs anew."""
    joined: nx.Graph[tuple[str, int]] = nx.Graph()
    for number, job in enumerate(jobs):
        joined.add_edge(("job", number), ("crew", job.crew))
        joined.add_edges_from((("job", number), ("job", need)) for need in job.needs)
    for part in nx.connected_components(joined):
        numbers = sorted(number for kind, number in part if kind == "job")
        place = {number: position for position, number in enumerate(numbers)}
        yield [
            replace(jobs[number], needs=tuple(place[need] for need in jobs[number].needs))
            for number in numbers
        ]


def _first(jobs: list[Job], clocks: Sequence[CrewClock]) -> _Group:
    """List jobs by their tails, with the bypasses that do it fastest."""
    bounds = Bounds(jobs, clocks)
    best, chosen = None, frozenset[int]()
    n_ways = max(1, min(MOST_WAYS_OUT, MOST_LAID_OUT // (2 * len(jobs))))
    for bypasses in islice(ways_out(jobs), n_ways):
        for ranks in bounds.rankings(bypasses):
            made = listed(Schedule(jobs, clocks), ranks, bypasses)
            if best is None or made.makespan_h < best.makespan_h:
                best, chosen = made, bypasses
    if best is None or best.makespan_h == inf:
        raise InvariantBroken("every circle of restarts has a bypass", ", ".join(_stuck(jobs)))
    return _Group(best, chosen, bounds, bounds.least_h)


def _stuck(jobs: list[Job]) -> list[str]:
    return [job.name for job in jobs if job.needs and not can_bypass(job)]
