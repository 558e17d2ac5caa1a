"""Check the other forms of the model against closed forms and scipy's distributions."""

import json
from math import prod

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma, weibull_min

from simulator.infrastructure.by_law import MOST_STEPS, steps
from simulator.infrastructure.machines import Machines
from simulator.model.scenario import Scenario
from simulator.model.structure import OPERATOR_FIRES, SITE_LOSSES, YEARS_WATCHED, Restoration
from simulator.topology.propagation import Propagation
from simulator.topology.quality import qualities, wire
from simulator.units import hours, seconds_from_hours

EXACT = 1e-12
SHARES = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4)
WEIGHTS = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0]), min_size=4, max_size=4)


@pytest.fixture(scope="module")
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def feature(toy, law, weights, combine="product"):
    """Wire one function that leans on all four components, under a law of hard dependencies."""
    names = [component["id"] for component in toy["components"]]
    needs = [{"on": name, "weight": w} for name, w in zip(names, weights, strict=True)]
    own = {"id": "f", "name": "F", "weight": 1.0, "combine": combine, "needs": needs}
    services = [{"id": "talk", "name": "Talk", "features": [own]}]
    declared = {**toy, "services": services, "structure": {"hard_needs": law}}
    return wire(Scenario.model_validate_json(json.dumps(declared)))


def quality(toy, law, weights, shares, combine="product"):
    """Find its quality in one go, and hold the step-by-step one to it."""
    wired = feature(toy, law, weights, combine)
    found = float(qualities(wired, np.array(shares))[0][0])
    followed = Propagation(wired)
    for number, share in enumerate(shares):
        followed.put(number, (share, share), 0.0, 0)
    assert followed.feature[0] == found
    return found


@given(SHARES, WEIGHTS)
def test_the_minimum_of_hard_dependencies_lies_between_product_and_bottleneck(toy, shares, weights):
    """Find prod of all <= min of the hard x prod of the soft <= min of all."""
    left = [1.0 - w * (1.0 - q) for w, q in zip(weights, shares, strict=True)]
    hard = [f for f, w in zip(left, weights, strict=True) if w == 1.0]
    soft = [f for f, w in zip(left, weights, strict=True) if w < 1.0]
    mixed = min(hard, default=1.0) * prod(soft)
    assert quality(toy, "product", weights, shares) == pytest.approx(prod(left), abs=EXACT)
    assert quality(toy, "minimum", weights, shares) == pytest.approx(mixed, abs=EXACT)
    assert quality(toy, "as-declared", weights, shares, "minimum") == min(left)
    assert prod(left) <= mixed + EXACT <= min(left) + 2 * EXACT


@given(SHARES, WEIGHTS)
def test_as_declared_is_the_product_where_nothing_is_said(toy, shares, weights):
    declared = quality(toy, "as-declared", weights, shares)
    assert declared == quality(toy, "product", weights, shares)


def test_a_chain_of_hard_dependencies_loses_by_its_power_or_once(toy):
    """Lean on n equals of quality q: q ** n by the product, q by the minimum."""
    assert quality(toy, "product", [1.0] * 4, [0.9] * 4) == pytest.approx(0.9**4, rel=EXACT)
    assert quality(toy, "minimum", [1.0] * 4, [0.9] * 4) == 0.9


@given(st.floats(0.5, 200.0), st.floats(0.3, 8.0), st.floats(0.0, 0.999))
def test_times_are_the_quantiles_of_a_weibull_law(median_h, shape, share):
    law = Restoration(law="weibull", median_h=median_h, shape=shape)
    theirs = weibull_min(shape, scale=median_h / np.log(2.0) ** (1.0 / shape))
    assert law.when_h(share) == pytest.approx(theirs.ppf(share), rel=1e-9, abs=1e-12)
    assert law.mean_h == pytest.approx(theirs.mean(), rel=1e-9)


@given(st.integers(1, 100_000), st.floats(0.5, 5.0))
def test_steps_bring_every_machine_back_once(machines, shape):
    law = Restoration(law="weibull", median_h=10.0, shape=shape)
    parts = list(steps(law, machines))
    assert sum(count for _, count in parts) == machines
    assert len(parts) == min(machines, MOST_STEPS)
    assert min(count for _, count in parts) >= 1
    assert min(wait_s for wait_s, _ in parts) > 0.0


class Live:
    """Write down how many machines of a component run, hours of the run."""

    def __init__(self, env):
        self.env, self.found = env, []

    def event(self, *_args, **_more):
        """Leave events alone."""
        return 0

    def state(self, level, element, _quality, live, _condition=""):
        """Keep the share of machines that run."""
        if (level, element) == ("component", "media"):
            self.found.append((hours(self.env.now), live))


def returned(toy, crews, median_h=3.0, shape=2.0):
    """Cut the power of both zones at hour 1, give it back at hour 7, and follow the machines."""
    declared = json.loads(json.dumps(toy))
    declared["structure"] = {
        "restoration": {"law": "weibull", "median_h": median_h, "shape": shape}
    }
    declared["owners"][0]["operations"]["crews"] |= crews
    declared["components"][1]["servers"] = {"north-b": 5000}
    declared["hazards"][0]["power_stages"] = [{"after_h": 6.0}]
    env = simpy.Environment()
    live = Live(env)
    Machines(env, Scenario.model_validate_json(json.dumps(declared)), 1, live)
    env.run(until=seconds_from_hours(40.0))
    return live.found


def test_a_component_comes_back_as_the_distribution_function_says(toy):
    """Stay within half a step of F(t), 1 - exp(-ln 2 (t / median) ** shape), and end whole."""
    found = returned(toy, {})
    theirs = weibull_min(2.0, scale=3.0 / np.sqrt(np.log(2.0)))
    back = [(t_h, live) for t_h, live in found if t_h > 7.0]
    assert len(back) >= MOST_STEPS
    for t_h, live in back[:MOST_STEPS]:
        assert live == pytest.approx(theirs.cdf(t_h - 7.0), abs=0.5 / MOST_STEPS + 1e-9)
    assert back[-1][1] == 1.0


def test_no_crew_makes_it_faster_or_slower(toy):
    few = returned(toy, {"manual_servers_per_h": 1.0, "automated_servers_per_h": 1.0})
    assert few == returned(toy, {"manual_servers_per_h": 1e5, "teams": 9, "first_share": 0.1})
    assert few != returned(toy, {}, median_h=4.0)


def test_the_operators_prior_is_jeffreys():
    """Gamma(n + 1/2) over the years watched: mean, 5 and 95 % points."""
    theirs = gamma(SITE_LOSSES + 0.5, scale=1.0 / YEARS_WATCHED)
    expected = (theirs.mean(), theirs.ppf(0.05), theirs.ppf(0.95))
    assert pytest.approx(expected, rel=1e-3) == OPERATOR_FIRES
