"""Lay out restarts in many orders and keep the one that ends first."""

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush
from math import inf
from typing import Final

from simulator.topology.restart_bounds import Bounds
from simulator.topology.restart_jobs import Schedule, can_bypass

_BETTER: Final = 1.0 - 1e-9


def listed(schedule: Schedule, ranks: Sequence[float], bypasses: Collection[int]) -> Schedule:
    """Lay out all jobs: whenever a crew is free, the lowest rank among those that can begin.

    Parameters
    ----------
    schedule : Schedule
        Empty; it is filled.
    ranks : sequence of float
        Place of each job in the list.
    bypasses : collection of int
        Jobs for which a way round is prepared from the start.

    Returns
    -------
    Schedule
        The same one; jobs that can never begin are left out.
    """
    return _List(schedule, ranks, bypasses).laid_out()


def improved(
    best: Schedule, bypasses: Collection[int], bounds: Bounds, most: int
) -> tuple[Schedule, int]:
    """Move single jobs, or prepare another way round, as long as everything serves sooner.

    Parameters
    ----------
    best : Schedule
        Where to begin.
    bypasses : collection of int
        Jobs for which it prepares a way round.
    bounds : Bounds
        What no schedule beats.
    most : int
        Jobs that may be laid out on the way.

    Returns
    -------
    best : Schedule
        At least as good.
    laid_out : int
        Jobs that were laid out.
    """
    chosen, laid_out = set(bypasses), 0
    better = True
    while better and best.makespan_h > bounds.least_h:
        better = False
        for order, ways in _neighbours(best, chosen):
            laid_out += len(order)
            if laid_out > most:
                return best, laid_out
            ranks = [0.0] * len(order)
            for place, number in enumerate(order):
                ranks[number] = float(place)
            found = listed(Schedule(best.jobs, best.clocks), ranks, ways)
            if found.makespan_h < best.makespan_h * _BETTER:
                best, chosen, better = found, ways, True
                break
    return best, laid_out


def every_order(best: Schedule, bounds: Bounds) -> Schedule:
    """Weigh every order and every choice of bypasses, leaving out those that cannot be better.

    Parameters
    ----------
    best : Schedule
        The best one known so far.
    bounds : Bounds
        What no continuation of a schedule beats.

    Returns
    -------
    Schedule
        None is faster.
    """
    open_ends = [Schedule(best.jobs, best.clocks)]
    while open_ends:
        so_far = open_ends.pop()
        if bounds.partial(so_far) >= best.makespan_h * _BETTER:
            continue
        if len(so_far.placed) == len(so_far.jobs):
            best = so_far
            continue
        open_ends += _continued(so_far)
    return best


def _continued(so_far: Schedule) -> list[Schedule]:
    """Add each job that can come next, none before the last start; the soonest comes last."""
    last_h = so_far.placed[-1][1] if so_far.placed else 0.0
    found: list[tuple[float, int, Schedule]] = []
    for number, job in enumerate(so_far.jobs):
        if so_far.serves_h[number] < inf:
            continue
        for bypass in (False, True) if can_bypass(job) else (False,):
            release_h, bypassed = so_far.release(number, bypass=bypass)
            start_h = max(release_h, so_far.free_h[job.crew])
            if last_h <= start_h < inf and bypass == bypassed:
                following = so_far.copy()
                following.add(number, bypass=bypass)
                found.append((-start_h, len(found), following))
    return [following for _, _, following in sorted(found)]


def _neighbours(best: Schedule, chosen: set[int]) -> Iterator[tuple[list[int], set[int]]]:
    """Bring the job that serves last, or what it needs, forward; or put an earlier one behind."""
    order = [number for number, *_ in sorted(best.placed, key=lambda row: row[1])]
    last = max(order, key=lambda number: best.serves_h[number])
    for number, job in enumerate(best.jobs):
        if can_bypass(job):
            yield order, chosen ^ {number}
    for moved in (last, *best.jobs[last].needs):
        place = order.index(moved)
        rest = order[:place] + order[place + 1 :]
        for to in range(place):
            yield [*rest[:to], moved, *rest[to:]], chosen
    place = order.index(last)
    for earlier in order[:place]:
        rest = [number for number in order if number != earlier]
        yield [*rest[:place], earlier, *rest[place:]], chosen


class _List:
    """Jobs that wait, by crew: those that can begin by rank, the others by when they can."""

    def __init__(
        self, schedule: Schedule, ranks: Sequence[float], bypasses: Collection[int]
    ) -> None:
        self._schedule, self._ranks, self._bypasses = schedule, ranks, set(bypasses)
        self._users: list[list[int]] = [[] for _ in schedule.jobs]
        self._ready: dict[int, list[tuple[float, int]]] = {}
        self._later: dict[int, list[tuple[float, float, int]]] = {}
        for number, job in enumerate(schedule.jobs):
            self._ready.setdefault(job.crew, [])
            self._later.setdefault(job.crew, [])
            for need in job.needs:
                self._users[need].append(number)
            self._offer(number)

    def laid_out(self) -> Schedule:
        """Take the soonest start of all crews again and again."""
        schedule = self._schedule
        while True:
            start_h, crew = min([(self._soonest(c), c) for c in self._ready], default=(inf, 0))
            if start_h == inf:
                return schedule
            number = self._lowest_rank(crew, start_h)
            if schedule.serves_h[number] == inf:
                schedule.add(number, bypass=number in self._bypasses)
                for user in self._users[number]:
                    self._offer(user)

    def _offer(self, number: int) -> None:
        """Put a job down for the time at which it can begin, if that is known."""
        release_h, _ = self._schedule.release(number, bypass=number in self._bypasses)
        if release_h < inf and self._schedule.serves_h[number] == inf:
            crew = self._schedule.jobs[number].crew
            heappush(self._later[crew], (release_h, self._ranks[number], number))

    def _soonest(self, crew: int) -> float:
        """Tell when a crew can begin the next job; never if none is known."""
        free_h = self._schedule.free_h[crew]
        if self._ready[crew]:
            return free_h
        return max(free_h, self._later[crew][0][0]) if self._later[crew] else inf

    def _lowest_rank(self, crew: int, start_h: float) -> int:
        """Take the lowest rank among all that can begin by then."""
        ready, later = self._ready[crew], self._later[crew]
        while later and later[0][0] <= start_h:
            _, rank, number = heappop(later)
            heappush(ready, (rank, number))
        return heappop(ready)[1]
