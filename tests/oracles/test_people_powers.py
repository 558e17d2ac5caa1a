"""Compare powers and exponential times inside kernels with those of numpy and of mathematics."""

import numpy as np
import pytest
from scipy.stats import kstest

from simulator.population.jit import compiled
from simulator.population.luck import exponential, mix
from simulator.population.powers import exp, exp2

SE = 4.0
N = 400_000
TAIL = 7.69711747013104972


@pytest.mark.parametrize(
    ("ours", "theirs", "furthest", "error"),
    [(exp2, np.exp2, 60.0, 1e-15), (exp, np.exp, 60.0, 1e-14), (exp, np.exp, 690.0, 1e-13)],
)
def test_powers_are_those_of_numpy(ours, theirs, furthest, error):
    at = np.linspace(-furthest, furthest, 20_001)
    found = np.array([ours(float(x)) for x in at])
    assert found == pytest.approx(theirs(at), rel=error, abs=0.0)


@pytest.mark.parametrize(("power", "limit"), [(1e9, 1000.0), (-1e9, -1000.0)])
def test_powers_end_where_numbers_end(power, limit):
    assert exp2(power) == 2.0**limit


@compiled
def wait_often(waits, seed):
    """Draw many times to wait."""
    for n in range(len(waits)):
        waits[n] = exponential(mix(np.uint64(seed) + np.uint64(n)), 1, 3)


@pytest.fixture(scope="module")
def waits():
    """Draw the times once."""
    times = np.zeros(N)
    wait_often(times, 20_221_015)
    return times


def test_waiting_times_are_exponential(waits):
    assert kstest(waits, "expon").pvalue > 0.001
    assert kstest(waits * 1.01, "expon").pvalue < 0.001  # it can fail


@pytest.mark.parametrize("power", [1, 2, 3])
def test_their_moments_are_factorials(waits, power):
    moments = {1: 1.0, 2: 2.0, 3: 6.0, 4: 24.0, 6: 720.0}
    error = ((moments[2 * power] - moments[power] ** 2) / N) ** 0.5
    assert (waits**power).mean() == pytest.approx(moments[power], abs=SE * error)


def test_beyond_the_ziggurat_they_go_on_without_memory(waits):
    share = np.exp(-TAIL)
    beyond = waits[waits > TAIL] - TAIL
    assert len(beyond) == pytest.approx(N * share, abs=SE * (N * share) ** 0.5)
    assert beyond.mean() == pytest.approx(1.0, abs=SE / len(beyond) ** 0.5)
