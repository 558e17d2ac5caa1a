"""Check Student's t against printed tables."""

import math

import pytest

from simulator.analysis.intervals import Interval, paired_interval, student_t


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (19, 2.093), (30, 2.042)],
)
def test_student_t_agrees_with_the_printed_table(freedom, quantile):
    assert student_t(freedom) == pytest.approx(quantile, abs=5e-4)


def test_student_t_tends_to_the_normal_quantile():
    assert student_t(2000) == pytest.approx(1.961, abs=1e-3)


def test_an_interval_is_mean_and_t_times_standard_error():
    found = paired_interval([1.0, 2.0, 3.0])
    half = 4.3027 / math.sqrt(3)
    assert found.mean == 2.0
    assert (found.low, found.high) == pytest.approx((2 - half, 2 + half), abs=1e-3)


def test_one_pair_gives_no_interval_and_none_gives_nothing():
    assert paired_interval([5.0]) == Interval(5.0, None, None, 1)
    assert paired_interval([]) is None


def test_equal_differences_leave_no_doubt():
    assert paired_interval([4.0, 4.0, 4.0]) == Interval(4.0, 4.0, 4.0, 3)
