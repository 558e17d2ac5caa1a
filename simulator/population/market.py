"""Weigh load against capacity: how likely a try at each option succeeds in the coming beat."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.congestion import MATCHED, SERVED, WORK_ROWS, serve
from simulator.population.everyday import (
    by_service,
    category_of_option,
    empty_loads,
    ordinary_tries,
    outside_services,
)
from simulator.population.sessions import with_sessions
from simulator.population.supply import Suppliers
from simulator.population.weighing import (
    CLEAR,
    SCRATCH_ROWS,
    SMOOTHING_H,
    Moves,
    share_by_hour,
    tell,
    weigh,
)
from simulator.topology.world import Floats, Ints, World
from simulator.units import HOUR_MS

LEAST_PER_H = 6.0
"""Tries an hour that everyone can take: one waiting need of a sample is no crowd (1 to 30)."""
SHOWS_PER_H = max(LEAST_PER_H, 2.0 * CLEAR**2)
"""Room from which on twice the load is told from noise: C clears the spread of 2 C tries."""
FORGOTTEN = 3.0
"""Standard deviations within which all deviations must lie to be forgotten."""
CERTAIN = 1.0 - 1e-12
"""A share so near to 1 that it is 1."""
LOST = 1.0 / 3.0
"""Chance of success below which a service counts as lost: media report it, suppliers leave it
(judgement, 0.2 to 0.6)."""


class Market:
    """The load that people put on services, and the chance of success that it leaves them.

    Capacity is a multiple of the ordinary peak; a surge raises the load alone.

    Parameters
    ----------
    world : World
        Compiled scenario.
    ordinary : ndarray of float64, shape (O,)
        Needs of an ordinary unit of rate that go first to each option. People.
    people : int
        Simulated people, children included, whose tries are counted.

    Attributes
    ----------
    served : ndarray of float64, shape (S,)
        Share of requests that each service did not refuse for lack of room in the last beat; for
        means outside apps, of drivers too.
    load_over_capacity : ndarray of float64, shape (S,)
        Requests that each service met in the last beat, retries included, over what it had room
        for. Dimensionless; 0 where it had none.
    certain : ndarray of float64, shape (O,)
        Ones: the chances where all is calm.
    matched : ndarray of float64, shape (S,)
        Share of the tries with room for which a supplier was found; 1 where none is needed.
    lost : ndarray of bool, shape (O,)
        Options that count as lost in the last beat.
    suppliers : Suppliers
        Who carries out jobs.
    """

    def __init__(self, world: World, ordinary: Floats, people: int) -> None:
        self._world = world
        self._span_h = world.habits.beat_ms / HOUR_MS
        self._expected = ordinary_tries(world, ordinary)
        services, options = len(world.service_ids), len(world.habits.service)
        load = by_service(world, self._expected)
        self._capacity = np.maximum(world.peak_capacity * load.max(axis=0), LEAST_PER_H)
        self._calm_load = load / self._capacity
        self._loads = empty_loads(world)
        certain = np.zeros_like(load)
        share_by_hour(self._calm_load, self._loads, certain)
        self._calm = np.atleast_1d(certain.min(axis=1) >= CERTAIN)
        self._surging = (world.surge != 1.0).any(axis=0)
        self._all_served = np.ones(services)
        self.suppliers = Suppliers(world, load, people)
        self._outside = outside_services(world)
        self.certain = np.ones(options)
        self._signs_up = world.supply.sign_up.any(axis=1)
        self._nobody = np.zeros((2, options), np.int64)
        self._category = category_of_option(world)
        self._shift, self._ahead = np.zeros(options), np.zeros(options)
        self._shifted = False
        self._helped: Floats | None = None
        self._failed, self._retried = np.zeros(options), np.zeros(options)
        self._lost_since_h = np.full(options, np.inf)
        self._work = np.zeros((WORK_ROWS, services))
        self._scratch = np.zeros((SCRATCH_ROWS, services))
        self.lost = np.zeros(options, np.bool_)
        self._lost_services: NDArray[np.bool_] | None = None
        self._rest(0)

    def success(self, beat: int, quality: Floats, capacity: Floats, waiting: Ints) -> Floats:
        """Return the chance of success of one try at each option in a beat.

        Parameters
        ----------
        beat : int
            Number of the beat.
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature over the beat.
        capacity : ndarray of float64, shape (S,)
            Share of each service's machines that carry load.
        waiting : ndarray of int64, shape (2, O)
            Needs that wait to try again, deferrable (0) and urgent (1).

        Returns
        -------
        ndarray of float64, shape (O,)
            Probability.
        """
        if not waiting.any() and self.calm(beat, quality, capacity):
            return self.certain
        return self.under_load(beat, quality, capacity, waiting)

    def under_load(self, beat: int, quality: Floats, capacity: Floats, waiting: Ints) -> Floats:
        """Return what `success` does, in a beat that `calm` has denied or in which needs wait."""
        if self._helped is not None and not waiting.any():
            return self._met(self.certain, self._helped)
        now_h = beat * self._span_h
        chance = self._world.option_features @ quality
        chance[chance > CERTAIN] = 1.0
        self._note_losses(now_h, chance)
        chance = with_sessions(self._world, chance, self._lost_since_h, now_h)
        return self._met(chance, self._serve(beat, chance, quality, capacity, waiting))

    def _met(self, chance: Floats, helped: Floats) -> Floats:
        """Multiply the chances of an answer, of room, and of somebody who carries it out."""
        found = self._work[SERVED] * self._work[MATCHED]
        met: Floats = chance * helped * found[self._world.habits.service]
        return met

    def calm(self, beat: int, quality: Floats, capacity: Floats) -> bool:
        """Tell whether nobody can be refused in a beat, if no need waits to try again.

        Parameters
        ----------
        beat : int
            Number of the beat.
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature over the beat.
        capacity : ndarray of float64, shape (S,)
            Share of each service's machines that carry load.

        Returns
        -------
        bool
            True if everything works and has room for an ordinary load, and for that of people
            who have moved.
        """
        hour, self._helped = int(beat * self._span_h), None
        if (quality < CERTAIN).any() or self._surging[beat] or not self._calm[hour]:
            return False
        self._note_losses(beat * self._span_h, self.certain)
        if not self._shifted and (capacity >= 1.0).all():
            self._rest(hour)
            return True
        self._helped = self._serve(beat, self.certain, quality, capacity, self._nobody)
        found = self._work[SERVED] * self._work[MATCHED]
        return bool(min(self._helped.min(), found.min()) >= CERTAIN)

    def learn(self, beat: int, first: Ints, failed: Ints, retried: Ints) -> None:
        """Take in what people did in the beat that has just been lived.

        Parameters
        ----------
        beat : int
            Number of the beat.
        first, failed, retried : ndarray of int64, shape (O,)
            First tries, failed tries, and failures that will be tried again.
        """
        kept = np.exp(-self._span_h / SMOOTHING_H)
        if failed.any() or self._shifted:
            usual = self._usual(beat)
            step = (1.0 - kept) * (first / self._span_h - usual - self._shift)
            self._shift += step
            self._ahead = self._shift + step / 2.0  # amid the coming beat (Adams and Bashforth)
            spread = np.maximum(usual + self._shift, 0.0) / (2.0 * SMOOTHING_H)
            noise = FORGOTTEN * np.sqrt(spread) + LEAST_PER_H
            if not failed.any() and np.all(np.abs(self._shift) < noise):
                self._shift[:] = self._ahead[:] = 0.0
            self._failed = kept * self._failed + failed
            self._retried = kept * self._retried + retried
            self._shifted = bool(self._shift.any())

    def sign_up(self, quality: Floats) -> Floats:
        """Return the chance that signing up for each option works.

        Parameters
        ----------
        quality : ndarray of float64, shape (F,)
            Mean quality of each feature over the beat.

        Returns
        -------
        ndarray of float64, shape (O,)
            Quality of what the sign-up needs; 1 where it needs nothing. Probability.
        """
        chance: Floats = np.where(self._signs_up, self._world.supply.sign_up @ quality, 1.0)
        return chance

    def _rest(self, hour: int) -> None:
        """Say what an ordinary hour looks like."""
        self.served = self.matched = self._all_served
        self.load_over_capacity = self._calm_load[hour]

    def _usual(self, beat: int) -> Floats:
        """Tell the first tries an hour at each option if nothing has failed, a surge included."""
        expected: Floats = self._expected[int(beat * self._span_h)]
        if self._surging[beat]:
            expected = expected * self._world.surge[self._category, beat]
        return expected

    def _note_losses(self, now_h: float, chance: Floats) -> None:
        self.suppliers.move(now_h, self._lost_services)
        if chance is self.certain and self._lost_services is None:
            return
        np.less(chance, LOST, out=self.lost)
        self._lost_since_h[~self.lost] = np.inf
        self._lost_since_h[self.lost & np.isinf(self._lost_since_h)] = now_h
        self._lost_services = None
        if self.lost.any():
            self._lost_services = np.zeros(len(self._world.service_ids), np.bool_)
            self._lost_services[self._world.habits.service[self.lost]] = True

    def _serve(
        self, beat: int, chance: Floats, quality: Floats, share: Floats, waiting: Ints
    ) -> Floats:
        """Find what each service serves, and how far each option helps where no staff is."""
        world, loads, helped = self._world, self._loads, np.ones(len(chance))
        known = (self._usual(beat), self._ahead, self._failed, self._retried, chance, self.lost)
        moves = Moves(world.habits.service, self._category, *known, world.supply.shut)
        weigh(moves, waiting, world.habits.retry_per_h, loads, helped, self._scratch)
        np.multiply(self._capacity, share, out=loads.capacity)
        hands = self.suppliers.hands(beat * self._span_h, quality, LEAST_PER_H)
        serve(loads, hands, self._span_h, self._work)
        self.matched = self._work[MATCHED].copy()
        self.served, self.load_over_capacity = np.ones((2, len(share)))
        tell(loads, self._work, self._outside, self.served, self.load_over_capacity)
        return helped
