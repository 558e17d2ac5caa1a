"""Compare caches that warm up with the solution of their differential equation (V34)."""

import json
import math

import pytest
import simpy
from scipy.integrate import solve_ivp

from simulator.infrastructure.machines import Machines
from simulator.infrastructure.warmup import HEADROOM, capacity_share, hit_ratio_after
from simulator.model.scenario import Scenario
from simulator.units import HOUR_S, MINUTE_S

BEST = 0.9
TAU_MIN = 30.0
BLACKOUT = {
    "id": "blackout", "kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 1.0},
    "at": "2022-10-15T01:00:00+09:00",
}  # fmt: skip


class Capacities:
    """Write down when the cache warmed by how much; nothing else matters here."""

    def __init__(self, env):
        self.env, self.warmth, self.cold_s = env, [], None
        self.part = None

    def event(self, kind, *_args, **_more):
        """Keep the instant at which a cold cache began to serve."""
        if kind == "cache-cold":
            self.cold_s = self.env.now
        return 0

    def state(self, level, element, *_rest):
        """Keep every step of the cache."""
        if (level, element) == ("component", "text") and self.cold_s is not None:
            self.warmth.append(((self.env.now - self.cold_s) / MINUTE_S, self.part.warmth))


@pytest.fixture
def warm(checkout):
    """Restart a component with a cold cache under a load; list its warmth by minutes."""

    def run(load):
        toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
        cache = {"hit_ratio": BEST, "warm_up_min": TAU_MIN}
        toy["components"][0].update(pattern="none", standby=[], cache=cache)
        toy["hazards"] = [BLACKOUT]
        env = simpy.Environment()
        log = Capacities(env)
        scenario = Scenario.model_validate_json(json.dumps(toy))
        machines = Machines(env, scenario, 1, log)
        log.part = machines.plant.parts["text"]
        machines.warming.load["text"] = load
        env.run(until=40 * HOUR_S)
        return log.warmth

    return run


@pytest.mark.parametrize("served", [0.05, 0.1, 0.18])
def test_a_cache_warms_exponentially_at_a_constant_rate(warm, served):
    """Hold h(t) = h*(1 - exp(-S t / tau)) and C = kappa / (1 - h) at every step."""
    steps = [row for row in warm(served) if row[1] < 1.0]
    assert len(steps) > 50
    for t_min, warmth in steps:
        hit = BEST * -math.expm1(-served * t_min / TAU_MIN)
        assert 1.0 - (1.0 - BEST) / warmth == pytest.approx(hit, rel=1e-9, abs=1e-12)
        assert warmth == pytest.approx((1.0 - BEST) / (1.0 - hit), rel=1e-9)


def test_a_cold_cache_leaves_a_tenth_of_the_capacity(warm):
    first = min(warmth for _, warmth in warm(1e-12))
    assert first == pytest.approx(1.0 - BEST, rel=1e-9)
    assert capacity_share(0.0, BEST) == pytest.approx(0.1, rel=1e-12)
    assert capacity_share(BEST, BEST) == 1.0


@pytest.mark.parametrize("parts", [1, 2, 7, 100])
def test_steps_of_any_length_lead_to_the_same_ratio(parts):
    hit = 0.2
    for _ in range(parts):
        hit = hit_ratio_after(hit, BEST, 1.0, 3.0 / parts)
    assert hit == pytest.approx(BEST + (0.2 - BEST) * math.exp(-3.0), rel=1e-12)


def test_a_full_load_warms_it_as_fast_as_its_room_lets_it(warm):
    """Hold the steps against an integrator of dh/dt = (h* - h) min(1, headroom C(h)) / tau."""

    def rate(_t, hit):
        served = min(1.0, HEADROOM * (1.0 - BEST) / (1.0 - hit[0]))
        return [(BEST - hit[0]) * served / TAU_MIN]

    steps = [row for row in warm(1.0) if row[1] < 1.0]
    exact = solve_ivp(
        rate, (0.0, steps[-1][0]), [0.0], t_eval=[t for t, _ in steps], rtol=1e-10, atol=1e-12
    )
    found = [1.0 - (1.0 - BEST) / warmth for _, warmth in steps]
    worst = max(abs(a - b) for a, b in zip(found, exact.y[0], strict=True))
    assert worst < 0.02  # a step is a tenth of the time constant
