"""Join machines and people: hold quality between changes, live the beat under its mean."""

from collections.abc import Callable, Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from simulator.infrastructure.machines import Machines
from simulator.population.crowd import Crowd
from simulator.units import HOUR_S

Floats = NDArray[np.float64]


class Seam:
    """The only place that knows both halves.

    Order at one instant: machines first, people second. Whatever was due at the end of a beat
    before people woke comes before them, since they step back once more to the end of the queue.
    What machines do at that very instant belongs to the next beat: in this one it lasted no time.

    Parameters
    ----------
    env : simpy.Environment
        The clock, seconds.
    machines : Machines
        Where quality comes from.
    crowd : Crowd
        Who lives under it.
    beat_s : float
        Length of a beat. Seconds.
    hours : int
        Length of the run, for the hourly means. Hours.
    """

    def __init__(
        self, env: simpy.Environment, machines: Machines, crowd: Crowd, beat_s: float, hours: int
    ) -> None:
        self._env, self._machines, self._crowd = env, machines, crowd
        self._beat_s, self._beat = beat_s, 0
        self._since_s = 0.0
        self._feature_area = np.zeros_like(machines.feature_quality)
        self._capacity_area = np.zeros_like(machines.service_capacity)
        self._service_area = np.zeros_like(machines.service_quality)
        self._hold()
        self.hourly_quality = np.zeros((hours, len(machines.service_quality)))
        """(T, S) mean quality of each service in each hour. Share."""
        machines.listeners.append(self._collect)

    def beats(
        self, count: int, progress: Callable[[float], None] | None
    ) -> Generator[simpy.Event, None, None]:
        """Wake on every beat but the last and let people live it.

        Parameters
        ----------
        count : int
            Beats of the run.
        progress : callable or None
            Told the finished share of the run.

        Yields
        ------
        simpy.Event
            The end of each beat.
        """
        while self._beat < count - 1:
            yield self._env.timeout((self._beat + 1) * self._beat_s - self._env.now)
            yield self._env.timeout(0.0)  # machines first
            self.live()
            if progress is not None and self._beat % 12 == 0:
                progress(self._beat / count)

    def live(self) -> None:
        """Let people live the beat that ends now; called once more at the horizon."""
        begin_s, end_s = self._beat * self._beat_s, (self._beat + 1) * self._beat_s
        feature, capacity, service = self._feature, self._capacity, self._service
        if self._since_s > begin_s:  # something has changed meanwhile
            self._book(end_s - self._since_s)
            areas = (self._feature_area, self._capacity_area, self._service_area)
            feature, capacity, service = (area / self._beat_s for area in areas)
            for area in areas:
                area[:] = 0.0
        self._since_s = end_s
        hour = int(begin_s // HOUR_S)  # beats divide hours
        self.hourly_quality[hour] += service * (self._beat_s / HOUR_S)
        self._crowd.live(self._beat, feature, capacity)
        self._machines.feel(self._crowd.market.served, self._crowd.market.load_over_capacity)
        self._hold()
        self._beat += 1

    def _collect(self) -> None:
        """Close the piece that ends now under the quality held since it began."""
        self._book(self._env.now - self._since_s)
        self._since_s = self._env.now
        self._hold()

    def _book(self, span_s: float) -> None:
        if span_s > 0.0:
            self._feature_area += span_s * self._feature
            self._capacity_area += span_s * self._capacity
            self._service_area += span_s * self._service

    def _hold(self) -> None:
        self._feature: Floats = self._machines.feature_quality.copy()
        self._capacity: Floats = self._machines.service_capacity.copy()
        self._service: Floats = self._machines.service_quality.copy()
