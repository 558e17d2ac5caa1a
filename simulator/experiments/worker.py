"""Work off the job table in a process of its own, apart from the web server."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final, Self

from pydantic import ValidationError

from simulator.errors import RunFailed, ScenarioError, SimulatorError
from simulator.experiments.dying import end_with_parent
from simulator.io.bundled import user_data_dir
from simulator.io.jobs import Job, JobTable
from simulator.io.store import RunStore
from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

MOST_PEOPLE: Final = 2_000_000
"""Most simulated people in a job from a page."""
_POLL_S: Final = 0.5
_BEAT_S: Final = 2.0
_RESTART_S: Final = 1.0
_NICE: Final = 10


def start(folder: Path | None = None) -> "subprocess.Popen[bytes]":
    """Start a worker that ends with the calling process.

    Parameters
    ----------
    folder : Path, optional
        Holds the job table and the runs; the user's own where none is given.

    Returns
    -------
    Popen
        The process, for the caller to end.
    """
    command = [sys.executable, "-m", "simulator.experiments.worker", "--keep"]
    command += ["--folder", str(folder or user_data_dir())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - a fixed command


def work(folder: Path, worker: str) -> None:
    """Take up job after job, for as long as the process lives."""
    jobs, store = JobTable(folder / "jobs.sqlite"), RunStore(folder / "runs")
    while True:
        job = jobs.lease(worker)
        if job is None:
            time.sleep(_POLL_S)
        else:
            do(job, jobs, store, worker)


def do(job: Job, jobs: JobTable, store: RunStore, worker: str) -> None:
    """Do one job: simulate, store, report.

    Parameters
    ----------
    job : Job
        Leased by this worker.
    jobs : JobTable
        Where to report.
    store : RunStore
        Where the run goes.
    worker : str
        Who works.
    """
    pulse = Pulse(job, jobs, worker)
    try:
        with pulse:
            if not store.holds(job.run):
                _simulate(job, store, pulse)
    except SimulatorError as error:
        jobs.fail(job.id, worker, str(error))
    except Exception as error:  # noqa: BLE001 - a bug must not stop the jobs of others
        jobs.fail(job.id, worker, f"a fault of the simulator: {type(error).__name__}: {error}")
    else:
        jobs.finish(job.id, worker)


def _simulate(job: Job, store: RunStore, pulse: "Pulse") -> None:
    from simulator.experiments.paired import run_paired  # noqa: PLC0415 - compiles kernels

    if not 1 <= job.people <= MOST_PEOPLE:
        raise RunFailed(f"{job.people:,} people were asked for; a page may ask for {MOST_PEOPLE:,}")
    try:
        scenario = Scenario.model_validate_json(job.scenario)
    except ValidationError as error:
        raise RunFailed(f"the scenario has {error.error_count()} problems") from error
    if problems := tuple(find_problems(scenario)):
        raise ScenarioError(scenario.name, problems)
    store.save(run_paired(scenario, job.seed, job.people, progress=pulse.tell))


class Pulse:
    """Tells the job table, again and again, that the worker lives and how far it is."""

    def __init__(self, job: Job, jobs: JobTable, worker: str) -> None:
        self._job, self._jobs, self._worker = job, jobs, worker
        self._progress = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def tell(self, progress: float) -> None:
        """Remember how far the work is."""
        self._progress = progress

    def _beat(self) -> None:
        while not self._stop.wait(_BEAT_S):
            self._jobs.beat(self._job.id, self._worker, self._progress)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop beating."""
        self._stop.set()
        self._thread.join()


def keep(folder: Path) -> None:
    """Start a worker again and again, also after one that was killed."""
    command = [sys.executable, "-m", "simulator.experiments.worker", "--folder", str(folder)]
    signal.signal(signal.SIGTERM, _leave)
    while True:
        subprocess.run(command, check=False)  # noqa: S603 - a fixed command
        time.sleep(_RESTART_S)


def _leave(*_: object) -> None:
    """End in the ordinary way, so that the worker in hand is ended too."""
    raise SystemExit(0)


def main() -> None:
    """Read the command line of a worker process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="job table and runs")
    parser.add_argument("--keep", action="store_true", help="start workers, whatever ends them")
    asked = parser.parse_args()
    end_with_parent()
    with contextlib.suppress(KeyboardInterrupt):
        if asked.keep:
            keep(asked.folder)
        os.nice(_NICE)
        work(asked.folder, f"{os.getpid()}")


if __name__ == "__main__":
    main()
