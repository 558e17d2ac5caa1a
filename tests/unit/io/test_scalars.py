"""Check that unquoted words mean what they look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.io.scalars import MAX_INTEGER, NumberRefusedError, resolve


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "on",
        "yes",
        "y",
        "22:22",
        "010",
        "0x10",
        "0o7",
        "1_000",
        "2022-10-15",
        "1,5",
        "nan",
        "inf",
        "1.10.2",
        "٣",
        "0b1",
        "=",
        "TrUe",
        "1e",
        "e5",
        ".",
        "-",
        "--1",
        "1 2",
    ],
)
def test_what_only_yaml_1_1_takes_for_something_else_stays_a_text(word):
    assert resolve(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("1e5", 100000.0),
        ("-3", -3),
        ("+7", 7),
        (".5", 0.5),
        ("5.", 5.0),
        ("1E-3", 0.001),
        ("0", 0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_numbers_truth_and_nothing_are_recognised(word, value):
    assert resolve(word) == value
    assert type(resolve(word)) is type(value)


@pytest.mark.parametrize(
    "word", [".nan", ".inf", "-.INF", "1e999", str(MAX_INTEGER + 1), "-" + "9" * 5000]
)
def test_a_number_that_cannot_be_held_is_refused(word):
    with pytest.raises(NumberRefusedError):
        resolve(word)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_exactly(number):
    assert resolve(repr(number)) == number


@given(st.integers(-MAX_INTEGER, MAX_INTEGER))
def test_an_integer_reads_back_exactly(number):
    assert resolve(str(number)) == number
