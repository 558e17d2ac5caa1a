"""Make the runs of a comparison, many at a time, and keep them in the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.analysis.summary import summarise
from simulator.experiments.paired import run_paired
from simulator.experiments.parallel import Progress, spread
from simulator.io.store import RunStore, run_id
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Asked:
    """A run and its twin."""

    scenario: Scenario
    seed: int
    people: int


def summary_of(asked: Asked) -> dict[str, Any]:
    """Load a run from the store, or make it and keep it there, and sum it up.

    Parameters
    ----------
    asked : Asked
        Scenario, seed and number of people.

    Returns
    -------
    dict
        What `simulator.analysis.summary.summarise` returns.
    """
    store, name = RunStore(), _name(asked)
    if store.holds(name):
        return summarise(store.load(name))
    paired = run_paired(asked.scenario, asked.seed, asked.people)
    store.save(paired)
    return summarise(paired)


def summaries(
    cases: Mapping[str, Sequence[Asked]], workers: int = 1, progress: Progress | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Sum up every run of every setup.

    Parameters
    ----------
    cases : mapping of str to sequence of Asked
        By setup, its runs in the order of the pairs.
    workers : int
        Processes; their number changes nothing but the time it takes.
    progress : callable, optional
        Told the finished share.

    Returns
    -------
    dict
        By setup, one summary for each run.
    """
    names = {case: [_name(asked) for asked in runs] for case, runs in cases.items()}
    jobs = {_name(asked): asked for runs in cases.values() for asked in runs}
    found = dict(zip(jobs, spread(summary_of, list(jobs.values()), workers, progress), strict=True))
    return {case: [found[name] for name in runs] for case, runs in names.items()}


def _name(asked: Asked) -> str:
    return run_id(asked.scenario, asked.seed, asked.people)
