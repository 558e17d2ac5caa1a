"""Measure what the first answer takes: help, imports, the first compilation."""

import os
import resource
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]

WITHIN_S = 600


@pytest.fixture(scope="module")
def timed():
    """Run this Python with some words; tell what it wrote, its wall and its processor time."""

    def call(*words, **environment):
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, *words], check=True, capture_output=True, text=True,
            timeout=WITHIN_S, env=os.environ | environment,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return done.stdout, time.perf_counter() - began, busy

    return call


@pytest.mark.parametrize(
    ("words", "aim_s"), [(("-m", "simulator", "--help"), 0.3), (("-c", "import simulator"), 0.5)]
)
def test_help_and_imports(timed, write, words, aim_s):
    timed(*words)
    out, wall_s, cpu_s = min((timed(*words) for _ in range(5)), key=lambda found: found[2])
    write(f"{' '.join(words)}: wall {wall_s:.2f} s, CPU {cpu_s:.2f} s (aim {aim_s} s)")
    assert ("Commands" in out) == ("--help" in words)


def test_the_first_run_of_all(timed, write, tmp_path):
    words = ("-m", "simulator", "run", "kakao-2022", "--people", "2000", "--format", "json")
    homes = {"LINCHPIN_HOME": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "kernels")}
    first, cold_s, cold_cpu_s = timed(*words, **homes)
    again, warm_s, _ = timed(*words, **homes)
    write(
        f"first run on a machine: wall {cold_s:.1f} s, CPU {cold_cpu_s:.1f} s, most of it to "
        f"compile (aim 20 s); the second {warm_s:.1f} s"
    )
    digests = [line for out in (first, again) for line in out.splitlines() if '"digest"' in line]
    assert len(digests) == 2
    assert digests[0] == digests[1]
