"""Hold everyone and let them live, block by block, on as many threads as there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from simulator.errors import InvariantBroken
from simulator.model.behaviour import Behaviour
from simulator.population.arrays import (
    Odds,
    Pool,
    Tally,
    empty_block,
    empty_pool,
    empty_tally,
    grown,
)
from simulator.population.birth import give_birth
from simulator.population.closing import close_pending
from simulator.population.endure import live_beat
from simulator.population.market import Market
from simulator.population.ordinary_load import ordinary_load
from simulator.population.unmet import add_unmet, count_people, count_users
from simulator.topology.world import Floats, Ints, World
from simulator.units import DAY_MS, HOUR_MS

BLOCK = 16_384
"""People in a block: their state stays in the processor's cache over a beat."""
FIRST_ENTRIES = 4_096


class Sums(NamedTuple):
    """What people leave behind; axes as in `Tally`, plus R regions and G segments."""

    tally: Tally
    users: Ints
    """(D, S) people who tried each service on each day."""
    pending: Ints
    """(C,) needs that still wait at the horizon."""
    unmet_ms: Ints
    people_hit: Ints
    """(C, G, R)"""
    affected: Ints
    """(T, R, C+1)"""
    people: Ints
    """(G+1, R) children in the last row."""


class Crowd:
    """All people of a run.

    Parameters
    ----------
    world : World
        Compiled scenario.
    rules : Behaviour
        Rules of choice.
    seed : int
        Address of luck.
    people : int
        Number of people.
    threads : int
        Threads among which blocks are shared out; the result does not depend on it.
    """

    def __init__(
        self, world: World, rules: Behaviour, seed: int, people: int, threads: int
    ) -> None:
        self._world, self._seed = world, np.uint64(seed)
        habits = world.habits
        self._categories = len(habits.tries)
        starts = range(0, people, BLOCK)
        self._blocks = [
            empty_block(first, min(BLOCK, people - first), self._categories, world.beats)
            for first in starts
        ]
        self._pools = [empty_pool(FIRST_ENTRIES, world.beats) for _ in starts]
        self._lanes = [range(lane, len(self._blocks), threads) for lane in range(threads)]
        self._tallies = [empty_tally(habits) for _ in self._lanes]
        self._threads = ThreadPoolExecutor(threads) if threads > 1 else None
        self._each_lane(self._bear)
        self._people = self._count_people()
        groups = len(world.segment_ids)
        ordinary, self._holders = ordinary_load(habits, groups, self._blocks)
        self.market = Market(world, rules, ordinary)
        days = -(-habits.horizon_ms // DAY_MS)
        self._users = np.zeros((days, len(world.service_ids)), np.int64)

    def live(self, beat: int, quality: Floats, capacity: Floats) -> None:
        """Let everyone live one beat.

        Parameters
        ----------
        beat : int
            Number of the beat; each beat once, in order.
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature over the beat. Share.
        capacity : ndarray of float64, shape (S,)
            Mean share of each service's capacity that is up.
        """
        odds = self._odds(beat, quality, capacity)
        for tally in self._tallies:
            tally.first_tries[:] = tally.failed_tries[:] = tally.retried[:] = 0
        self._each_lane(lambda lane: self._live_lane(lane, odds, beat))
        self.market.learn(
            beat, self._sum("first_tries"), self._sum("failed_tries"), self._sum("retried")
        )
        self._close_day(beat)

    def finish(self) -> Sums:
        """Count what still waits, add up unmet time, and return all sums.

        Raises
        ------
        InvariantBroken
            If a need was lost or counted twice.
        """
        habits = self._world.habits
        pending = np.zeros(self._categories, np.int64)
        hours = habits.horizon_ms // HOUR_MS
        groups, regions = len(self._world.segment_ids), len(self._world.region_ids)
        unmet = np.zeros((self._categories, groups, regions), np.int64)
        hit = np.zeros_like(unmet)
        affected = np.zeros((hours, regions, self._categories + 1), np.int64)
        marked = np.zeros((self._categories + 1, hours), np.bool_)
        for index, block in enumerate(self._blocks):
            while not close_pending(
                block, self._pools[index], self._tallies[0], habits, self._seed, pending
            ):
                self._pools[index] = grown(self._pools[index])
            slots, starts, ends = _sorted_intervals(self._pools[index])
            add_unmet(block, slots, starts, ends, self._categories, unmet, hit, affected, marked)
        if self._threads:
            self._threads.shutdown()
        total = Tally._make(self._sum(name) for name in Tally._fields)
        self._check(total, pending)
        return Sums(total, self._users, pending, unmet, hit, affected, self._people)

    def _bear(self, lane: int) -> None:
        for index in self._lanes[lane]:
            give_birth(self._blocks[index], self._world.habits, self._seed)

    def _live_lane(self, lane: int, odds: Odds, beat: int) -> None:
        for index in self._lanes[lane]:
            block, tally, habits = self._blocks[index], self._tallies[lane], self._world.habits
            pools = self._pools
            while not live_beat(block, pools[index], tally, habits, odds, self._seed, beat):
                pools[index] = grown(pools[index])

    def _each_lane(self, work: Callable[[int], None]) -> None:
        lanes = range(len(self._lanes))
        if self._threads is None:
            for lane in lanes:
                work(lane)
        else:
            list(self._threads.map(work, lanes))

    def _odds(self, beat: int, quality: Floats, capacity: Floats) -> Odds:
        grown_ups = max(int(self._people[:-1].sum()), 1)
        holders = self._holders + self._sum("adopted")
        return Odds(
            success=self.market.success(beat, quality, capacity, self._sum("waiting")),
            reach=holders / grown_ups,
            reach_before=self._holders / grown_ups,
            awareness=self.market.awareness(beat),
        )

    def _sum(self, name: str) -> Ints:
        total: Ints = getattr(self._tallies[0], name).copy()
        for tally in self._tallies[1:]:
            total += getattr(tally, name)
        return total

    def _close_day(self, beat: int) -> None:
        end = (beat + 1) * self._world.habits.beat_ms
        if end % DAY_MS == 0 or beat + 1 == self._world.beats:
            for block in self._blocks:
                count_users(block, self._users[(end - 1) // DAY_MS])

    def _count_people(self) -> Ints:
        groups, regions = len(self._world.segment_ids), len(self._world.region_ids)
        counts = np.zeros((groups + 1, regions), np.int64)
        for block in self._blocks:
            count_people(block, counts, groups)
        return counts

    def _check(self, total: Tally, pending: Ints) -> None:
        arrived = total.arrived.sum(axis=0)
        ended = total.outcome.sum(axis=(0, 2)) + pending
        if not np.array_equal(arrived, ended):
            raise InvariantBroken(
                "needs are conserved", f"arrived {arrived.tolist()}, ended {ended.tolist()}"
            )


def _sorted_intervals(pool: Pool) -> tuple[Ints, Ints, Ints]:
    n = int(pool.n_unmet[0])
    slots, starts, ends = pool.unmet_slot[:n], pool.unmet_from_ms[:n], pool.unmet_to_ms[:n]
    order = np.lexsort((ends, starts, slots))
    return (
        slots[order].astype(np.int64),
        starts[order].astype(np.int64),
        ends[order].astype(np.int64),
    )
