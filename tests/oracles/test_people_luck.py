"""Draw chains and arrivals by address, as kernels do, and compare them with exact laws."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.stats import chi2

from simulator.io.scenario_files import read_scenario
from simulator.population.arrays import NEVER
from simulator.population.arrivals import next_arrival
from simulator.population.jit import compiled
from simulator.population.luck import DELAY, SUCCESS, draw, need_key
from simulator.topology.compile import compile_scenario
from simulator.topology.surges import surge_windows

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))
SE = 4.0
LEVEL = 0.001
KS_LEVEL = 1.95
"""The square root of n times the Kolmogorov statistic exceeds it with probability 0.001."""


@compiled
def end_of_chain(rates, span, seed, ends):
    """Let everyone jump from state to state until the span is over, and note where they are."""
    for person in range(len(ends)):
        state, left, jump = 0, span, 0
        while True:
            key = need_key(seed, person, 0, jump)
            left += np.log(draw(key, 0, DELAY)) / -rates[state, state]
            if left < 0.0:
                break
            mark = draw(key, 0, SUCCESS) * -rates[state, state]
            goal = 0
            while goal == state or mark >= rates[state, goal]:
                if goal != state:
                    mark -= rates[state, goal]
                goal += 1
            state = goal
            jump += 1
        ends[person] = state


@pytest.fixture(scope="module")
def chain():
    """Run the chain of the golden file many times, 10,000 people each."""
    case, counts = GOLDEN["V16"], []
    ends = np.zeros(10_000, np.int64)
    for seed in range(1, 401):
        end_of_chain(np.array(case["Q"]), float(case["dt"]), np.uint64(seed), ends)
        counts.append(np.bincount(ends, minlength=3))
    return np.array(counts), np.array(case["P_row0"])


def test_v16_people_end_where_the_chain_says(chain):
    counts, shares = chain
    case = GOLDEN["V16"]
    assert expm(np.array(case["Q"]) * case["dt"])[0] == pytest.approx(shares, rel=1e-9)
    expected = counts.sum() * shares
    distance = ((counts.sum(axis=0) - expected) ** 2 / expected).sum()
    assert distance < chi2.ppf(1.0 - LEVEL, len(shares) - 1)
    equal = np.full(3, counts.sum() / 3)
    assert ((counts.sum(axis=0) - equal) ** 2 / equal).sum() > 100.0  # it can fail


def test_v16_their_number_is_binomial(chain):
    counts, shares = chain
    people, runs = counts[0].sum(), len(counts)
    expected = people * shares * (1.0 - shares)
    assert counts.var(axis=0, ddof=1) == pytest.approx(expected, rel=SE * (2 / runs) ** 0.5)


@compiled
def arrivals_of(habits, c, rate, seed, times):
    """Write down the first needs of some people in one category."""
    for person in range(times.shape[0]):
        now, at = 0, 0
        for n in range(times.shape[1]):
            key = need_key(seed, person, c, n)
            now, at = next_arrival(habits, c, 1.0 / rate, now, at, key)
            times[person, n] = now
            if now >= habits.horizon_ms:
                break


def expected_needs(habits, c, times):
    """Map times to needs that a person of factor 1 expects until then."""
    return np.interp(times, habits.knot_ms, habits.cumulative[c])


@pytest.mark.parametrize("name", ["kakao-2022", "singles-day", "quake-2016"])
def test_v18_gaps_are_exponential_in_expected_needs_under_every_profile(name, lives):
    scenario = read_scenario(name)
    clock = scenario.clock
    habits = compile_scenario(scenario, surge_windows(clock, scenario.hazards, 1)).habits
    assert len(habits.tries) == len(scenario.people.categories)
    plain = []
    for c in range(len(habits.tries)):
        rate = 60.0 / habits.cumulative[c][-1]  # so that no gap meets the horizon
        times = np.zeros((4_000, 4), np.int64)
        arrivals_of(habits, c, rate, np.uint64(7), times)
        assert times.max() < NEVER
        marks = expected_needs(habits, c, times) * rate
        gaps = np.diff(marks, axis=1, prepend=0.0).ravel()
        assert len(gaps) >= 10_000
        found = lives.ks_statistic(gaps, lambda x: -np.expm1(-x)) * len(gaps) ** 0.5
        assert found < KS_LEVEL, scenario.people.categories[c].id
        spans = np.diff(times, axis=1, prepend=0).ravel() / np.diff(times, prepend=0).mean()
        plain.append(lives.ks_statistic(spans, lambda x: -np.expm1(-x)) * len(gaps) ** 0.5)
    assert max(plain) > 2 * KS_LEVEL  # in plain time they are not
