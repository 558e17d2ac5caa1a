"""The job table (SQLite): what was asked for, who works on it, how far it is."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from simulator.io.bundled import user_data_dir

State = Literal["queued", "running", "done", "failed"]

LEASE_S: Final = 60
"""A worker that has not been heard of for so long has lost its job."""
MOST_TRIES: Final = 3
_BUSY_S: Final = 30.0
_NOW: Final = "CAST(strftime('%s', 'now') AS INTEGER)"
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, run TEXT NOT NULL, scenario TEXT NOT NULL, seed INTEGER NOT NULL,
    people INTEGER NOT NULL, state TEXT NOT NULL, progress REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '', worker TEXT NOT NULL DEFAULT '',
    heartbeat INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL, place INTEGER
);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, run);
"""
_ASK: Final = f"""
INSERT INTO jobs (id, run, scenario, seed, people, state, progress, asked, place)
VALUES (?, ?, ?, ?, ?, ?, ?, {_NOW}, (SELECT COALESCE(MAX(place), 0) + 1 FROM jobs))
"""  # noqa: S608 - a constant
_TAKE: Final = f"""
UPDATE jobs SET state = 'running', worker = ?, progress = 0, tries = tries + 1, heartbeat = {_NOW}
WHERE id = ?
"""  # noqa: S608 - a constant
_COLUMNS: Final = "id, run, scenario, seed, people, state, progress, message, tries"


@dataclass(frozen=True, slots=True)
class Job:
    """One run that somebody asked for."""

    id: str
    """128 random bits; whoever knows it may look at the job."""
    run: str
    """Id under which the run is or will be stored."""
    scenario: str
    """The declaration as JSON, exactly as asked."""
    seed: int
    people: int
    state: State
    progress: float
    """Part that is done, 0 to 1."""
    message: str
    """Why it failed, empty otherwise."""
    tries: int
    """Times that a worker took it up."""


class JobTable:
    """A table of jobs shared by web processes and workers."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_data_dir() / "jobs.sqlite"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._transaction() as table:
            for statement in _TABLE.split(";"):
                table.execute(statement)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a write transaction at once, so that readers who write never collide."""
        connection = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _rows(self, where: str, *values: Any) -> list[Job]:  # noqa: ANN401 - whatever SQL takes
        connection = sqlite3.connect(self.path, timeout=_BUSY_S)
        try:
            query = f"SELECT {_COLUMNS} FROM jobs {where}"  # noqa: S608 - no text of a user
            return [Job(*row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def ask(self, scenario_json: str, seed: int, people: int, run: str, *, stored: bool) -> str:
        """Ask for a run.

        Parameters
        ----------
        scenario_json : str
            The declaration.
        seed, people : int
            Its luck and size.
        run : str
            Id of the run, equal for equal questions.
        stored : bool
            Whether that run is in the store already; then the job is done at once.

        Returns
        -------
        str
            Id of the job.
        """
        json.loads(scenario_json)
        job = secrets.token_hex(16)
        state, progress = ("done", 1.0) if stored else ("queued", 0.0)
        with self._transaction() as table:
            table.execute(
                _ASK,
                (job, run, scenario_json, seed, people, state, progress),
            )
        return job

    def get(self, job: str) -> Job | None:
        """Look a job up; none if there is none."""
        return next(iter(self._rows("WHERE id = ?", job)), None)

    def all(self) -> list[Job]:
        """List every job, oldest first."""
        return self._rows("ORDER BY place")

    def lease(self, worker: str) -> Job | None:
        """Take up the oldest queued job whose run nobody works on; none if there is none.

        Parameters
        ----------
        worker : str
            Who takes it.

        Returns
        -------
        Job or None
            The job, now running.
        """
        with self._transaction() as table:
            _give_up_lost(table)
            row = table.execute(
                "SELECT id FROM jobs WHERE state = 'queued' AND run NOT IN"
                " (SELECT run FROM jobs WHERE state = 'running') ORDER BY place LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            table.execute(_TAKE, (worker, row[0]))
        return self.get(row[0])

    def beat(self, job: str, worker: str, progress: float) -> bool:
        """Report that a worker is alive and how far it is.

        Returns
        -------
        bool
            False if the job is no longer this worker's.
        """
        return self._mine(job, worker, f"progress = MAX(progress, ?), heartbeat = {_NOW}", progress)

    def finish(self, job: str, worker: str) -> bool:
        """Report that a run is stored; every waiting job for the same run is done with it.

        Returns
        -------
        bool
            False if the job is no longer this worker's.
        """
        mine = self._mine(job, worker, "state = 'done', progress = 1, message = ''")
        if mine:
            with self._transaction() as table:
                table.execute(
                    "UPDATE jobs SET state = 'done', progress = 1 WHERE state = 'queued'"
                    " AND run = (SELECT run FROM jobs WHERE id = ?)",
                    (job,),
                )
        return mine

    def fail(self, job: str, worker: str, message: str) -> bool:
        """Report that a run cannot be made, for a reason that another try would not change.

        Returns
        -------
        bool
            False if the job is no longer this worker's.
        """
        return self._mine(job, worker, "state = 'failed', message = ?", message)

    def _mine(self, job: str, worker: str, change: str, *values: Any) -> bool:  # noqa: ANN401
        with self._transaction() as table:
            done = table.execute(
                f"UPDATE jobs SET {change}"  # noqa: S608 - the changes are written above
                " WHERE id = ? AND worker = ? AND state = 'running'",
                (*values, job, worker),
            )
            return done.rowcount == 1


def _give_up_lost(table: sqlite3.Connection) -> None:
    """Queue the jobs of lost workers again, and fail those that lost too many."""
    lost = f"state = 'running' AND heartbeat < {_NOW} - {LEASE_S}"
    message = f"the worker was lost {MOST_TRIES} times; the run may need too much memory"
    table.execute(
        f"UPDATE jobs SET state = 'failed', message = ? WHERE {lost} AND tries >= ?",  # noqa: S608
        (message, MOST_TRIES),
    )
    table.execute(f"UPDATE jobs SET state = 'queued', worker = '' WHERE {lost}")  # noqa: S608
