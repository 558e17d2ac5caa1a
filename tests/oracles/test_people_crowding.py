"""Compare the coupling of load and retries with its differential equation."""

from math import exp, log

import pytest

from simulator.population.congestion import mean_served_share, served_share

RHO, KAPPA, THETA = 0.8, 1.0, 6.0
BEAT = 5 / 60


def through(beat, outage, fresh, until):
    """Pass an outage and what follows in beats; return the pool of retries and what was lost.

    Within a beat people meet one success rate, under which their pool moves exactly.
    """
    pool = lost = 0.0
    for n in range(round(until / beat)):
        quality = 0.0 if (n + 0.5) * beat < outage else 1.0
        served = mean_served_share(fresh, pool, 1.0, quality, RHO, THETA, KAPPA, 1.0, beat)
        p = quality * served
        drain = THETA * (1 - RHO * (1 - p))
        rest = RHO * (1 - p) * fresh / drain
        faded = exp(-drain * beat)
        waited = rest * beat + (pool - rest) * (1 - faded) / drain
        lost += (1 - RHO) * (1 - p) * (fresh * beat + THETA * waited)
        pool = rest + (pool - rest) * faded
    return pool, lost


def solve(step, outage, fresh, until):
    """Solve dR/dt = rho (1-p) X - theta R with X = fresh + theta R by Runge and Kutta."""

    def slope(pool, quality):
        load = fresh + THETA * pool
        missed = (1 - quality * (1.0 if load <= 1 else exp(-KAPPA * (load - 1)) / load)) * load
        return RHO * missed - THETA * pool, (1 - RHO) * missed

    pool = lost = 0.0
    for n in range(round(until / step)):
        quality = 0.0 if (n + 0.5) * step < outage else 1.0
        k1, l1 = slope(pool, quality)
        k2, l2 = slope(pool + step / 2 * k1, quality)
        k3, l3 = slope(pool + step / 2 * k2, quality)
        k4, l4 = slope(pool + step * k3, quality)
        pool += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        lost += step / 6 * (l1 + 2 * l2 + 2 * l3 + l4)
    return pool, lost


def test_v13_retry_pool_in_a_total_outage():
    pool, _ = through(BEAT, outage=2.0, fresh=0.6, until=2.0)
    assert pool == pytest.approx(0.36371281868423494, rel=1e-9)
    assert 0.6 + THETA * pool == pytest.approx(2.78227691210541, rel=1e-9)


@pytest.mark.parametrize(("fresh", "comes_back"), [(0.65, True), (0.70, False)])
def test_v12_metastability_has_a_threshold(fresh, comes_back):
    fold = (1 - RHO) * (1 + (1 + log(RHO * KAPPA / (1 - RHO))) / KAPPA)
    assert fold == pytest.approx(0.677258872223978, rel=1e-9)
    assert (fresh < fold) == comes_back
    pool, _ = through(BEAT, outage=1.0, fresh=fresh, until=60.0)
    assert (pool < 1e-9) == comes_back


def test_v32_the_default_beat_is_fine_enough():
    _, lost = through(BEAT, outage=2.0, fresh=0.6, until=12.0)
    _, exact = solve(1 / 1200, outage=2.0, fresh=0.6, until=12.0)
    assert lost == pytest.approx(exact, rel=5e-4)
    _, coarse = through(1.0, outage=2.0, fresh=0.6, until=12.0)
    assert abs(coarse / exact - 1) > 0.01


def test_v32_the_rate_stays_exact_where_nothing_is_crowded():
    for beat in (BEAT, BEAT / 2):
        pool, _ = through(beat, outage=1.0, fresh=0.1, until=1.0)
        assert pool == pytest.approx(solve(1 / 1200, 1.0, 0.1, 1.0)[0], rel=1e-8)


@pytest.mark.parametrize("load", [0.5, 1.0, 1.2, 2.0, 5.0])
def test_without_requests_on_top_the_served_share_is_that_of_the_load(load):
    shed = mean_served_share(load, 0.0, 1.0, 1.0, 0.0, THETA, KAPPA, 1.0, BEAT)
    assert shed == pytest.approx(served_share(load, KAPPA), rel=1e-12)
    assert served_share(load, 0.0) == pytest.approx(min(1.0, 1.0 / load))


@pytest.mark.parametrize("load", [0.9, 1.05, 2.0, 5.0])
@pytest.mark.parametrize("quality", [0.3, 1.0])
def test_requests_on_top_load_the_service_that_fails_them(load, quality):
    requests = 1.5
    share = mean_served_share(load, 0.0, 1.0, quality, 0.0, THETA, KAPPA, requests, BEAT)
    made = load * (1 + (requests - 1) * (1 - quality * share))
    assert share == pytest.approx(served_share(made, KAPPA), rel=1e-6)
    assert share <= served_share(load, KAPPA)
