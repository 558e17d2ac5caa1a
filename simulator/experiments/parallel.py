"""Do independent pieces of work in processes of their own; their number changes no result."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import TypeVar

from simulator.experiments.dying import end_with_parent

Job = TypeVar("Job")
Result = TypeVar("Result")
Progress = Callable[[float], None]


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
    n_workers = min(workers, len(jobs))
    if n_workers > 1:
        return _in_processes(work, jobs, n_workers, progress)
    found = []
    for job in jobs:
        found.append(work(job))
        _tell(progress, len(found), len(jobs))
    return found


def _in_processes(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int,
    progress: Progress | None,
) -> list[Result]:
    """Hand all jobs out; leave no process behind, whatever happens."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)
    try:
        futures: list[Future[Result]] = [pool.submit(work, job) for job in jobs]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            _tell(progress, done, len(jobs))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return [future.result() for future in futures]


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress is not None:
        progress(done / of)
