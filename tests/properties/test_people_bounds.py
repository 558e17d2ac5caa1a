"""Live every shipped scenario with each index checked: kernels may not leave their arrays."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

LIVE = """
from simulator.engine.run import run
from simulator.io.scenario_files import list_scenarios, read_scenario
from simulator.population import crowd

crowd.FIRST_ENTRIES = 256
for name, _ in list_scenarios():
    for seed in range(1, {seeds} + 1):
        run(read_scenario(name), seed, {people}, threads=2)
        print(name, seed)
"""

BEYOND = """
import numpy as np

from simulator.population.jit import compiled


@compiled
def beyond(numbers):
    return numbers[len(numbers)]


beyond(np.zeros(3))
"""


def test_no_kernel_reads_or_writes_beyond_its_arrays(effort, tmp_path):
    if effort == "everyday":
        pytest.skip("kernels that check every index take a minute to compile: --effort all")
    program = LIVE.format(seeds=2 if effort == "all" else 10, people=6_000)
    checking = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], check=False, capture_output=True, text=True,
        env=os.environ | checking, timeout=3_000,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.count("\n") >= 24


def test_an_index_that_is_out_of_bounds_would_be_noticed(tmp_path):
    program = tmp_path / "beyond.py"
    program.write_text(BEYOND, "utf-8")
    checking = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(program)], check=False, capture_output=True, text=True,
        env=os.environ | checking, timeout=300,
    )  # fmt: skip
    assert "IndexError" in done.stderr
