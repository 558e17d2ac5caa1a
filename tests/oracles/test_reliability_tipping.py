"""Compare tipping points with the closed form, and with the equations followed in time."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.reliability.metastability import sustained_load, vulnerable_load
from simulator.reliability.tipping import (
    PERSISTENCE,
    PERSISTENCES,
    fresh_load,
    tipping_points,
)

THETA, STEP_H = 6.0, 1 / 600


@pytest.mark.parametrize("rho", [0.5, 0.7, 0.8, 0.9])
@pytest.mark.parametrize("kappa", [0.25, 0.5, 1.0, 2.0])
def test_without_further_requests_it_is_the_closed_form(rho, kappa):
    loads = np.linspace(1.0, 30.0, 290_001)
    found = fresh_load(loads, rho, kappa, 1.0)
    assert found[1234] == pytest.approx(sustained_load(float(loads[1234]), rho, kappa), rel=1e-12)
    assert found.min() == pytest.approx(vulnerable_load(rho, kappa), rel=1e-6)


def served(tries, kappa, requests):
    """Find the success of a try whose failures make further requests, from above."""
    share = 1.0
    for _ in range(300):
        load = tries * (1.0 + (requests - 1.0) * (1.0 - share))
        share = 1.0 if load <= 1.0 else float(np.exp(-kappa * (load - 1.0)) / load)
    return share


def pool_after(fresh, rho, kappa, requests, outage_h, until_h):
    """Follow dR/dt = rho (1 - s) F - theta R through an outage and what comes after."""
    pool = 0.0
    for n in range(round(until_h / STEP_H)):
        tries = fresh + THETA * pool
        share = 0.0 if n * STEP_H < outage_h else served(tries, kappa, requests)
        pool += STEP_H * (rho * (1.0 - share) * tries - THETA * pool)
    return pool


@pytest.mark.parametrize("requests", [1.0, 1.5])
def test_below_the_vulnerable_load_a_service_returns_and_above_it_stays_down(requests):
    rho, kappa = 0.8, 1.0
    limit = float(fresh_load(np.linspace(1.0, 30.0, 290_001), rho, kappa, requests).min())
    assert pool_after(limit - 0.03, rho, kappa, requests, 3.0, 40.0) < 1e-3
    assert pool_after(limit + 0.03, rho, kappa, requests, 3.0, 40.0) > 0.05


def test_shedding_load_or_a_retry_budget_lowers_the_room_that_is_needed(checkout):
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    toy["services"][0].update(peak_capacity=1.2, goodput_decay=1.0, client_requests=1.5)
    needed = []
    for change in ({}, {"client_requests": 1.1}, {"client_requests": 1.0, "goodput_decay": 0.0}):
        toy["services"][0].update(change)
        points = tipping_points(Scenario.model_validate_json(json.dumps(toy)))
        needed.append(next(one for one in points if one.service == "talk"))
    assert needed[0].room_needed > needed[1].room_needed > needed[2].room_needed
    assert needed[0].tips_at is not None
    assert needed[0].tips_at > 1.0
    assert needed[2].tips_at is None
    assert needed[2].room_needed == pytest.approx(1 / 1.2)  # it must carry its own peak
    assert PERSISTENCE == 0.7
    most = [one.room_needed_at_most for one in points]
    assert most == sorted(most, reverse=True)


@pytest.fixture
def verdict(checkout):
    """Give talk the room and levers of a case that was played with people."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))

    def call(room, kappa, requests):
        levers = {"goodput_decay": kappa, "client_requests": requests}
        toy["services"][0].update(peak_capacity=room, **levers)
        points = tipping_points(Scenario.model_validate_json(json.dumps(toy)))
        return next(one for one in points if one.service == "talk")

    return call


def test_the_verdict_is_no_better_than_what_people_without_alternatives_do(verdict):
    """The cases of tests/unit/population/test_rush.py that stay down after an hour's outage."""
    typical = verdict(1.8, 0.5, 1.5)
    assert not typical.returns
    assert typical.tips_at is None  # at the middle rho it would return
    assert not verdict(1.25, 0.0, 1.5).returns


def test_the_verdict_is_that_of_a_run_where_load_is_shed(verdict):
    assert verdict(1.8, 0.0, 1.5).returns


def test_whoever_tries_again_more_often_catches_a_service_sooner(verdict):
    found = verdict(1.8, 0.5, 1.5)
    low, middle, high = found.vulnerable_loads
    assert low > middle > high
    assert middle == found.vulnerable_load
    assert found.room_needed_at_most == pytest.approx(found.peak_load / high)
    late = {"outage_h": 6.0, "until_h": 20.0}
    assert pool_after(high - 0.05, PERSISTENCES[-1], 0.5, 1.5, **late) < 1e-2
    assert pool_after(high + 0.03, PERSISTENCES[-1], 0.5, 1.5, **late) > 0.05
