"""Check what several supplies are worth together."""

import json
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.topology.groups import chance_of_enough, kth_largest

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def by_enumeration(shares, enough):
    """Sum over every set of members that answer."""
    return sum(
        prod(p if up else 1 - p for p, up in zip(shares, ups, strict=True))
        for ups in product((0, 1), repeat=len(shares))
        if sum(ups) >= enough
    )


@given(SHARES, st.data())
def test_the_chance_of_enough_is_that_of_all_sets_that_suffice(shares, data):
    enough = data.draw(st.integers(1, len(shares)))
    expected = by_enumeration(shares, enough)
    assert chance_of_enough(shares, enough) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_equal_members_have_the_known_availability(checkout):
    golden = json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))
    for (enough, n), p, key in (
        ((2, 3), 0.99, "2of3@.99"),
        ((3, 4), 0.98, "3of4@.98"),
        ((1, 2), 0.99, "1of2@.99"),
    ):
        assert chance_of_enough([p] * n, enough) == pytest.approx(golden["V1"][key], rel=1e-9)


@given(SHARES)
def test_one_is_the_best_and_all_are_the_worst(shares):
    assert kth_largest(shares, 1) == max(shares)
    assert kth_largest(shares, len(shares)) == min(shares)
    assert chance_of_enough([1.0] * len(shares), len(shares)) == 1.0
