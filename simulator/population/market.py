"""Weigh load against capacity: how likely a try at each option succeeds in the coming beat."""

import numpy as np

from simulator.model.behaviour import Behaviour
from simulator.population.congestion import mean_served_share
from simulator.topology.world import Floats, Ints, World
from simulator.units import HOUR_MS

SMOOTHING_H = 0.5
"""Time constant with which people's moves become expected load (judgement, 0.1 to 1)."""
LEAST_PER_H = 240.0
"""Tries an hour that every service can take: keeps small samples from looking like crowds."""
LEAST_SEEN = 20.0
"""Failures in a beat from which persistence is read; fewer say too little."""
_NEARLY = 1e-12
PERSISTENCE = 0.7
"""Rho before anything was seen: share of failures tried again (judgement, 0.5 to 0.9)."""
QUIET = 0.5
"""Load over capacity, all requests counted, below which a beat can refuse nothing."""
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

    Attributes
    ----------
    served : ndarray of float64, shape (S,)
        Share of requests that each service did not refuse for lack of room in the last beat.
    load_over_capacity : ndarray of float64, shape (S,)
        Requests that each service met in the last beat, retries included, over what it had room
        for. Dimensionless; 0 where it had none.
    """

    def __init__(self, world: World, rules: Behaviour, ordinary: Floats) -> None:
        self._world, self._rules = world, rules
        self._span_h = world.habits.beat_ms / HOUR_MS
        self._category = _category_of_option(world)
        self._expected = _ordinary_tries(world, ordinary, self._category)
        services = len(world.service_ids)
        load = np.zeros((self._expected.shape[0], services))
        np.add.at(load.T, world.habits.service, self._expected.T)
        self._capacity = np.maximum(world.peak_capacity * load.max(axis=0), LEAST_PER_H)
        self._calm = np.all(load <= self._capacity, axis=1)
        self._calm_load = load / self._capacity
        self._surging = (world.surge != 1.0).any(axis=0)
        self.served = np.ones(services)
        self.load_over_capacity = np.zeros(services)
        self._certain = np.ones(len(world.habits.service))
        self._shift = np.zeros(len(world.habits.service))
        self._persistence = np.full(len(world.habits.service), PERSISTENCE)
        self._lost_since_h = np.full(len(world.habits.service), np.inf)
        self._outage_since_h = np.inf

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
        now_h = beat * self._span_h
        if self._is_calm(beat, quality, capacity, waiting):
            self.served = np.ones(len(self._world.service_ids))
            self.load_over_capacity = self._calm_load[int(now_h)]
            return self._certain
        chance = self._world.option_features @ quality
        chance[chance > 1.0 - _NEARLY] = 1.0
        self._note_losses(now_h, chance)
        chance = self._with_sessions(now_h, chance)
        self._serve(beat, chance, capacity, waiting)
        return chance * self.served[self._world.habits.service]

    def learn(self, beat: int, first: Ints, failed: Ints, retried: Ints) -> None:
        """Take in what people did in the beat that has just been lived.

        Parameters
        ----------
        beat : int
            Number of the beat.
        first, failed, retried : ndarray of int64, shape (O,)
            First tries, failed tries, and failures that will be tried again.
        """
        weight = min(1.0, self._span_h / SMOOTHING_H)
        usual = self._usual(beat)
        if failed.any() or self._shift.any():
            self._shift += weight * (first / self._span_h - usual - self._shift)
            if not failed.any() and np.all(np.abs(self._shift) < LEAST_PER_H):
                self._shift[:] = 0.0
        some = failed >= LEAST_SEEN
        self._persistence[some] += weight * (retried[some] / failed[some] - self._persistence[some])

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

    def _usual(self, beat: int) -> Floats:
        """Tell the first tries an hour at each option if nothing has failed, a surge included."""
        expected: Floats = self._expected[int(beat * self._span_h)]
        if self._surging[beat]:
            expected = expected * self._world.surge[self._category, beat]
        return expected

    def _is_calm(self, beat: int, quality: Floats, capacity: Floats, waiting: Ints) -> bool:
        if self._surging[beat] or not self._calm[int(beat * self._span_h)]:
            return False
        if self._shift.any() or waiting.any() or (capacity < 1.0).any():
            return False
        calm = bool((quality >= 1.0 - _NEARLY).all())
        if calm:
            self._lost_since_h[:] = np.inf
        return calm

    def _note_losses(self, now_h: float, chance: Floats) -> None:
        lost = chance < LOST
        self._lost_since_h[~lost] = np.inf
        self._lost_since_h[lost & np.isinf(self._lost_since_h)] = now_h
        if lost.any():
            self._outage_since_h = min(self._outage_since_h, now_h)

    def _with_sessions(self, now_h: float, chance: Floats) -> Floats:
        effective = chance.copy()
        for option, sessions in enumerate(self._world.sessions):
            if sessions and chance[option] < 1.0:
                lost_h = self._lost_since_h[option]
                since = now_h - lost_h if np.isfinite(lost_h) else 0.0
                alive = sum(share * np.exp(-since / lasts) for share, lasts in sessions)
                effective[option] += (1.0 - chance[option]) * alive
        return effective

    def _serve(self, beat: int, chance: Floats, share: Floats, waiting: Ints) -> None:
        """Find the load of each service and the share of it that it serves."""
        service = self._world.habits.service
        expected = np.maximum(self._usual(beat) + self._shift, 0.0)
        per_h = self._world.habits.retry_per_h
        crowd = waiting.sum(axis=0)
        count = len(self._world.service_ids)
        fresh = np.bincount(service, expected, count)
        pool = np.bincount(service, crowd, count)
        tries = np.bincount(service, per_h @ waiting, count)
        retry = np.where(pool > 0.0, tries / np.maximum(pool, 1.0), per_h[0])
        mass = np.bincount(service, expected + crowd, count) + 1e-300
        quality = np.bincount(service, (expected + crowd) * chance, count) / mass
        persistence = np.bincount(service, (expected + crowd) * self._persistence, count) / mass
        served = np.ones(count)
        ceilings, requests = self._capacity * share, self._world.client_requests
        for s in range(count):
            quiet = QUIET * ceilings[s] / requests[s]
            if ceilings[s] > 0.0 and fresh[s] + retry[s] * pool[s] > quiet:
                served[s] = mean_served_share(
                    fresh[s], pool[s], ceilings[s], quality[s], persistence[s], retry[s],
                    self._world.goodput_decay[s], requests[s], self._span_h,
                )  # fmt: skip
        repeated = (requests - 1.0) * (1.0 - quality * served)
        made = (fresh + retry * pool) * (1.0 + repeated)
        room = np.maximum(ceilings, 1e-300)
        self.served, self.load_over_capacity = served, np.where(ceilings > 0.0, made / room, 0.0)


def _category_of_option(world: World) -> Ints:
    first = world.habits.first_option
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def _ordinary_tries(world: World, ordinary: Floats, category: Ints) -> Floats:
    """Return first tries per hour of an ordinary run without any surge, shape (T, O)."""
    rates = np.diff(world.ordinary_needs, axis=1)[category]
    return (rates * ordinary[:, None]).T
