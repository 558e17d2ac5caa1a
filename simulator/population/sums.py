"""Add up what people leave behind, whoever lived first and on whatever thread."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import InvariantBroken
from simulator.population.afterwards import afterwards
from simulator.population.arrays import (
    COMMUNITY,
    STEP,
    UNMET,
    Block,
    Pool,
    Records,
    grown,
)
from simulator.population.closing import close_pending
from simulator.population.lane import Lane
from simulator.population.spread import BANDS, add_spread
from simulator.population.tallies import Tally, empty_tally, unfolded
from simulator.population.unmet import add_unmet, count_people, sort_unmet
from simulator.topology.world import Ints, World
from simulator.units import HOUR_MS


class Sums(NamedTuple):
    """What people leave behind; axes as in `Tally`, plus R regions."""

    tally: Tally
    pending: Ints
    """(C,) needs that still wait at the horizon."""
    unmet_ms: Ints
    people_hit: Ints
    """(C, G, R)"""
    affected: Ints
    """(T, R, C+1)"""
    people: Ints
    """(G+1, R) children in the last row."""
    spread: Ints
    """(BANDS, G, 2) people by how long their needs were unmet, and that time."""
    lingering: Ints
    """(D, O, 3) people gained, lost and kept for good on days after the run."""
    first_segments: NDArray[np.uint8]
    first_regions: NDArray[np.uint8]
    """(COMMUNITY,) of the first people, some of whom are watched."""
    steps: Records
    """STEP; what happened to the people who are watched, in order of person and time."""


def no_sums(world: World) -> Sums:
    """Make sums of nobody."""
    habits = world.habits
    categories, hours = len(habits.tries), habits.horizon_ms // HOUR_MS
    groups, regions = len(world.segment_ids), len(world.region_ids)
    return Sums(
        tally=empty_tally(habits, len(world.service_ids)),
        pending=np.zeros(categories, np.int64),
        unmet_ms=np.zeros((categories, groups, regions), np.int64),
        people_hit=np.zeros((categories, groups, regions), np.int64),
        affected=np.zeros((hours, regions, categories + 1), np.int64),
        people=np.zeros((groups + 1, regions), np.int64),
        spread=np.zeros((BANDS, groups, 2), np.int64),
        lingering=np.zeros((len(world.later_days), len(habits.service), 3), np.int64),
        first_segments=np.zeros(COMMUNITY, np.uint8),
        first_regions=np.zeros(COMMUNITY, np.uint8),
        steps=np.zeros(0, STEP),
    )


def settle(world: World, lane: Lane, communities: Iterable[int], sums: Sums) -> Records:
    """Count what still waits in some communities at the horizon, and add up unmet time.

    Parameters
    ----------
    world : World
        Compiled scenario.
    lane : Lane
        People who have lived to the horizon.
    communities : iterable of int
        Which of them.
    sums : Sums
        Added to in place, but for its tally: several calls may share that of the lane.

    Returns
    -------
    ndarray of STEP
        What happened to the people who are watched, in order of person and time.
    """
    for community in communities:
        while not close_pending(lane, world.habits, community, sums.pending):
            lane = lane._replace(pool=grown(lane.pool))
    ordered = sorted_unmet(lane.block, lane.pool)
    marked = np.zeros(len(sums.affected), np.bool_)
    add_unmet(
        lane.block, ordered, len(sums.pending), sums.unmet_ms, sums.people_hit, sums.affected,
        marked,
    )  # fmt: skip
    add_spread(lane.block, ordered, len(sums.pending), sums.spread)
    steps = lane.pool.steps[: lane.pool.n_steps[0]]
    return steps[np.lexsort((np.arange(len(steps)), steps["t_ms"], steps["person"]))]


def sorted_unmet(block: Block, pool: Pool) -> Records:
    """Put the logged intervals into the order of slot and start."""
    n = int(pool.n_unmet[0])
    ordered = np.zeros(n, UNMET)
    sort_unmet(pool.unmet, n, np.zeros(len(block.slots) + 1, np.int64), ordered)
    return ordered


def add_people(world: World, block: Block, sums: Sums) -> None:
    """Count people by segment and region, children in the last row."""
    count_people(block, sums.people, len(world.segment_ids))


def add_later(world: World, block: Block, seed: np.uint64, sums: Sums) -> None:
    """Count who uses which app on days after the run, and note who the first people are."""
    afterwards(block, world.habits, seed, world.later_days, world.later_needs, sums.lingering)
    if block.first == 0:
        first = min(COMMUNITY, len(block.segment))
        sums.first_segments[:first] = block.segment[:first]
        sums.first_regions[:first] = block.region[:first]


def add(total: Sums, more: Sums) -> None:
    """Add sums to others in place, but for the tally and the steps."""
    for name in ("pending", "unmet_ms", "people_hit", "affected", "people", "spread", "lingering"):
        getattr(total, name)[:] += getattr(more, name)


def add_tally(total: Tally, more: Tally) -> None:
    """Add counters to others in place."""
    for name in Tally._fields:
        getattr(total, name)[:] += getattr(more, name)


def checked(world: World, sums: Sums) -> Sums:
    """Spread plain needs over their counters, and see that no need was lost.

    Raises
    ------
    InvariantBroken
        If a need was lost or counted twice.
    """
    tally = unfolded(sums.tally, world.habits)
    arrived = tally.arrived.sum(axis=0)
    ended = tally.outcome.sum(axis=(0, 2)) + sums.pending
    if not np.array_equal(arrived, ended):
        raise InvariantBroken(
            "needs are conserved", f"arrived {arrived.tolist()}, ended {ended.tolist()}"
        )
    return sums._replace(tally=tally)
