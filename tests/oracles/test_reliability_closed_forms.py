"""Compare closed forms of reliability with values that were worked out apart from this code."""

import json
from itertools import product
from math import prod

import numpy as np
import pytest

from simulator.reliability.percolation import giant_component, interdependent_threshold
from simulator.reliability.renewal import (
    availability,
    mixed_outage_h,
    pair_unavailability,
    unavailability,
)
from simulator.topology.groups import chance_of_enough

YEAR_H = 8760.0  # the golden values count a year of 365 days


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the values that were computed by other means."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "k", "chances"),
    [("2of3@.99", 2, [0.99] * 3), ("3of4@.98", 3, [0.98] * 4), ("1of2@.99", 1, [0.99] * 2)],
)
def test_k_of_n_is_available_as_the_binomial_says(golden, name, k, chances):
    assert chance_of_enough(chances, k) == pytest.approx(golden["V1"][name], rel=1e-9)


def test_k_of_n_holds_for_unlike_parts():
    chances = [0.9, 0.5, 0.75, 0.2]
    for k in range(6):
        counted = sum(
            prod(p if up else 1 - p for p, up in zip(chances, states, strict=True))
            for states in product((0, 1), repeat=4)
            if sum(states) >= k
        )
        assert chance_of_enough(chances, k) == pytest.approx(counted, rel=1e-12, abs=1e-15)


def test_availability_falls_from_one_to_its_long_run(golden):
    for time, expected in golden["V2"].items():
        assert availability(float(time), 0.001, 0.1) == pytest.approx(expected, rel=1e-9)
    assert availability(0.0, 0.001, 0.1) == 1.0
    assert availability(1e6, 0.001, 0.1) == pytest.approx(0.1 / 0.101, rel=1e-12)


def test_unavailability_is_the_long_run_of_availability():
    assert 1 - availability(1e9, 2.0 / 8766.0, 1 / 24.0) == pytest.approx(
        unavailability(2.0, 24.0), rel=1e-9
    )
    assert unavailability(0.0, 24.0) == 0.0


@pytest.mark.parametrize("beta", ["0", "0.05", "0.1"])
def test_a_pair_with_common_causes_is_down_as_its_chain_says(golden, beta):
    down = pair_unavailability(1 / YEAR_H, 1 / 24, float(beta))
    assert down * YEAR_H == pytest.approx(golden["V4_h_per_yr"][beta], rel=1e-9)


def test_a_pair_solves_its_balance_equations():
    fails, mends, beta = 0.3, 0.7, 0.2
    rates = np.array(
        [[0, 2 * (1 - beta) * fails, beta * fails], [mends, 0, fails], [0, 2 * mends, 0]]
    )
    square = (rates - np.diag(rates.sum(1))).T
    square[0] = 1.0
    expected = np.linalg.solve(square, [1.0, 0.0, 0.0])[2]
    assert pair_unavailability(fails, mends, beta) == pytest.approx(expected, rel=1e-12)


def test_a_failover_that_may_fail_mixes_two_outages(golden):
    assert mixed_outage_h(0.8, 0.25, 24.0) == pytest.approx(golden["V37"], rel=1e-9)


def test_random_networks_hold_together_as_percolation_says(golden):
    for degree, share in golden["V22"]["ER"].items():
        assert giant_component(float(degree)) == pytest.approx(share, rel=1e-9)
    assert giant_component(1.0) == 0.0


def test_two_networks_that_need_each_other_fall_at_a_higher_degree(golden):
    assert interdependent_threshold() == pytest.approx(golden["V22"]["interdep_kpc"], rel=1e-9)


def cascade(degree, seed, nodes=6000):
    """Let two random networks fall that need each other, node by node; tell what is left."""
    rng = np.random.Generator(np.random.Philox(seed))
    alive = np.ones(nodes, dtype=bool)
    edges = [rng.integers(0, nodes, (2, round(degree * nodes / 2))) for _ in range(2)]
    before = -1
    while before != (before := int(alive.sum())):
        for pair in edges:
            alive &= largest(pair[:, alive[pair].all(0)], nodes)
    return alive.mean()


def largest(edges, nodes):
    """Mark the largest connected component, by label propagation."""
    label = np.arange(nodes)
    while True:
        least = label.copy()
        np.minimum.at(least, edges[0], label[edges[1]])
        np.minimum.at(least, edges[1], label[edges[0]])
        least = least[least]
        if np.array_equal(least, label):
            return label == np.bincount(label).argmax()
        label = least


def test_the_threshold_is_where_simulated_networks_fall():
    threshold = interdependent_threshold()
    assert cascade(threshold * 0.93, seed=1) < 0.05
    k = threshold * 1.08
    left = 1.0
    for _ in range(10_000):
        left = (1 - np.exp(-k * left)) ** 2
    assert cascade(k, seed=1) == pytest.approx(left, abs=0.05)
