"""Compare queues with golden values, with Markov chains solved at large, and with ciw."""

import json
from math import sqrt
from statistics import fmean, stdev

import ciw
import numpy as np
import pytest

from simulator.reliability.queues import erlang_b, erlang_c, limited_room
from simulator.reliability.repairs import exponential_makespan, machines_down, makespan
from simulator.reliability.retrials import retrial_chain, slow_retrials


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the values that were computed by other means."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


def long_run(rates):
    """Solve a whole Markov chain at once."""
    square = (rates - np.diag(rates.sum(1))).T
    square[-1] = 1.0
    return np.linalg.solve(square, np.eye(len(rates))[-1])


def simulated(n_runs, measure, room=None, servers=5, load=4.0, time=400.0):
    """Run M/M/c in ciw; give the mean of a measure and its standard error."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(load)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[servers],
        queue_capacities=[float("inf") if room is None else room - servers],
    )
    found = []
    for number in range(n_runs):
        ciw.seed(number)
        run = ciw.Simulation(network)
        run.simulate_until_max_time(time)
        records = [r for r in run.get_all_records() if r.arrival_date > time / 10]
        found.append(measure(records))
    return fmean(found), stdev(found) / sqrt(n_runs)


def test_calls_are_lost_as_erlang_says(golden):
    assert erlang_b(10, 10.0) == pytest.approx(golden["V7"]["B(10,10)"], rel=1e-9)
    assert erlang_b(100, 90.0) == pytest.approx(golden["V7"]["B(100,90)"], rel=1e-9)
    assert erlang_b(0, 3.0) == 1.0


def test_callers_wait_as_erlang_says(golden):
    wait = erlang_c(10, 8.0)
    assert wait == pytest.approx(golden["V8"]["C(10,8)"], rel=1e-9)
    assert wait / (10 - 8.0) == pytest.approx(golden["V8"]["Wq"], rel=1e-9)
    assert erlang_c(10, 10.0) == 1.0


def test_limited_room_refuses_and_fills(golden):
    crowd = limited_room(5, 10, 8.0)
    assert crowd.refused == pytest.approx(golden["V8"]["MM5_10_lam8_PK"], rel=1e-9)
    assert crowd.inside == pytest.approx(golden["V8"]["L"], rel=1e-9)
    assert limited_room(7, 7, 5.0).refused == pytest.approx(erlang_b(7, 5.0), rel=1e-12)


def test_ciw_waits_as_long():
    mean, error = simulated(20, lambda records: fmean(r.waiting_time for r in records))
    assert mean == pytest.approx(erlang_c(5, 4.0) / (5 - 4.0), abs=4 * error)
    assert error < 0.1


def test_ciw_refuses_as_often():
    def refused(records):
        return fmean(r.record_type == "rejection" for r in records)

    mean, error = simulated(20, refused, room=7, load=6.0)
    assert mean == pytest.approx(limited_room(5, 7, 6.0).refused, abs=4 * error)
    assert error < 0.01


def test_machines_wait_for_crews(golden):
    chances = machines_down(10, 2, 0.1, 1.0)
    assert sum(n * p for n, p in enumerate(chances)) == pytest.approx(
        golden["V5"]["Edown"], rel=1e-9
    )
    assert chances[0] == pytest.approx(golden["V5"]["P0"], rel=1e-9)


def test_work_takes_as_long_as_its_last_crew(golden):
    expected = golden["V6"]["exp_makespan_N200_c10"]
    assert exponential_makespan(200, 10, 1.0) == pytest.approx(expected, rel=1e-9)
    assert makespan(200, 10, 1.0) == 20.0
    assert makespan(201, 10, 2.0) == 10.5


@pytest.mark.parametrize("persistence", ["1.0", "0.8"])
def test_slow_retries_are_like_fresh_calls(golden, persistence):
    found = slow_retrials(10, 8.0, float(persistence))
    expected = golden["V9_fixed_point"][persistence]
    assert found.again == pytest.approx(expected["r"], rel=1e-9)
    assert found.busy == pytest.approx(expected["B"], rel=1e-9)


@pytest.mark.parametrize("retry", ["0.01", "0.1", "1", "10"])
def test_quick_retries_find_the_servers_as_busy_as_the_chain_says(golden, retry):
    found = retrial_chain(10, 8.0, 1.0, float(retry))
    assert found.busy == pytest.approx(golden["V9_exact_B_rho1"][retry], rel=1e-9)
    assert found.mean_busy == pytest.approx(8.0, rel=1e-9)  # nobody gives up


def test_the_retry_chain_by_levels_is_the_whole_chain():
    servers, offered, persistence, retry, top = 2, 1.5, 0.7, 0.8, 60
    place = {(n, i): n * 3 + i for n in range(top + 1) for i in range(3)}
    rates = np.zeros((len(place), len(place)))
    for (n, i), here in place.items():
        if i < servers:
            rates[here, place[n, i + 1]] += offered
        elif n < top:
            rates[here, place[n + 1, i]] += offered * persistence
        if i:
            rates[here, place[n, i - 1]] += i
        if n and i < servers:
            rates[here, place[n - 1, i + 1]] += n * retry
        elif n:
            rates[here, place[n - 1, i]] += n * retry * (1 - persistence)
    chances = long_run(rates).reshape(top + 1, 3)
    found = retrial_chain(servers, offered, persistence, retry)
    assert found.busy == pytest.approx(chances[:, -1].sum(), rel=1e-9)
    assert found.mean_busy == pytest.approx(chances.sum(0) @ [0, 1, 2], rel=1e-9)
    assert found.again == pytest.approx(retry * chances.sum(1) @ np.arange(top + 1), rel=1e-9)


def test_slow_retries_are_the_limit_of_the_chain():
    limit = slow_retrials(10, 8.0, 0.8).busy
    gaps = [retrial_chain(10, 8.0, 0.8, retry).busy - limit for retry in (1.0, 0.1, 0.01)]
    assert gaps[0] > gaps[1] > gaps[2] > 0.0
    assert gaps[2] < 1e-3
