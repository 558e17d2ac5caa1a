"""Weigh load against capacity: how likely a try at each option succeeds in the coming beat."""

import numpy as np
from numpy.typing import NDArray

from simulator.model.behaviour import Behaviour
from simulator.population.congestion import MATCHED, SERVED, WORK_ROWS, Loads, serve
from simulator.population.everyday import (
    CERTAIN,
    by_service,
    category_of_option,
    has_room,
    ordinary_tries,
    outside_services,
)
from simulator.population.sessions import with_sessions
from simulator.population.supply import Suppliers
from simulator.topology.world import Floats, Ints, World
from simulator.units import HOUR_MS

SMOOTHING_H = 0.5
"""Time constant with which people's moves become expected load (judgement, 0.1 to 1)."""
LEAST_PER_H = 6.0
"""Tries an hour that everyone can take: one waiting need of a sample is no crowd (1 to 30)."""
SEEN = 20.0
"""Failures against which what was seen of persistence counts half."""
CLEAR = 2.0
"""Standard deviations up to which a deviation from the ordinary load is taken for noise; where
another means of the same need is lost one is enough, since people must go somewhere."""
SHOWS_PER_H = max(LEAST_PER_H, 2.0 * CLEAR**2)
"""Room from which on twice the load is told from noise: C clears the spread of 2 C tries."""
FORGOTTEN = 3.0
"""Standard deviations within which all deviations must lie to be forgotten."""
PERSISTENCE = 0.7
"""Rho before anything was seen: share of failures tried again (judgement, 0.5 to 0.9)."""
LOST = 1.0 / 3.0
"""Chance of success below which a service counts as lost, so that media report it."""


