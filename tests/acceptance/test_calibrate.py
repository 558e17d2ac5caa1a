"""Calibrate in the small, kill it, start it again: the same bits."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SMALL = ("--people", "5000", "--wave", "30", "--wave", "30", "--replicates", "4", "--members", "12")
N_RUNS = 64
WITHIN_S = 300
ENOUGH = 12
"""Finished runs after which the first attempt is killed."""


def logged(home: Path) -> int:
    """Count the runs that have been written down."""
    log = home / "studies" / "calibrate-kakao-2022.jsonl"
    return sum(map(bool, log.read_bytes().splitlines())) if log.exists() else 0


@pytest.fixture(scope="module")
def program():
    return str(Path(sys.executable).with_name("linchpin"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_a_killed_calibration_goes_on_and_ends_with_the_same_digest(program, tmp_path):
    home, out = tmp_path / "home", tmp_path / "out"
    environment = os.environ | {"LINCHPIN_HOME": str(home), "COLUMNS": "100"}
    words = [program, "calibrate", "kakao-2022", *SMALL, "--workers", "2", "--out", str(out)]
    first = subprocess.Popen(  # noqa: S603 - our own command
        words, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + WITHIN_S
    while logged(home) < ENOUGH and time.monotonic() < until:
        assert first.poll() is None
        time.sleep(0.1)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    known = logged(home)
    assert ENOUGH <= known < N_RUNS
    assert not out.exists()

    def finish(place: Path, *more: str) -> dict:
        done = subprocess.run(  # noqa: S603 - our own command
            [*words[:-1], str(place), *more, "--format", "json"], env=environment,
            capture_output=True, timeout=WITHIN_S, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    resumed = finish(out)
    assert logged(home) == N_RUNS  # nothing was run twice
    assert resumed["runs_by_wave"] == [30, 30]
    assert {"prior.csv", "posterior.csv", "runs.csv"} <= resumed["sha256"].keys()
    (home / "studies" / "calibrate-kakao-2022.jsonl").unlink()
    fresh = finish(tmp_path / "other", "--workers", "1")
    assert fresh["digest"] == resumed["digest"]
    for name in resumed["sha256"]:
        assert (out / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


@pytest.mark.slow
def test_a_case_without_parameters_or_observations_is_refused(linchpin):
    for case, told in (("tessera", "tessera"), ("yes24-2025-june", "yes24-2025-june")):
        found = linchpin("calibrate", case, "--people", "300")
        assert found.status == 2
        assert told in found.err
        assert "Traceback" not in found.err
