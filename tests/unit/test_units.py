"""Check how durations are read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.units import (
    DAY_S,
    HOUR_S,
    format_duration,
    format_hours,
    hours,
    milliseconds,
    parse_duration,
    seconds_from_hours,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30 s", 30.0),
        ("250 ms", 0.25),
        ("15 min", 900.0),
        ("15min", 900.0),
        ("2.5 h", 9000.0),
        ("0 h", 0.0),
        ("3 d", 3 * DAY_S),
        ("1 wk", 7 * DAY_S),
        ("2 d 3 h", 2 * DAY_S + 3 * HOUR_S),
        ("1 h 30 min 5 s", 5405.0),
    ],
)
def test_a_duration_is_read_with_its_unit(text, seconds):
    assert parse_duration(text) == pytest.approx(seconds, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "min",
        "-5 min",
        "5 minutes",
        "3 h 2 h",
        "5 min 1 h",
        "1e3 s",
        "1 h, 5 min",
        f"1{chr(0x665)} min",
        "5  min",
        "nan h",
        "1" * 400 + " s",
        "2 h " * 4000,
    ],
)
def test_what_is_not_a_duration_is_refused_with_the_form(text):
    with pytest.raises(ValueError, match="a duration such as '30 s'"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0 s"),
        (0.5, "0.5 s"),
        (59.0, "59 s"),
        (60.0, "1 min"),
        (5399.0, "1 h 30 min"),
        (3599.9, "1 h"),
        (86_399.0, "1 d"),
        (183_600.0, "2 d 3 h"),
        (459_000.0, "5 d 8 h"),
        (-5400.0, "-1 h 30 min"),
    ],
)
def test_a_duration_is_written_in_its_two_largest_units(seconds, text):
    assert format_duration(seconds) == text


@given(st.floats(min_value=60.0, max_value=1e8))
def test_a_written_duration_reads_back_within_its_rounding(seconds):
    rounding = 0.5 if seconds < HOUR_S else 30.0 if seconds < DAY_S else 1800.0
    assert abs(parse_duration(format_duration(seconds)) - seconds) <= rounding + 1e-6


def test_hours_and_milliseconds():
    assert format_hours(36_000.0) == "10.0 h"
    assert hours(seconds_from_hours(127.5)) == 127.5
    assert milliseconds(0.0015) == 2
