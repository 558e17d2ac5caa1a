"""Do independent pieces of work in processes of their own; their number changes no result."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Final, TypeVar

from simulator.experiments.dying import end_with_parent

Job = TypeVar("Job")
Result = TypeVar("Result")
Progress = Callable[[float], None]
_SINGLE: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def usual_workers() -> int:
    """Tell how many processes are started where nobody says: one for each core."""
    return os.cpu_count() or 1


def spread(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Result]:
    """Do every job, in as many processes as are wanted.

    Parameters
    ----------
    work : callable
        A function at the top of a module, which depends on its job alone.
    jobs : sequence
        What to do; it must be possible to pickle each.
    workers : int
        Processes; 1 stays in this one.
    progress : callable, optional
        Told the share of jobs that are done.

    Returns
    -------
    list
        Results in the order of the jobs, whichever process was first.
    """
    found: dict[int, Result] = {}
    for place, result in as_they_come(work, jobs, workers):
        found[place] = result
        if progress is not None:
            progress(len(found) / len(jobs))
    return [found[place] for place in range(len(jobs))]


def as_they_come(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int = 1
) -> Iterator[tuple[int, Result]]:
    """Do every job and yield each result as soon as it is there.

    Parameters
    ----------
    work : callable
        A function at the top of a module, which depends on its job alone.
    jobs : sequence
        What to do; it must be possible to pickle each.
    workers : int
        Processes; 1 stays in this one.

    Yields
    ------
    tuple of int and object
        Place of the job, and its result.
    """
    n_workers = min(workers, len(jobs))
    if n_workers <= 1:
        yield from ((place, work(job)) for place, job in enumerate(jobs))
        return
    with _pool(n_workers) as pool:
        places = {pool.submit(work, job): place for place, job in enumerate(jobs)}
        for future in as_completed(places):
            yield places[future], future.result()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes of one thread each; whatever happens, leave none behind."""
    before = {name: os.environ.get(name) for name in _SINGLE}
    os.environ.update(_SINGLE)
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        for name in [name for name, value in before.items() if value is None]:
            del os.environ[name]
        os.environ.update({name: value for name, value in before.items() if value is not None})
    pool.shutdown()
