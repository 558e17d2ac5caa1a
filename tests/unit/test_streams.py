"""Check that luck has an address."""

import math
from itertools import pairwise
from statistics import fmean, stdev

import pytest

from simulator.model.base import Duration
from simulator.streams import exponential, length_h, uniform

N = 4000
NUMBERS = [uniform(7, "machine", number) for number in range(N)]


def test_the_same_address_gives_the_same_number_in_any_order():
    assert [uniform(7, "machine", number) for number in reversed(range(N))] == NUMBERS[::-1]


def test_another_part_of_the_address_gives_another_number():
    numbers = {
        uniform(1, "a", "bc"), uniform(1, "ab", "c"), uniform(1, "abc"), uniform(2, "a", "bc"),
        uniform(1, "a", 1), uniform(1, "a", "1"), uniform(1, "a", "bc", 0),
    }  # fmt: skip
    assert len(numbers) == 7


def test_numbers_are_uniform_and_independent_of_their_neighbours():
    assert 0.0 < min(NUMBERS) < max(NUMBERS) < 1.0
    tenths = [sum(int(x * 10) == tenth for x in NUMBERS) for tenth in range(10)]
    assert sum((n - N / 10) ** 2 / (N / 10) for n in tenths) < 27.88  # chi-squared, 9, p = .001
    pairs = fmean((x - 0.5) * (y - 0.5) for x, y in pairwise(NUMBERS))
    assert abs(pairs) < 4 / 12 / math.sqrt(N)


def test_the_number_of_an_address_never_changes_between_versions():
    assert uniform(1, "pangyo", "detect") == pytest.approx(0.7303982087215594, rel=1e-12)


def test_a_lognormal_time_has_its_median_and_deviation():
    spread = Duration(median_h=12.0, sigma=0.5)
    logs = [math.log(length_h(spread, 7, "effort", number)) for number in range(N)]
    assert fmean(logs) == pytest.approx(math.log(12.0), abs=4 * 0.5 / math.sqrt(N))
    assert stdev(logs) == pytest.approx(0.5, abs=4 * 0.5 / math.sqrt(2 * N))


def test_without_deviation_a_time_is_its_median():
    assert length_h(Duration(median_h=0.0), 1, "x") == 0.0
    assert length_h(Duration(median_h=3.0), 1, "x") == 3.0


def test_a_larger_median_or_luckless_number_is_a_longer_time():
    short, long = Duration(median_h=1.0, sigma=0.8), Duration(median_h=2.0, sigma=0.8)
    assert length_h(long, 3, "x") == pytest.approx(2 * length_h(short, 3, "x"), rel=1e-12)


def test_an_exponential_time_has_its_median_and_mean():
    waiting = Duration(median_h=2.0, law="exponential")
    drawn = [length_h(waiting, 5, "wait", number) for number in range(N)]
    mean = 2.0 / math.log(2.0)
    assert waiting.mean_h == pytest.approx(mean, rel=1e-12)
    assert fmean(drawn) == pytest.approx(mean, abs=4 * mean / math.sqrt(N))
    below = sum(time < 2.0 for time in drawn) / N
    assert below == pytest.approx(0.5, abs=4 * 0.5 / math.sqrt(N))


def test_an_exponential_number_is_the_inverse_of_its_uniform_one():
    assert exponential(3, "x") == pytest.approx(-math.log(1.0 - uniform(3, "x")), rel=1e-12)
