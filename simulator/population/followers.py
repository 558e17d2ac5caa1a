"""Let everybody beyond the leaders live, community by community, under known chances."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np

from simulator.population.arrays import (
    COMMUNITY,
    Block,
    Pool,
    emptied,
    empty_block,
    empty_pool,
    grown,
    vacated,
)
from simulator.population.befriending import befriend
from simulator.population.birth import give_birth
from simulator.population.contact_arrays import Contacts, empty_contacts, forget
from simulator.population.endure import live
from simulator.population.lane import Lane
from simulator.population.odds import Trajectory
from simulator.population.sums import Sums, add, add_later, add_people, add_tally, no_sums, settle
from simulator.population.tallies import Tally, empty_tally
from simulator.topology.world import World
from simulator.units import HOUR_MS

TOGETHER = 2 * COMMUNITY
"""People who are born and live in one go: their arrays stay in the processor's cache."""
AHEAD_MS = 12 * HOUR_MS
"""Time for which their needs arise in one go: they know what they will meet."""
FIRST_ENTRIES = 65_536


def follow(  # noqa: PLR0913, PLR0917 - all that its people's lives depend on
    world: World,
    trajectory: Trajectory,
    seed: np.uint64,
    who: range,
    threads: int,
    total: Sums,
    progress: Callable[[float], None] | None,
) -> None:
    """Let people live under the chances that the leaders found, and add them up.

    Parameters
    ----------
    world : World
        Compiled scenario.
    trajectory : Trajectory
        What everyone meets in each beat.
    seed : uint64
        Address of luck.
    who : range
        Their numbers; they begin with a community.
    threads : int
        Threads among which they are shared out; sums do not depend on it.
    total : Sums
        Added to in place.
    progress : callable or None
        Told the share of people who have lived.
    """
    idle: SimpleQueue[Follower] = SimpleQueue()
    for _ in range(threads):
        idle.put(_new_follower(world))

    def live_some(first: int) -> int:
        follower = idle.get()
        people = min(TOGETHER, who.stop - first)
        idle.put(_live(world, trajectory, seed, follower, range(first, first + people)))
        return people

    done = 0
    with ThreadPoolExecutor(threads) as pool:
        for people in pool.map(live_some, range(who.start, who.stop, TOGETHER)):
            done += people
            if progress is not None:
                progress(done / len(who))
    while not idle.empty():
        follower = idle.get()
        add(total, follower.sums)
        add_tally(total.tally, follower.tally)


class Follower(NamedTuple):
    """What a thread uses again for one community after another."""

    block: Block
    pool: Pool
    tally: Tally
    sums: Sums
    contacts: Contacts


def _new_follower(world: World) -> Follower:
    communities, categories = TOGETHER // COMMUNITY, len(world.category_ids)
    pool = empty_pool(FIRST_ENTRIES, communities, categories, world.beats)
    tally = empty_tally(world.habits, len(world.service_ids))
    block = empty_block(0, TOGETHER, world.habits, AHEAD_MS)
    contacts = empty_contacts(TOGETHER, world.habits, world.customs)
    return Follower(block, pool, tally, no_sums(world), contacts)


def _live(
    world: World, trajectory: Trajectory, seed: np.uint64, follower: Follower, who: range
) -> Follower:
    if len(who) < TOGETHER:
        block = empty_block(who.start, len(who), world.habits, AHEAD_MS)
        contacts = empty_contacts(len(who), world.habits, world.customs)
    else:
        block, contacts = vacated(follower.block, who.start), follower.contacts
    lane = Lane(block, emptied(follower.pool), follower.tally)
    give_birth(block, world.habits, seed)
    forget(contacts)
    befriend(block, contacts, world.habits, seed, range(len(block.busy)))
    place = np.zeros(2, np.int64)
    while not live(lane, contacts, world.habits, trajectory, seed, place, 1, 0, world.beats):
        lane = lane._replace(pool=grown(lane.pool))
    add_people(world, block, follower.sums)
    add_later(world, block, seed, follower.sums)
    settle(world, lane, range(len(block.busy)), follower.sums)
    return follower._replace(pool=lane.pool)
