"""Check when a ranking has changed, and when it only seems to."""

import pytest

from simulator.analysis.intervals import Interval
from simulator.analysis.ranking import pairs, ranks, sign, tau

BASE = {"a": [1.0, 2.0, 3.0], "b": [2.0, 3.1, 4.0], "c": [9.0, 1.0, 5.0]}


def only(base, variant):
    """Compare two remedies and give the one pair."""
    (found,) = pairs(base, variant)
    return found


def test_ranks_count_who_is_better_and_equals_share():
    assert ranks(BASE) == {"a": 1, "b": 2, "c": 3}
    assert ranks({"a": [1.0], "b": [1.0], "c": [2.0]}) == {"a": 1, "b": 1, "c": 3}


def test_kendalls_tau_counts_pairs_in_the_same_order():
    """Of six pairs one is reversed: (5 - 1) / 6; ties are left out of both counts."""
    base = {name: [float(n)] for n, name in enumerate("abcd")}
    swapped = base | {"a": [1.0], "b": [0.0]}
    assert tau(base, base) == 1.0
    assert tau(base, swapped) == pytest.approx(4 / 6, abs=1e-6)
    assert tau(base, {name: [-value[0]] for name, value in base.items()}) == -1.0
    assert tau(base, {name: [1.0] for name in base}) is None
    assert tau({"a": [1.0]}, {"a": [1.0]}) is None


def test_a_reversal_takes_two_intervals_that_exclude_zero():
    ours = {"a": [1.0, 2.0, 3.0], "b": [2.0, 3.1, 4.0]}
    assert only(ours, ours).verdict == "kept"
    assert only(ours, {"a": [2.0, 3.0, 4.0], "b": [1.0, 2.1, 3.0]}).verdict == "reversed"
    noisy = {"a": [9.0, 1.0, 3.0], "b": [1.0, 3.0, 4.0]}
    found = only(ours, noisy)
    assert (found.verdict, found.swaps) == ("lost", True)
    assert only(noisy, ours).verdict == "gained"
    assert only(noisy, noisy).verdict == "open"


def test_equal_remedies_are_not_told_apart():
    same = {"a": [1.0, 2.0], "b": [1.0, 2.0]}
    assert only(same, same).verdict == "open"
    assert not only(same, same).swaps


def test_one_seed_tells_nothing_apart():
    one = {"a": [1.0], "b": [2.0]}
    assert sign(only(one, one).base) == 0
    assert only(one, one).verdict == "open"


def test_luck_that_both_share_cancels():
    """Unpaired, luck of 100 would drown a difference of 1; paired, nothing is left of it."""
    luck = [0.0, 100.0, 200.0]
    harm = {"a": luck, "b": [value + 1.0 for value in luck]}
    assert only(harm, harm).base == Interval(1.0, 1.0, 1.0, 3)


def test_pairs_are_ordered_by_what_they_matter_and_named_from_the_better():
    found = pairs(BASE, BASE)
    assert [(pair.first, pair.second) for pair in found] == [("a", "c"), ("b", "c"), ("a", "b")]
