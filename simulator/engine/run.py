"""Run a scenario: compile, assemble, start, turn the clock, settle."""

from collections.abc import Callable
from typing import TypeAlias

import simpy

from simulator.engine.drawn import with_random_hazards
from simulator.engine.recorder import Recorder
from simulator.engine.seam import Seam
from simulator.engine.tables import result_tables
from simulator.errors import ScenarioError
from simulator.infrastructure.machines import Machines
from simulator.model.scenario import Scenario
from simulator.model.timing import length_problems
from simulator.population.crowd import Crowd
from simulator.results.run_result import RunResult
from simulator.topology.compile import compile_scenario
from simulator.topology.surges import surge_windows

Progress: TypeAlias = Callable[[float], None]
"""Told the finished share of some work."""


def run(
    scenario: Scenario,
    seed: int,
    people: int,
    *,
    threads: int = 1,
    progress: Progress | None = None,
) -> RunResult:
    """Simulate a scenario from start to horizon.

    The result depends on the scenario, the seed and the number of people, and on nothing else.

    Parameters
    ----------
    scenario : Scenario
        What is true before the clock starts.
    seed : int
        Address of all luck, 0 or more.
    people : int
        Simulated people, each of whom stands for residents / people.
    threads : int
        Threads for the people.
    progress : callable or None
        Told the finished share now and then.

    Returns
    -------
    RunResult
        Tables of what happened.

    Raises
    ------
    ScenarioError
        If the run is too long for people.
    """
    if problems := tuple(length_problems(scenario)):
        raise ScenarioError(scenario.name, problems)
    lived = with_random_hazards(scenario, seed)
    world = compile_scenario(lived, surge_windows(lived.clock, lived.hazards, seed))
    env = simpy.Environment()
    record = Recorder(env)
    machines = Machines(env, lived, seed, record)
    crowd = Crowd(world, seed, people, threads)
    beat_s = float(scenario.clock.beat_s)
    seam = Seam(env, machines, crowd, beat_s, int(scenario.clock.horizon_h))
    env.process(seam.beats(world.beats, _part(progress, 0.0, crowd.leaders / people)))
    env.run(until=world.beats * beat_s)
    seam.live()
    sums = crowd.finish(_part(progress, crowd.leaders / people, 1.0))
    tables = result_tables(world, sums, record, seam.hourly_quality)
    return RunResult(scenario, seed, people, tables)


def _part(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """Tell progress of a part of the work as progress of the whole."""
    if progress is None:
        return None
    return lambda share: progress(begin + share * (end - begin))


def without_hazards(scenario: Scenario) -> Scenario:
    """Return the same scenario in which nothing goes wrong.

    Parameters
    ----------
    scenario : Scenario
        Any scenario.

    Returns
    -------
    Scenario
        Its no-fault twin.
    """
    return scenario.model_copy(update={"hazards": (), "random_hazards": False})
