"""Compare the coupling of load and retries with its differential equation."""

from itertools import pairwise
from math import exp, expm1, log

import numpy as np
import pytest
from scipy.special import gammaincc

from simulator.population.congestion import POOL, SLOPE, WORK_ROWS, Hands, Loads, serve
from simulator.population.queueing import (
    erlang_b,
    erlang_c,
    served_share,
    share_with_room,
    timely_share,
)
from simulator.reliability import queues
from simulator.reliability.retrials import slow_retrials
from simulator.topology.world import FLUID, LOSS, WAITING

RHO, KAPPA, THETA = 0.8, 1.0, 6.0
BEAT = 5 / 60


NO_HANDS = Hands(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def one_service(fresh, pool, capacity=1.0, quality=1.0, persistence=RHO, retry=THETA, decay=KAPPA,
                requests=1.0, mode=FLUID, servers=1, patience=0.0):  # fmt: skip
    """Describe what one service is asked for."""
    floats = (fresh, pool, retry, quality, persistence, capacity, decay, requests)
    whole = (np.array([n], np.int64) for n in (mode, servers))
    return Loads(*(np.array([float(x)]) for x in floats), *whole, np.array([float(patience)]))


def mean_served_share(beat, hands=NO_HANDS, **asked):
    """Serve one service for a beat; return the share of tries with room."""
    work = np.zeros((WORK_ROWS, 1))
    serve(one_service(**asked), hands, beat, work)
    return work[0, 0]


def through(beat, outage, fresh, until):
    """Pass an outage and what follows in beats; return the pool of retries and what was lost.

    Within a beat people meet one success rate, under which their pool moves exactly.
    """
    pool = lost = 0.0
    for n in range(round(until / beat)):
        quality = 0.0 if (n + 0.5) * beat < outage else 1.0
        served = mean_served_share(beat, fresh=fresh, pool=pool, quality=quality)
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
    """The kernel's own pool: rho lambda / (theta (1 - rho)) (1 - exp(-theta (1 - rho) t))."""
    exact = RHO * 0.6 / (THETA * (1 - RHO)) * -expm1(-THETA * (1 - RHO) * 2.0)
    assert exact == pytest.approx(0.36371281868423494, rel=1e-12)
    assert 0.6 + THETA * exact == pytest.approx(2.78227691210541, rel=1e-12)
    dead = {"fresh": 0.6, "quality": 0.0, "pool": 0.0}
    assert pool_after(BEAT, heun=True, **dead) == pytest.approx(exact, rel=3e-3)
    assert pool_after(1 / 240, heun=True, **dead) == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize("tries", [2, 4])
def test_v13_people_wait_in_a_total_outage(lives, tries):
    """A need of age s waits while fewer than k-1 tries have followed the first (Poisson)."""
    rules = {"retry_urgent_per_h": THETA}
    more = {"by_hour": [1.0] * 24, "urgent_share": 1.0, "attempts": tries, "lapse_h": 24.0}
    forever = {"tolerance_deferrable_min": lives.FOREVER_MIN, "tolerance_urgent_min": 0.0}
    scenario = lives.toy(behaviour=rules, **more, **forever)
    world, crowd = lives.crowd_of(scenario, 4_000)
    dead, everything = lives.qualities(world, {"talk": 0.0}), np.ones(len(world.service_ids))
    for beat in range(24):
        crowd.live(beat, dead, everything)
    (lane,) = crowd._lanes  # noqa: SLF001
    arrived, waiting = int(lane.tally.arrived.sum()), int(lane.pool.kept.sum())
    ages = (np.arange(2_000) + 0.5) / 1_000  # hours, to the middle of each step
    share = float(np.mean(gammaincc(tries - 1, THETA * ages)))
    assert arrived > 1_000
    assert waiting / arrived == pytest.approx(share, abs=4 * (share * (1 - share) / arrived) ** 0.5)


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


def frozen(beat, outage, fresh, until):
    """Do as `through`, but hold the success rate that the beat begins with."""
    pool = lost = 0.0
    for n in range(round(until / beat)):
        quality = 0.0 if (n + 0.5) * beat < outage else 1.0
        p = quality * served_share(fresh + THETA * pool, KAPPA)
        drain = THETA * (1 - RHO * (1 - p))
        rest = RHO * (1 - p) * fresh / drain
        faded = exp(-drain * beat)
        waited = rest * beat + (pool - rest) * (1 - faded) / drain
        lost += (1 - RHO) * (1 - p) * (fresh * beat + THETA * waited)
        pool = rest + (pool - rest) * faded
    return pool, lost


@pytest.mark.parametrize(
    ("minutes", "error"), [(1, 0.010), (5, 0.053), (15, 0.16), (60, 0.69)], ids=str
)
def test_v32_congestion_frozen_over_a_beat_errs_by_a_twentieth(minutes, error):
    """Why the load is predicted and corrected within the beat."""
    _, exact = solve(1 / 1200, outage=2.0, fresh=0.6, until=12.0)
    _, held = frozen(minutes / 60, outage=2.0, fresh=0.6, until=12.0)
    assert held / exact - 1 == pytest.approx(error, rel=0.08)
    if minutes <= 10:
        _, lost = through(minutes / 60, outage=2.0, fresh=0.6, until=12.0)
        assert abs(lost / exact - 1) < 5e-4


def pool_after(beat, *, heun, fresh=1.5, until=2.0, pool=0.3, quality=1.0):
    """Let the pool of an overloaded service move by Heun's rule or by Euler's."""
    for _ in range(round(until / beat)):
        work = np.zeros((WORK_ROWS, 1))
        asked = one_service(fresh=fresh, pool=pool, quality=quality)
        serve(asked, NO_HANDS, beat, work)
        pool = work[POOL, 0] if heun else pool + beat * work[SLOPE, 0]
    return pool


@pytest.mark.parametrize(("heun", "ratio", "band"), [(True, 4.0, 0.3), (False, 2.0, 0.2)])
def test_v32_halving_the_beat_divides_the_error(heun, ratio, band):
    """In a window in which the load stays above the room."""
    exact = pool_after(1 / 3840, heun=True)
    errors = [abs(pool_after(beat, heun=heun) - exact) for beat in (1 / 15, 1 / 30, 1 / 60)]
    assert all(a / b == pytest.approx(ratio, abs=band) for a, b in pairwise(errors))


def test_v32_the_rate_stays_exact_where_nothing_is_crowded():
    for beat in (BEAT, BEAT / 2):
        pool, _ = through(beat, outage=1.0, fresh=0.1, until=1.0)
        assert pool == pytest.approx(solve(1 / 1200, 1.0, 0.1, 1.0)[0], rel=1e-8)


@pytest.mark.parametrize("load", [0.5, 1.0, 1.2, 2.0, 5.0])
def test_without_requests_on_top_the_served_share_is_that_of_the_load(load):
    shed = mean_served_share(BEAT, fresh=load, pool=0.0, persistence=0.0)
    assert shed == pytest.approx(served_share(load, KAPPA), rel=1e-12)
    assert served_share(load, 0.0) == pytest.approx(min(1.0, 1.0 / load))


@pytest.mark.parametrize("load", [0.9, 1.05, 2.0, 5.0])
@pytest.mark.parametrize("quality", [0.3, 1.0])
def test_requests_on_top_load_the_service_that_fails_them(load, quality):
    requests = 1.5
    asked = {"fresh": load, "pool": 0.0, "quality": quality, "requests": requests}
    share = mean_served_share(BEAT, persistence=0.0, **asked)
    made = load * (1 + (requests - 1) * (1 - quality * share))
    assert share == pytest.approx(served_share(made, KAPPA), rel=1e-6)
    assert share <= served_share(load, KAPPA)


@pytest.mark.parametrize(("servers", "offered"), [(1, 0.5), (10, 8.0), (10, 10.0), (100, 90.0)])
def test_v7_v8_the_kernels_are_erlangs(servers, offered):
    assert erlang_b(servers, offered) == pytest.approx(queues.erlang_b(servers, offered), rel=1e-12)
    assert erlang_c(servers, offered) == pytest.approx(queues.erlang_c(servers, offered), rel=1e-12)


def test_v7_v8_golden_figures():
    assert erlang_b(10, 10.0) == pytest.approx(0.21458234, abs=5e-9)
    assert erlang_c(10, 8.0) == pytest.approx(0.40918015, abs=5e-9)
    assert erlang_c(10, 8.0) / (10 - 8.0) == pytest.approx(0.204590, abs=5e-7)


@pytest.mark.parametrize(
    ("rho", "again", "busy"), [(1.0, 2.47365, 0.236178), (0.8, 1.40807, 0.187083)]
)
def test_v9_a_loss_system_with_retries_settles_where_cohen_says(rho, again, busy):
    """Ten servers of which each serves one call in a unit of time, eight calls, slow retries."""
    asked = {"fresh": 8.0, "capacity": 10.0, "persistence": rho, "mode": LOSS, "servers": 10}
    pool, retry, beat = 0.0, 0.1, 0.5
    for _ in range(8000):
        p = mean_served_share(beat, pool=pool, retry=retry, **asked)
        pool += beat * (rho * (1.0 - p) * (8.0 + retry * pool) - retry * pool)
    exact = slow_retrials(10, 8.0, rho)
    assert (retry * pool, 1.0 - p) == pytest.approx((exact.again, exact.busy), rel=1e-6)
    assert retry * pool == pytest.approx(again, abs=5e-6)
    assert 1.0 - p == pytest.approx(busy, abs=5e-7)


@pytest.mark.parametrize("load", [0.7, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("mode", [LOSS, WAITING])
def test_many_servers_are_a_fluid_that_sheds_its_load(load, mode):
    fluid = served_share(load, 0.0)
    gaps = [abs(share_with_room(load, mode, 0.0, c, 1.0) - fluid) for c in (10, 100, 1000)]
    assert gaps[0] >= gaps[1] >= gaps[2]
    assert gaps[2] < 0.03
    assert gaps[0] > 0.05 or load != 1.0 or mode != LOSS  # ten servers are not yet a fluid


@pytest.mark.parametrize("offered", [6.0, 9.0, 12.0])
def test_those_who_wait_too_long_leave(offered):
    shares = [timely_share(10, offered, t) for t in (0.0, 0.5, 5.0)]
    assert shares == sorted(shares)
    assert offered * shares[-1] < 10.0
    waits = 1.0 - erlang_c(10, offered * shares[0])
    assert shares[0] == pytest.approx(waits, abs=1e-9)  # nobody waits who has no patience


@pytest.mark.parametrize("offered", [4.0, 8.0, 12.0, 20.0])
def test_leaving_after_a_wait_is_near_the_queue_with_impatience(offered):
    """M/M/c+D of Baccelli and Hebuterne: all c busy, virtual wait density until t, then lost."""
    c, t = 10, 1.0
    blocked = queues.erlang_b(c, offered)
    drift = offered - c
    spread = t if drift == 0.0 else (exp(drift * t) - 1.0) / drift
    below = 1.0 / blocked - 1.0  # weight of fewer than c busy, against 1 for a wait of 0
    total = below + 1.0 + offered * spread + offered * exp(drift * t) / c
    lost = offered * exp(drift * t) / c / total
    assert timely_share(c, offered, t) == pytest.approx(1.0 - lost, abs=0.08)


def hands_of(*channels, total):
    """Let one supplier work through these services, each with its reach."""
    count = len(channels)
    first = np.array([0, count], np.int64)
    return Hands(first, np.arange(count), np.array(channels, float), np.array([float(total)]))


def services(*fresh):
    """Describe several services that have room for everybody."""
    one = one_service(0.0, 0.0, capacity=1e9, persistence=0.0)
    many = Loads(*(np.repeat(field, len(fresh)) for field in one))
    return many._replace(fresh=np.array(fresh, float))


@pytest.mark.parametrize(
    ("asked", "matched"),
    [
        ((30.0, 20.0), (1.0, 1.0)),  # everybody is served
        ((120.0, 0.0), (0.5, 1.0)),  # more than those whom the app reaches
        ((60.0, 60.0), (100 / 120, 100 / 120)),  # all channels draw on the same cars
        ((120.0, 80.0), (0.5 * 100 / 140, 100 / 140)),  # both at once
    ],
)
def test_channels_share_the_same_cars(asked, matched):
    work = np.zeros((WORK_ROWS, 2))
    serve(services(*asked), hands_of(60.0, 90.0, total=100.0), BEAT, work)
    assert work[1] == pytest.approx(matched)
    assert (work[0] == 1.0).all()
    assert asked @ work[1] <= 100.0 + 1e-9


def test_refused_riders_try_again_within_the_beat():
    once = np.zeros((WORK_ROWS, 1))
    again = np.zeros((WORK_ROWS, 1))
    asked = services(120.0)
    serve(asked, hands_of(60.0, total=60.0), BEAT, once)
    serve(asked._replace(persistence=np.ones(1)), hands_of(60.0, total=60.0), BEAT, again)
    assert once[1, 0] == pytest.approx(0.5)
    assert again[1, 0] < 0.48
