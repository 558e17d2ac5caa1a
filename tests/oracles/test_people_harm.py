"""Compare measures of harm, inequality and concentration with distributions known on paper."""

import json
from math import exp, log
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from simulator.analysis.concentration import effective_number, hhi
from simulator.analysis.money import hours_without
from simulator.analysis.segments import concentration, gini, worst_share
from simulator.population.arrays import UNMET, empty_block
from simulator.population.spread import BANDS, add_spread
from simulator.topology.compile import compile_scenario
from simulator.units import MINUTE_MS

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text("utf-8"))
PARTS = 4000
RANKS = (np.arange(PARTS) + 0.5) / PARTS


def quantiles(name):
    """Cut a distribution into equally many people, each with the harm at its rank."""
    if name == "uniform":
        return RANKS
    if name == "exponential":
        return -np.log1p(-RANKS)
    return (1 - RANKS) ** -0.25  # Pareto with exponent 4


@pytest.mark.parametrize(
    ("name", "exact"), [("uniform", 1 / 3), ("exponential", 1 / 2), ("pareto", 1 / 7)]
)
def test_gini_of_known_distributions(name, exact):
    assert gini([1.0] * PARTS, quantiles(name).tolist()) == pytest.approx(exact, abs=0.002)


def test_the_worst_tenth_of_known_distributions():
    people = [1.0] * PARTS
    assert worst_share(people, quantiles("uniform").tolist()) == pytest.approx(0.19, abs=0.001)
    exact = 0.1 * (1 - log(0.1))  # exponential: L(p) = p + (1 - p) ln(1 - p)
    assert worst_share(people, quantiles("exponential").tolist()) == pytest.approx(exact, abs=0.002)


def test_concentration_turns_its_sign_with_the_order():
    harm = quantiles("exponential").tolist()
    people = [1.0] * PARTS
    assert concentration(people, harm) == pytest.approx(0.5, abs=0.002)
    assert concentration(people, harm[::-1]) == pytest.approx(-0.5, abs=0.002)


def test_bands_lose_little_of_the_inequality(lives):
    sigma, people = 1.2, 4096
    luck = np.random.default_rng(1)
    minutes = np.exp(5 + sigma * luck.standard_normal(people)).astype(np.int64) + 1
    block = empty_block(0, people, compile_scenario(lives.toy()).habits)
    block.segment[:] = 0
    rows = np.zeros(people, UNMET)
    rows["slot"], rows["to_ms"] = np.arange(people), minutes * MINUTE_MS
    counts = np.zeros((BANDS, 1, 2), np.int64)
    add_spread(block, rows, 1, counts)
    filled = counts[:, 0, 0] > 0
    banded = gini(counts[filled, 0, 0].tolist(), counts[filled, 0, 1].tolist())
    whole = gini([1.0] * people, minutes.tolist())
    assert 0 <= whole - banded < 0.005
    lognormal = 2 * NormalDist().cdf(sigma / 2**0.5) - 1
    assert whole == pytest.approx(lognormal, abs=0.02)


def test_v21_markets_of_the_reference():
    told, four, skewed = GOLDEN["V21"], [0.25] * 4, [0.9, 0.05, 0.03, 0.02]
    assert hhi(four) == pytest.approx(told["HHI_4x.25"], rel=1e-9)
    assert effective_number(four) == pytest.approx(told["Neff"], rel=1e-9)
    assert hhi(skewed) == pytest.approx(told["HHI_.9_.05_.03_.02"], rel=1e-9)
    assert effective_number(skewed) == pytest.approx(told["Neff2"], rel=1e-9)


def test_a_year_without_a_service_is_covered_as_a_queue_of_endless_servers(lives):
    rare = lives.toy(needs_per_day=0.01, lapse_h=2.0).people.categories[0]
    assert hours_without(rare) == pytest.approx(365 * 0.01 * 2.0, rel=1e-3)  # hardly ever two
    often = lives.toy(needs_per_day=50.0, lapse_h=24.0).people.categories[0]
    assert hours_without(often) == pytest.approx(365 * 24)
    slow = lives.toy(
        needs_per_day=0.01, lapse_h=2.0, urgent_share=0.25, lapse_deferrable_h=10.0
    ).people.categories[0]
    assert hours_without(slow) == pytest.approx(365 * 0.01 * 8.0, rel=5e-3)
    between = lives.toy(needs_per_day=24.0, lapse_h=1.0).people.categories[0]
    assert hours_without(between) == pytest.approx(365 * 24 * (1 - exp(-1)))
