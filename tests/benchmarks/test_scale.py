"""Measure machines alone in countries of 10 to 2,000 components, a month of random faults each.

`python3 start.py bench` writes the figures. Only the bounds that were promised are asserted, and
time is the quickest of three runs.
"""

import json
import math
import subprocess
import sys
from pathlib import Path
from statistics import linear_regression

import pytest

from simulator.engine.machines_alone import run_machines

CASE = Path(__file__).with_name("machines_case.py")
SIZES = (10, 20, 50, 100, 200, 500, 1_000, 2_000)
LARGE = 100
"""From here on what a run costs outweighs what starting it costs."""
WITHIN_S, WITHIN_BYTES = 10.0, 500e6
STEEPEST = 1.25
"""n log n grows as n^1.17 between the large sizes; the rest is for noise."""
MOST_WORK = 1.2
"""How much more may be done per event in a country of eight times the size."""


def measure(components, repeats=3):
    """Run the case in a process of its own."""
    command = [sys.executable, str(CASE), str(components), str(repeats)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603
    return json.loads(done.stdout)


def exponent(found):
    """Fit log processor time against log size."""
    sizes = [math.log(n) for n in found]
    return linear_regression(sizes, [math.log(case["cpu_s"]) for case in found.values()]).slope


@pytest.mark.benchmark
def test_a_month_of_faults_in_a_large_country(write):
    found = {n: measure(n) for n in SIZES}
    large = {n: case for n, case in found.items() if n >= LARGE}
    for n, case in found.items():
        write(
            f"machines alone, {n:5} components, {case['sites']:3} sites, {case['services']:3} "
            f"services: {case['wall_s']:.2f} s, {case['peak_bytes'] / 1e6:.0f} MB, "
            f"{case['events']} events, {case['lost_h']:.0f} service hours lost"
        )
    steep = exponent(large)
    write(f"time grows as n^{exponent(found):.2f} from 10, as n^{steep:.2f} from {LARGE}")
    most = found[2_000]
    assert (most["sites"], most["services"]) == (200, 500)
    assert most["events"] > 10_000
    assert most["wall_s"] < WITHIN_S
    assert most["peak_bytes"] < WITHIN_BYTES
    assert steep < STEEPEST


def calls_per_event(scenario):
    """Count calls of functions while machines run, per event of the story."""
    count = 0

    def tally(_frame, kind, _argument):
        nonlocal count
        count += kind == "call"

    sys.setprofile(tally)
    try:
        result = run_machines(scenario, 1)
    finally:
        sys.setprofile(None)
    return count / len(result.tables["events"])


def test_work_per_event_does_not_grow_with_the_country(many):
    run_machines(many(60, days=10), 1)  # load what is loaded late
    small, large = (calls_per_event(many(n, days=10)) for n in (60, 480))
    assert small > 10
    assert large < MOST_WORK * small
