"""Run machines and operators without people, for as long as a year."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import simpy
from numpy.typing import NDArray

from simulator.engine.drawn import with_random_hazards
from simulator.engine.recorder import Recorder
from simulator.engine.tables import log_tables
from simulator.infrastructure.machines import Machines
from simulator.model.scenario import Scenario
from simulator.topology.surges import SurgeWindow, surge_windows
from simulator.units import HOUR_S, seconds_from_hours


@dataclass(frozen=True, slots=True)
class MachinesResult:
    """What a run of machines alone leaves behind."""

    scenario: Scenario
    """What was simulated."""
    seed: int
    """Address of its luck."""
    lost_h: dict[str, float]
    """By service, hours of work lost to faults: integral of 1 - quality over the run."""
    unserved_h: dict[str, float]
    """By service, hours that an ordinary peak's load, or a surge of it, would have gone unserved:
    integral of 1 - quality x min(1, capacity x peak capacity / surge). The rest is shed."""
    record: Recorder
    """Rows of what happened."""

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """`events` and `states`, as in `simulator.results.columns`."""
        return log_tables(self.record)


def run_machines(scenario: Scenario, seed: int) -> MachinesResult:
    """Simulate machines and operators of a scenario from start to horizon.

    Parameters
    ----------
    scenario : Scenario
        What is true before the clock starts; its people play no part.
    seed : int
        Address of all luck, 0 or more.

    Returns
    -------
    MachinesResult
        Tables of what happened, and hours lost by service.
    """
    env = simpy.Environment()
    record = Recorder(env)
    lived = with_random_hazards(scenario, seed)
    machines = Machines(env, lived, seed, record)
    meter = _Meter(env, machines, scenario)
    for window in surge_windows(lived.clock, lived.hazards, seed):
        env.process(meter.surge(window))
    env.run(until=seconds_from_hours(scenario.clock.horizon_h))
    meter.book()
    names = machines.wiring.service_ids
    lost_h, unserved_h = (
        dict(zip(names, (area / HOUR_S).tolist(), strict=True))
        for area in (meter.lost, meter.unserved)
    )
    return MachinesResult(scenario, seed, lost_h, unserved_h, record)


class _Meter:
    """Adds up what services lose, held from one change to the next."""

    def __init__(self, env: simpy.Environment, machines: Machines, scenario: Scenario) -> None:
        self._env, self._machines, self._since_s = env, machines, 0.0
        self._room = np.array([service.peak_capacity for service in scenario.services])
        self._wanted = _services_by_category(scenario)
        self._demand = np.ones(len(self._room))
        self.lost = np.zeros(len(self._room))
        self.unserved = np.zeros(len(self._room))
        self._hold()
        machines.listeners.append(self.book)

    def book(self) -> None:
        """Close the piece that ends now, and hold what serves from now on."""
        span_s = self._env.now - self._since_s
        if span_s > 0.0:
            self._since_s = self._env.now
            self.lost += span_s * (1.0 - self._quality)
            room = np.minimum(1.0, self._capacity * self._room / self._demand)
            self.unserved += span_s * (1.0 - self._quality * room)
        self._hold()

    def surge(self, window: SurgeWindow) -> Generator[simpy.Event, None, None]:
        """Let people want more for a while, as a step from mid-rise to mid-fall.

        Parameters
        ----------
        window : SurgeWindow
            When, what and how much.

        Yields
        ------
        Event
            The rise and the fall.
        """
        struck = np.zeros(len(self._room), dtype=np.bool_)
        for category in window.categories:
            struck |= self._wanted[category]
        factors = np.where(struck, window.factor, 1.0)
        yield self._env.timeout(seconds_from_hours(window.start_h + window.ramp_h / 2.0))
        self.book()
        self._demand *= factors
        yield self._env.timeout(seconds_from_hours(window.lasts_h))
        self.book()
        self._demand /= factors

    def _hold(self) -> None:
        self._quality = self._machines.service_quality.copy()
        self._capacity = self._machines.service_capacity.copy()


def _services_by_category(scenario: Scenario) -> dict[str, NDArray[np.bool_]]:
    """Mark the services to which people turn for each category of need."""
    return {
        category.id: np.array(
            [
                any(option.service == service.id for option in category.options)
                for service in scenario.services
            ]
        )
        for category in scenario.people.categories
    }