class Market:
    """The load that people put on services, and the chance of success that it leaves them.

    Capacity is a multiple of the ordinary peak; a surge raises the load alone.

    Parameters
    ----------
    world : World
        Compiled scenario.
    rules : Behaviour
        How media tell of an outage.
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
    matched : ndarray of float64, shape (S,)
        Share of the tries with room for which a supplier was found; 1 where none is needed.
    lost : ndarray of bool, shape (O,)
        Options that count as lost in the last beat.
    suppliers : Suppliers
        Who carries out jobs.
    """

    def __init__(self, world: World, rules: Behaviour, ordinary: Floats, people: int) -> None:
        self._world, self._rules = world, rules
        self._span_h = world.habits.beat_ms / HOUR_MS
        self._category = category_of_option(world)
        self._expected = ordinary_tries(world, ordinary)
        services, options = len(world.service_ids), len(world.habits.service)
        load = by_service(world, self._expected)
        self._capacity = np.maximum(world.peak_capacity * load.max(axis=0), LEAST_PER_H)
        self._calm_load = load / self._capacity
        self._calm = has_room(world, self._calm_load)
        self._surging = (world.surge != 1.0).any(axis=0)
        self.suppliers = Suppliers(world, load, people)
        self._outside = outside_services(world)
        self._certain = np.ones(options)
        self._shift = np.zeros(options)
        self._failed, self._retried = np.zeros(options), np.zeros(options)
        self._lost_since_h = np.full(options, np.inf)
        self._outage_since_h = np.inf
        self._work = np.zeros((WORK_ROWS, services))
        self.lost = np.zeros(options, np.bool_)
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
            self._rest(int(beat * self._span_h))
            return self._certain
        now_h = beat * self._span_h
        chance = self._world.option_features @ quality
        chance[chance > CERTAIN] = 1.0
        self._note_losses(now_h, chance)
        chance = with_sessions(self._world, chance, self._lost_since_h, now_h)
        helped = self._serve(beat, chance, quality, capacity, waiting)
        service = self._world.habits.service
        met: Floats = chance * helped * (self._work[SERVED] * self._work[MATCHED])[service]
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
            True if everything works, everything has room for an ordinary load, and people have
            nowhere moved away from it.
        """
        if self._surging[beat] or not self._calm[int(beat * self._span_h)]:
            return False
        if self._shift.any() or (capacity < 1.0).any():
            return False
        calm = bool((quality >= CERTAIN).all())
        if calm:
            self._note_losses(beat * self._span_h, self._certain)
        return calm

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
        if failed.any() or self._shift.any():
            usual = self._usual(beat)
            self._shift += (1.0 - kept) * (first / self._span_h - usual - self._shift)
            noise = FORGOTTEN * np.sqrt(_variance(usual, self._shift)) + LEAST_PER_H
            if not failed.any() and np.all(np.abs(self._shift) < noise):
                self._shift[:] = 0.0
            self._failed = kept * self._failed + failed
            self._retried = kept * self._retried + retried

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
        needs = self._world.supply.sign_up
        chance: Floats = np.where(needs.any(axis=1), needs @ quality, 1.0)
        return chance

    def awareness(self, beat: int) -> float:
        """Return the share of people who know of an outage from the media by now.

        Parameters
        ----------
        beat : int
            Number of the beat.

        Returns
        -------
        float
            1 - exp(-m0 integral of M), with M(t) = 1 - exp(-t / rise). Share.
        """
        since = beat * self._span_h - self._outage_since_h
        if since <= 0.0 or not np.isfinite(since):
            return 0.0
        rise = self._rules.media_rise_h
        attention = since - rise * (1.0 - np.exp(-since / rise))
        return float(1.0 - np.exp(-self._rules.media_per_h * attention))

    def _rest(self, hour: int) -> None:
        """Say what an ordinary hour looks like."""
        self.served, self.matched = np.ones((2, len(self._world.service_ids)))
        self.load_over_capacity = self._calm_load[hour]

    def _usual(self, beat: int) -> Floats:
        """Tell the first tries an hour at each option if nothing has failed, a surge included."""
        expected: Floats = self._expected[int(beat * self._span_h)]
        if self._surging[beat]:
            expected = expected * self._world.surge[self._category, beat]
        return expected

    def _note_losses(self, now_h: float, chance: Floats) -> None:
        services = np.zeros(len(self._world.service_ids), np.bool_)
        services[self._world.habits.service[self.lost]] = True
        self.suppliers.move(now_h, services)
        self.lost = chance < LOST
        self._lost_since_h[~self.lost] = np.inf
        self._lost_since_h[self.lost & np.isinf(self._lost_since_h)] = now_h
        if self.lost.any():
            self._outage_since_h = min(self._outage_since_h, now_h)

    def _rivals_lost(self) -> NDArray[np.bool_]:
        """Find the services that serve a need of which some means is lost."""
        category, service = self._category, self._world.habits.service
        hit = np.zeros(len(self._world.service_ids), np.bool_)
        hit[service[np.isin(category, category[self.lost])]] = True
        return hit

    def _serve(
        self, beat: int, chance: Floats, quality: Floats, share: Floats, waiting: Ints
    ) -> Floats:
        """Find what each service serves, and how far each option helps where no staff is."""
        world, count = self._world, len(self._world.service_ids)
        service, per_h = world.habits.service, world.habits.retry_per_h
        usual, crowd, again = self._usual(beat), waiting.sum(axis=0), per_h @ waiting
        extra = np.bincount(service, np.abs(self._shift) + again, count)
        noise = np.bincount(service, _variance(usual, self._shift) + per_h**2 @ waiting, count)
        noise *= np.where(self._rivals_lost(), 1.0, CLEAR**2)
        sure = 1.0 - np.minimum(noise / np.maximum(extra**2, 1e-300), 1.0)
        expected = np.maximum(usual + sure[service] * self._shift, 0.0)
        mass = expected + crowd + 1e-300
        total = np.bincount(service, mass, count) + 1e-300
        rho = (SEEN * PERSISTENCE + self._retried) / (SEEN + self._failed)
        pool = np.bincount(service, crowd, count)
        tries = np.bincount(service, again, count)
        loads = Loads(
            fresh=np.bincount(service, expected, count).astype(np.float64),
            pool=sure * pool,
            retry=np.where(pool > 0.0, tries / np.maximum(pool, 1.0), per_h[0]),
            quality=np.bincount(service, mass * chance, count) / total,
            persistence=np.bincount(service, mass * rho, count) / total,
            capacity=self._capacity * share,
            decay=world.goodput_decay,
            requests=world.client_requests,
            mode=world.supply.mode,
            servers=world.supply.servers,
            patience=world.supply.patience,
        )
        hands = self.suppliers.hands(beat * self._span_h, quality, LEAST_PER_H)
        serve(loads, hands, self._span_h, self._work)
        self._tell(loads)
        displaced = 1.0 - usual / np.maximum(expected + sure[service] * again, usual + 1e-300)
        helped: Floats = 1.0 - world.supply.shut * displaced
        return helped

    def _tell(self, loads: Loads) -> None:
        """Say how crowded it was: rooms, and outside apps drivers too."""
        served, self.matched = self._work[SERVED].copy(), self._work[MATCHED].copy()
        made = loads.fresh + loads.retry * loads.pool
        made *= 1.0 + (loads.requests - 1.0) * (1.0 - loads.quality * served)
        room = np.maximum(loads.capacity, 1e-300)
        load = np.where(loads.capacity > 0.0, made / room, 0.0)
        short = self._outside & (self.matched < 1.0)
        self.served = np.where(short, served * self.matched, served)
        self.load_over_capacity = np.where(
            short, np.maximum(load, 1.0 / np.maximum(self.matched, 1e-12)), load
        )


def _variance(usual: Floats, shift: Floats) -> Floats:
    """Tell how uncertain a smoothed count of tries is: Poisson, over twice the time constant."""
    spread: Floats = np.maximum(usual + shift, 0.0) / (2.0 * SMOOTHING_H)
    return spread
