"""Check that every job is done once, by one worker, whatever dies."""

import sqlite3
import threading

import pytest

from simulator.io.jobs import LEASE_S, MOST_TRIES, JobTable


@pytest.fixture
def jobs(tmp_path):
    return JobTable(tmp_path / "jobs.sqlite")


def ask(jobs, run="a" * 26, *, stored=False):
    return jobs.ask("{}", 1, 100, run, stored=stored)


def lose(jobs, job):
    """Let the job's worker be silent for longer than its lease."""
    with sqlite3.connect(jobs.path) as table:
        change = "UPDATE jobs SET heartbeat = heartbeat - ? WHERE id = ?"
        table.execute(change, [LEASE_S + 1, job])


def test_a_job_goes_from_queued_over_running_to_done(jobs):
    job = ask(jobs)
    assert jobs.get(job).state == "queued"
    leased = jobs.lease("one")
    assert (leased.id, leased.state, leased.tries) == (job, "running", 1)
    assert jobs.beat(job, "one", 0.5)
    assert jobs.get(job).progress == 0.5
    assert jobs.finish(job, "one")
    assert (jobs.get(job).state, jobs.get(job).progress) == ("done", 1.0)
    assert jobs.lease("one") is None


def test_progress_never_goes_back(jobs):
    job = ask(jobs)
    jobs.lease("one")
    jobs.beat(job, "one", 0.7)
    jobs.beat(job, "one", 0.2)
    assert jobs.get(job).progress == 0.7


def test_jobs_are_taken_in_the_order_in_which_they_were_asked(jobs):
    asked = [ask(jobs, letter * 26) for letter in "abc"]
    assert [jobs.lease("one").id for _ in range(3)] == asked
    assert [job.id for job in jobs.all()] == asked


def test_equal_questions_share_one_run(jobs):
    first, second = ask(jobs), ask(jobs)
    assert first != second
    assert jobs.lease("one").id == first
    assert jobs.lease("two") is None
    jobs.finish(first, "one")
    assert jobs.get(second).state == "done"


def test_a_run_that_is_stored_is_done_at_once(jobs):
    assert jobs.get(ask(jobs, stored=True)).state == "done"


def test_a_lost_worker_loses_its_job_to_another(jobs):
    job = ask(jobs)
    jobs.lease("one")
    assert jobs.lease("two") is None
    lose(jobs, job)
    assert jobs.lease("two").id == job
    assert not jobs.beat(job, "one", 0.9)
    assert not jobs.finish(job, "one")
    assert not jobs.fail(job, "one", "late")
    assert jobs.get(job).state == "running"


def test_a_job_that_kills_its_workers_fails_in_the_end(jobs):
    job = ask(jobs)
    for _ in range(MOST_TRIES):
        assert jobs.lease("one").id == job
        lose(jobs, job)
    assert jobs.lease("one") is None
    assert jobs.get(job).state == "failed"
    assert "lost" in jobs.get(job).message


def test_a_failed_job_says_why_and_others_go_on(jobs):
    bad, good = ask(jobs, "a" * 26), ask(jobs, "b" * 26)
    jobs.lease("one")
    jobs.fail(bad, "one", "too many people")
    assert jobs.get(bad).message == "too many people"
    assert jobs.lease("one").id == good


def test_many_at_once_lose_nothing(jobs):
    asked: list[str] = []
    taken: list[str] = []

    def crowd(number: int) -> None:
        asked.extend(ask(jobs, f"{number:02d}{n:02d}".rjust(26, "0")) for n in range(10))

    def workers(name: str) -> None:
        while job := jobs.lease(name):
            taken.append(job.id)
            jobs.finish(job.id, name)

    for target, names in ((crowd, range(5)), (workers, "abc")):
        threads = [threading.Thread(target=target, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(taken) == sorted(asked)
    assert len(set(taken)) == 50
    assert {job.state for job in jobs.all()} == {"done"}


def test_nobody_has_a_job_that_nobody_asked_for(jobs):
    assert jobs.get("f" * 32) is None


def test_what_is_no_json_is_not_taken(jobs):
    with pytest.raises(ValueError, match="Expecting"):
        jobs.ask("{", 1, 100, "a" * 26, stored=False)
    assert jobs.all() == []
