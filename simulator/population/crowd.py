"""Hold the people who live beat by beat with the machines, on as many threads as there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from simulator.errors import InvariantBroken
from simulator.population.arrays import COMMUNITY, NONE, empty_block, empty_pool, grown
from simulator.population.attention import Attention
from simulator.population.befriending import befriend
from simulator.population.birth import give_birth
from simulator.population.contact_arrays import FEAR, empty_contacts
from simulator.population.endure import live
from simulator.population.followers import follow
from simulator.population.lane import Lane
from simulator.population.leading import leaders_among
from simulator.population.market import Market
from simulator.population.odds import Odds, empty_trajectory, note_calm, note_odds
from simulator.population.ordinary_load import ordinary_load
from simulator.population.reaching import meeting_chances
from simulator.population.sums import (
    Sums,
    add_later,
    add_people,
    add_tally,
    checked,
    no_sums,
    settle,
)
from simulator.population.tallies import empty_tally
from simulator.topology.world import Floats, Ints, World
from simulator.units import DAY_MS

FEW = 0.02
"""Waiting needs per person whose looks are no load worth counting (judgement, .005 to .05)."""
FIRST_ENTRIES = 16_384


class Crowd:
    """All people of a run.

    Those who lead make the load, the reach and the talk that everybody meets; the others follow,
    community by community, under the same chances.

    Parameters
    ----------
    world : World
        Compiled scenario.
    seed : int
        Address of luck.
    people : int
        Number of people.
    threads : int
        Threads among which communities are shared out; the result does not depend on it.
    leaders : int or None
        Most people who live with the machines, in whole communities; by default as many as
        `leaders_among` says. People.

    Raises
    ------
    ValueError
        If the leaders are not whole communities.

    Attributes
    ----------
    market : Market
        Load and what it leaves.
    trajectory : Trajectory
        What people met in each beat so far.
    """

    def __init__(
        self,
        world: World,
        seed: int,
        people: int,
        threads: int,
        leaders: int | None = None,
    ) -> None:
        if leaders is None:
            leaders = leaders_among(people)
        elif leaders % COMMUNITY:
            raise ValueError(f"leaders live in whole communities of {COMMUNITY}, found {leaders}")
        self._world, self._seed, self._everybody = world, np.uint64(seed), people
        habits, categories = world.habits, len(world.category_ids)
        self._block = empty_block(0, min(people, leaders), habits)
        self._contacts = empty_contacts(len(self._block.segment), habits, world.customs)
        communities = len(self._block.busy)
        self._threads_asked = max(1, threads)
        threads = max(1, min(threads, communities))
        self._lanes = [
            Lane(
                self._block,
                empty_pool(FIRST_ENTRIES, communities, categories, world.beats),
                empty_tally(habits, len(world.service_ids)),
            )
            for _ in range(threads)
        ]
        self._threads = ThreadPoolExecutor(threads) if threads > 1 else None
        give_birth(self._block, habits, self._seed)
        self._befriend()
        self._grown_ups = max(int((self._block.segment != NONE).sum()), 1)
        groups = len(world.segment_ids)
        ordinary, self._holders = ordinary_load(habits, groups, [self._block])
        self.market = Market(world, ordinary, len(self._block.segment))
        self.trajectory = empty_trajectory(habits, world.customs, world.beats)
        self._attention = Attention(world, ordinary)
        self._met_before = meeting_chances(
            self._block, self._contacts, habits, self._holders / self._grown_ups
        )
        self.trajectory.reach_before[:] = self._met_before
        self._lived = 0
        self._look_around()

    def live(self, beat: int, quality: Floats, capacity: Floats) -> None:
        """Let everyone live one beat, or put it off while nothing can go wrong.

        Parameters
        ----------
        beat : int
            Number of the beat; each beat once, in order.
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature over the beat. Share.
        capacity : ndarray of float64, shape (S,)
            Mean share of each service's capacity that is up.
        """
        clear = not self._waiting.any() and self.market.calm(beat, quality, capacity)
        calm = clear and self._idle
        if calm:
            note_calm(self.trajectory, beat, self._reach())
        else:
            self._live_until(beat)
            odds = self._odds(beat, quality, capacity, clear=clear)
            note_odds(self.trajectory, beat, odds)
            for lane in self._lanes:
                for name in ("first_tries", "failed_tries", "retried"):
                    getattr(lane.tally, name)[:] = 0
            self._live_until(beat + 1)
            self.market.learn(
                beat, self._sum("first_tries"), self._sum("failed_tries"), self._sum("retried")
            )
        if (beat + 1) * self._world.habits.beat_ms % DAY_MS == 0 or beat + 1 == self._world.beats:
            self._live_until(beat + 1)

    def finish(self, progress: Callable[[float], None] | None = None) -> Sums:
        """Let the followers live, count what still waits, and return all sums.

        Parameters
        ----------
        progress : callable or None
            Told the share of people who have lived to the end.

        Returns
        -------
        Sums
            Of everybody.

        Raises
        ------
        InvariantBroken
            If a need was lost or counted twice.
        """
        total = no_sums(self._world)
        add_people(self._world, self._block, total)
        add_later(self._world, self._block, self._seed, total)
        lanes, steps = len(self._lanes), []
        for index, lane in enumerate(self._lanes):
            communities = range(index, len(self._block.busy), lanes)
            steps.append(settle(self._world, lane, communities, total))
            add_tally(total.tally, lane.tally)
        leaders = len(self._block.segment)
        if leaders < self._everybody:
            follow(
                self._world, self.trajectory, self._seed, range(leaders, self._everybody),
                self._threads_asked, total, progress,
            )  # fmt: skip
        if self._threads:
            self._threads.shutdown()
        return checked(self._world, total._replace(steps=np.concatenate(steps)))

    @property
    def leaders(self) -> int:
        """People who live beat by beat with the machines."""
        return len(self._block.segment)

    def lives(self) -> Ints:
        """Return a number for each leader that is the same for equal lives, shape (P,)."""
        return self._block.life.view(np.int64).copy()

    def _look_around(self) -> None:
        """See who waits, and whether people are idle after what they have just lived.

        They are where nobody talks of an outage, installs or tries again and hardly anybody waits:
        the few who still look for a late answer find it wherever everything works.
        """
        self._waiting, self._adopted = self._sum("waiting").copy(), self._sum("adopted").copy()
        late = sum(int(lane.pool.kept.sum()) for lane in self._lanes)
        installing = int(self._block.busy.sum()) - late
        few = late <= FEW * len(self._block.segment)
        waiting = bool(self._waiting.any())
        self._idle = few and installing == 0 and self._attention.clear and not waiting

    def _live_until(self, end: int) -> None:
        """Live all beats up to one that is left out, and see that no need was lost."""
        if end <= self._lived:
            return
        begin, self._lived = self._lived, end
        if self._threads is None:
            self._live_lane(0, begin, end)
        else:
            work = ((index, begin, end) for index in range(len(self._lanes)))
            list(self._threads.map(lambda what: self._live_lane(*what), work))
        self._look_around()
        waiting = sum(lane.pool.kept for lane in self._lanes)
        if not np.array_equal(waiting, self._sum("open_needs")):
            raise InvariantBroken("needs are conserved", f"lost or doubled before beat {end}")

    def _live_lane(self, index: int, begin: int, end: int) -> None:
        place, stride = np.array([index, begin]), len(self._lanes)
        habits, trajectory = self._world.habits, self.trajectory
        while not live(
            self._lanes[index], self._contacts, habits, trajectory, self._seed, place, stride,
            begin, end,
        ):  # fmt: skip
            lane = self._lanes[index]
            self._lanes[index] = lane._replace(pool=grown(lane.pool))

    def _reach(self) -> Floats:
        reach: Floats = (self._holders + self._adopted) / self._grown_ups
        return reach

    def _odds(self, beat: int, quality: Floats, capacity: Floats, *, clear: bool) -> Odds:
        market, adopted = self.market, self._adopted
        success = market.certain
        if not clear:
            success = market.under_load(beat, quality, capacity, self._waiting)
        told = int(self._sum("told")[:FEAR].sum())
        return Odds(
            success=success,
            sign_up=market.sign_up(quality),
            reach=self._reach(),
            reach_before=self._met_before,
            air=self._attention.breathe(market.lost, told, adopted, self._grown_ups),
        )

    def _befriend(self) -> None:
        """Let people know each other, each thread its own communities."""
        communities, threads = len(self._block.busy), len(self._lanes)
        shares = [range(index, communities, threads) for index in range(threads)]

        def make(share: range) -> None:
            befriend(self._block, self._contacts, self._world.habits, self._seed, share)

        list(self._threads.map(make, shares) if self._threads else map(make, shares))

    def _sum(self, name: str) -> Ints:
        total: Ints = getattr(self._lanes[0].tally, name)
        for lane in self._lanes[1:]:
            total = total + getattr(lane.tally, name)
        return total
