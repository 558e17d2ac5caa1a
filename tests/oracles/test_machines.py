"""Compare machines and operators with results that can be worked out by hand."""

import json
import math
from statistics import fmean, pstdev

import pytest
import simpy

from simulator.infrastructure.machines import Machines
from simulator.model.scenario import Scenario
from simulator.units import hours, seconds_from_hours

T_F, T_R = 0.25, 24.0


class Times:
    """Write down when each kind of event happened where, hours after the first."""

    def __init__(self, env):
        self.env, self.start_h = env, None
        self.found = {}

    def event(self, kind, where, *_args, **_more):
        """Keep the first time."""
        self.start_h = hours(self.env.now) if self.start_h is None else self.start_h
        self.found.setdefault((kind, where), hours(self.env.now) - self.start_h)
        return len(self.found)

    def state(self, *_args):
        """Leave states alone."""


def live(toy, seed=1):
    """Run machines to the horizon."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    env = simpy.Environment()
    times = Times(env)
    Machines(env, scenario, seed, times)
    env.run(until=seconds_from_hours(scenario.clock.horizon_h))
    return times.found


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites and let everything stand in one zone with power at once."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    toy["sites"][0]["zones"] = [{"id": "north-a", "ups_loss_min": 0.0}]
    for component in toy["components"][:3]:
        component["servers"] = {"north-a": sum(component["servers"].values())}
    toy["hazards"][0].update(
        cut_after_min=0.0, out_after_h=0.0, power_stages=[{"after_h": 0.0}], site="north"
    )
    return toy


@pytest.mark.parametrize(("servers", "batch"), [(1000, 50), (1000, 7), (999, 1000)])
def test_restart_takes_machines_over_rate(toy, servers, batch):
    """Makespan N / mu at constant strength (V6 with one crew)."""
    toy["owners"][0]["operations"]["crews"]["batch_servers"] = batch
    toy["components"][0]["servers"] = {"north-a": servers}
    found = live(toy)
    assert found["component-restarted", "text"] == pytest.approx(servers / 100.0, rel=1e-9)
    total = servers + 200 + 50
    assert found["component-restarted", "tools"] == pytest.approx(total / 100.0, rel=1e-9)


def test_restart_with_gathering_crews_follows_its_integral(toy):
    """Solve n(t) = mu (t - (1 - f) tau (1 - exp(-t / tau))) for N with batches of one."""
    crews = {"first_share": 0.4, "surge_h": 6.0, "batch_servers": 1}
    toy["owners"][0]["operations"]["crews"].update(crews)
    toy["components"][0]["servers"] = {"north-a": 1000}
    t_h = live(toy)["component-restarted", "text"]
    n = 100.0 * (t_h - 0.6 * 6.0 * -math.expm1(-t_h / 6.0))
    assert n == pytest.approx(1000, rel=1e-3)


def failing_over(toy, drill_age_months):
    """Let text fail over in T_F or be back on site after T_R, without any spread."""
    practice = toy["owners"][0]["operations"]
    practice.update(
        detect={"median_h": 0.0}, decide_drilled={"median_h": 0.0}, switch={"median_h": T_F},
        decide_undrilled={"median_h": 0.0}, drill_age_months=drill_age_months,
    )  # fmt: skip
    practice["crews"]["manual_servers_per_h"] = 100.0
    toy["components"][0].update(verification={"median_h": T_R - 2.0}, servers={"north-a": 200})
    toy["components"][0].pop("switch_effort", None)
    toy["components"][2].update(servers={"south-a": 50}, kind="compute")
    toy["owners"][0]["operations"]["crews"]["automated_servers_per_h"] = 100.0
    toy["components"][0]["minimum_share"] = 1.0
    return toy


def outage_h(found):
    """Tell how long text was out, hours."""
    return min(
        found.get((kind, "text"), math.inf) for kind in ("component-switched", "component-restored")
    )


def test_failover_is_a_mixture_of_two_outages(toy):
    """E = p T_f + (1 - p) T_r (V37), by the two outcomes and their share of seeds."""
    p = 0.8
    age = 12.0 * math.log(0.45 / (p - 0.5))  # the drill age at which the chance is p
    failing_over(toy, age)
    outages = [outage_h(live(toy, seed)) for seed in range(400)]
    assert {round(outage, 9) for outage in outages} == {T_F, T_R}
    expected = p * T_F + (1 - p) * T_R
    assert expected == pytest.approx(5.0, rel=1e-12)
    error = (T_R - T_F) * math.sqrt(p * (1 - p) / len(outages))
    assert pstdev(outages) == pytest.approx((T_R - T_F) * 0.4, rel=0.15)
    assert fmean(outages) == pytest.approx(expected, abs=4 * error)


def test_a_younger_drill_never_makes_an_outage_longer(toy):
    """The same luck against a larger chance (common random numbers)."""
    ages = (1200.0, 24.0, 12.0, 3.0, 0.0)
    for seed in range(30):
        outages = [outage_h(live(failing_over(toy, age), seed)) for age in ages]
        assert outages == sorted(outages, reverse=True)


@pytest.mark.parametrize("left", [0.3, 0.5, 0.7])
def test_a_strike_stretches_the_restart_by_its_inverse(toy, left):
    """N / (f mu) with a share f of the crews."""
    strike = {
        "id": "strike", "kind": "strike", "owners": ["acme"], "crew_share": left,
        "lasts": {"median_h": 400.0}, "at": toy["hazards"][0]["at"],
    }  # fmt: skip
    toy["hazards"].insert(0, strike)
    found = live(toy)
    assert found["component-restarted", "tools"] == pytest.approx(4.5 / left, rel=1e-9)
