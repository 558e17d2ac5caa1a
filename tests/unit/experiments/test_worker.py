"""Check that a worker does its jobs, says why it cannot, and ends with its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.experiments.paired import run_paired
from simulator.experiments.worker import MOST_PEOPLE, do, start
from simulator.io.jobs import JobTable
from simulator.io.store import RunStore, run_id
from simulator.results.digest import digest

PEOPLE = 200
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")


@pytest.fixture
def jobs(tmp_path):
    return JobTable(tmp_path / "jobs.sqlite")


@pytest.fixture
def store(tmp_path):
    return RunStore(tmp_path / "runs")


def ask(jobs, scenario, people=PEOPLE):
    return jobs.ask(
        scenario.model_dump_json(), 1, people, run_id(scenario, 1, people), stored=False
    )


def wait_for(condition, seconds):
    """Look again and again until something holds."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.1)
    return condition()


def test_a_pair_shares_everything_but_the_hazards(fake):
    told = []
    paired = run_paired(fake.fake_scenario(), 1, PEOPLE, progress=told.append)
    assert len(paired.run.tables["events"]) > 0
    assert len(paired.baseline.tables["events"]) == 0
    assert paired.baseline.scenario.hazards == ()
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1
    needs = [part.tables["need_hours"]["arrived"].sum() for part in (paired.run, paired.baseline)]
    assert needs[0] == needs[1] > 0


def test_a_worker_stores_what_was_asked_for(fake, jobs, store):
    scenario = fake.fake_scenario()
    job = ask(jobs, scenario)
    do(jobs.lease("me"), jobs, store, "me")
    assert jobs.get(job).state == "done"
    stored = store.load(jobs.get(job).run)
    direct = run_paired(scenario, 1, PEOPLE)
    assert digest(stored.run.tables) == digest(direct.run.tables)


def test_a_run_that_is_stored_is_not_made_again(jobs, store, paired):
    job = jobs.ask("{}", 1, 100, store.save(paired), stored=False)
    do(jobs.lease("me"), jobs, store, "me")
    assert jobs.get(job).state == "done"


def test_too_many_people_and_a_wrong_scenario_fail_with_a_reason(fake, jobs, store):
    large = ask(jobs, fake.fake_scenario(), MOST_PEOPLE + 1)
    wrong = jobs.ask('{"name": "x"}', 1, PEOPLE, "w" * 26, stored=False)
    for _ in range(2):
        do(jobs.lease("me"), jobs, store, "me")
    assert "2,000,000" in jobs.get(large).message
    assert "problems" in jobs.get(wrong).message
    assert {job.state for job in jobs.all()} == {"failed"}


@pytest.mark.slow
@linux
def test_a_started_worker_survives_a_kill_and_ends_when_told(fake, jobs, tmp_path):
    keeper = start(tmp_path)
    try:
        first = ask(jobs, fake.fake_scenario())
        assert wait_for(lambda: jobs.get(first).state == "done", 90)
        killed = children(keeper.pid)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        second = ask(jobs, fake.fake_scenario("toy-again"))
        assert wait_for(lambda: jobs.get(second).state == "done", 90)
        left = children(keeper.pid)
        assert left
        assert not set(left) & set(killed)
    finally:
        keeper.terminate()
        keeper.wait(10)
    assert wait_for(lambda: not any(alive(pid) for pid in left), 10)


@pytest.mark.slow
@linux
def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    code = (
        "import pathlib, sys, time\n"
        "from simulator.experiments.worker import start\n"
        f"print(start(pathlib.Path({str(tmp_path)!r})).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603 - our own
        keeper = int(parent.stdout.readline())
        assert wait_for(lambda: children(keeper), 30)
        pids = [keeper, *children(keeper)]
        parent.kill()
    assert wait_for(lambda: not any(alive(pid) for pid in pids), 10)


def children(pid):
    """List the processes that one has started (Linux)."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()]


def alive(pid):
    """Tell whether a process runs, zombies apart."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
