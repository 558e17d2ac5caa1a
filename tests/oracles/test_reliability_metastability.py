"""Compare the closed forms of metastability with golden values and with the equation itself."""

import json
from math import exp

import pytest

from simulator.reliability.metastability import (
    fold,
    goodput,
    layered_tries,
    retry_pool,
    sustained_load,
    tipping_load,
    vulnerable_load,
)


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the values that were computed by other means."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


def live(fresh, persistence, decay, retry_per_h, outage_h, after_h=60.0, step_h=1e-3):
    """Integrate dR/dt = rho (1 - s) X - theta R through an outage and beyond (Heun)."""
    pool, steps = 0.0, round((outage_h + after_h) / step_h)

    def slope(pool, down):
        load = fresh + retry_per_h * pool
        failed = load if down else load - goodput(load, decay)
        return persistence * failed - retry_per_h * pool

    for step in range(steps):
        down = step < round(outage_h / step_h)
        first = slope(pool, down)
        pool += step_h / 2 * (first + slope(pool + step_h * first, down))
    return fresh + retry_per_h * pool


def test_vulnerable_loads_are_those_of_the_table(golden):
    for name, expected in golden["V12"].items():
        left, right = name.split("_")
        persistence, decay = float(left.removeprefix("rho")), float(right.removeprefix("kappa"))
        assert vulnerable_load(persistence, decay) == pytest.approx(expected, rel=1e-9)


def test_the_fold_is_the_least_load_that_sustains_the_worse_state():
    for persistence, decay in [(0.8, 1.0), (0.9, 0.25), (0.7, 2.0)]:
        worst = fold(persistence, decay)
        loads = [1.0 + 0.001 * n for n in range(20_000)]
        least = min(sustained_load(load, persistence, decay) for load in loads)
        assert vulnerable_load(persistence, decay) == pytest.approx(least, abs=1e-5)
        for aside in (worst - 0.01, worst + 0.01):
            assert sustained_load(aside, persistence, decay) > vulnerable_load(persistence, decay)


def test_ideal_shedding_is_never_caught():
    assert [vulnerable_load(rho, 0.0) for rho in (0.0, 0.5, 0.99)] == [1.0] * 3
    assert tipping_load(0.99, 0.9, 0.0) is None


def test_the_retry_pool_of_a_total_outage(golden):
    pool = retry_pool(0.6, 0.8, 6.0, 2.0)
    assert pool == pytest.approx(golden["V13"]["R2h"], rel=1e-9)
    assert 0.6 + 6.0 * pool == pytest.approx(golden["V13"]["X"], rel=1e-9)
    assert 0.6 + 6.0 * retry_pool(0.6, 0.8, 6.0, 1e3) == pytest.approx(0.6 / (1 - 0.8), rel=1e-12)


@pytest.mark.parametrize(("fresh", "recovers"), [(0.65, True), (0.70, False)])
def test_an_hour_of_outage_passes_or_stays(fresh, recovers):
    load = live(fresh, 0.8, 1.0, 6.0, outage_h=1.0)
    tipping = tipping_load(fresh, 0.8, 1.0)
    before = fresh + 6.0 * retry_pool(fresh, 0.8, 6.0, 1.0)
    assert (load < 1.0) is recovers
    assert (tipping is None or before < tipping) is recovers


def test_slower_retries_let_the_same_outage_pass():
    """The border lies at theta = 2.94 per hour."""
    tipping = tipping_load(0.70, 0.8, 1.0)
    loads = [0.70 + theta * retry_pool(0.70, 0.8, theta, 1.0) for theta in (2.93, 2.95)]
    assert loads[0] < tipping < loads[1]
    assert live(0.70, 0.8, 1.0, 2.90, outage_h=1.0) < 1.0 < live(0.70, 0.8, 1.0, 2.98, outage_h=1.0)


def test_the_tipping_load_is_an_equilibrium_that_repels():
    tipping = tipping_load(0.75, 0.8, 1.0)
    assert sustained_load(tipping, 0.8, 1.0) == pytest.approx(0.75, rel=1e-12)
    assert (
        sustained_load(tipping - 0.01, 0.8, 1.0) > 0.75 > sustained_load(tipping + 0.01, 0.8, 1.0)
    )
    assert goodput(2.0, 1.0) == pytest.approx(exp(-1.0), rel=1e-12)


def test_layers_multiply_tries():
    assert (layered_tries(4, 3), layered_tries(3, 5)) == (64, 243)
