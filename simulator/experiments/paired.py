"""Run a scenario together with its twin in which nothing goes wrong, on the same luck."""

from collections.abc import Callable

from simulator.engine.run import run, without_hazards
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun

Progress = Callable[[float], None]
"""Told the part that is done, 0 to 1."""


def run_paired(
    scenario: Scenario,
    seed: int,
    people: int,
    threads: int = 1,
    progress: Progress | None = None,
) -> PairedRun:
    """Simulate a scenario and its twin without hazards.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Address of the luck of both.
    people : int
        Simulated people.
    threads : int
        Threads; they change nothing but the time it takes.
    progress : callable, optional
        Told the part that is done, 0 to 1.

    Returns
    -------
    PairedRun
        The run and its twin.
    """
    first = run(scenario, seed, people, threads=threads, progress=_half(progress, 0))
    calm = without_hazards(scenario)
    second = run(calm, seed, people, threads=threads, progress=_half(progress, 1))
    return PairedRun(first, second)


def _half(progress: Progress | None, part: int) -> Progress | None:
    """Report on one of two equal parts of the work."""
    return None if progress is None else lambda done: progress((part + done) / 2)
