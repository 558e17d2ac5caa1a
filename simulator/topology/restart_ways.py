"""Choose the bypasses that break all circles of restarts."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.model.circles import Want, circles, never_begin
from simulator.topology.restart_jobs import Job, can_bypass

MOST_CIRCLES: Final = 32
"""Circles up to which other choices than the nearest one are weighed."""


def ways_out(jobs: Sequence[Job]) -> Iterator[frozenset[int]]:
    """Choose bypasses until no circle is left, all choices one after the other.

    Parameters
    ----------
    jobs : sequence of Job
        Restarts of components, some of which need others.

    Yields
    ------
    frozenset of int
        Jobs for which a way round is prepared. Of more than 32 circles there is only the choice
        that takes in each of them the bypass that is ready first.
    """
    nearest = _nearest(jobs)
    if nearest is not None and len(nearest) > MOST_CIRCLES:
        yield nearest
        return
    open_ends = [frozenset[int]()]
    while open_ends:
        taken = open_ends.pop()
        rings = _rings(jobs, taken)
        if not rings:
            yield taken
            continue
        choices = [number for number in rings[0] if can_bypass(jobs[number])]
        open_ends += [taken | {number} for number in reversed(choices)]


def _nearest(jobs: Sequence[Job]) -> frozenset[int] | None:
    """Take in every circle the bypass that is ready first; none where a circle has none."""
    taken = frozenset[int]()
    while rings := _rings(jobs, taken):
        ways = [[number for number in ring if can_bypass(jobs[number])] for ring in rings]
        if not all(ways):
            return None
        taken |= {min(way, key=lambda number: _ready(jobs[number])) for way in ways}
    return taken


def _ready(job: Job) -> tuple[float, float]:
    return job.bypass_h, job.machines / job.bypass_speed


def _rings(jobs: Sequence[Job], taken: frozenset[int]) -> list[list[int]]:
    """Find circles, none of which shares a job with another; each in the order of numbers."""
    names = {str(n): [Want(1, (str(m),)) for m in job.needs] for n, job in enumerate(jobs)}
    names |= {str(n): [] for n in taken}
    waiting = never_begin(names)
    needs = {name: [want.names[0] for want in names[name]] for name in waiting}
    return [sorted(int(name) for name in ring) for ring in circles(waiting, needs)]
