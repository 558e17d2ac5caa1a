"""Compare what fault trees say of a year with many years of machines that fail at random."""

from math import sqrt
from statistics import fmean, stdev

import pytest

from simulator.engine.machines_alone import run_machines
from simulator.reliability.blueprint import Blueprint
from simulator.reliability.diagram import read
from simulator.reliability.functions import FunctionTrees
from simulator.reliability.gates import Gates

YEAR_H = 8760.0
SEEDS = 60
ERRORS = 4.0
APPROXIMATION = 0.05
"""The trees take events at one instant as independent, and a switch as a part of an outage."""


def fixed(median_h, sigma=0.0):
    return {"median_h": median_h, "sigma": sigma}


CATALOGUE = [
    {"id": "cut", "kind": "network-failure", "per": "site", "rate_per_year": 6.0,
     "lasts": fixed(20.0, 0.8), "while_up": True},
    {"id": "power", "kind": "power-loss", "per": "site", "rate_per_year": 4.0,
     "lasts": fixed(10.0, 1.0), "while_up": True},
    {"id": "certificate", "kind": "expired-certificate", "per": "owner", "rate_per_year": 3.0,
     "lasts": fixed(10.0)},
    {"id": "software", "kind": "software-fault", "per": "service", "rate_per_year": 10.0,
     "lasts": fixed(5.0, 0.9), "share_mean": 0.4},
]  # fmt: skip


def declare(toys):
    """Declare a service for each way to be redundant, and one that leans softly on three."""
    passive = {"pattern": "active-passive", "standby": [{"zone": "b"}]}
    both = [{"zone": "b"}, {"zone": "c"}]
    patterns = {
        "plain": {},
        "pair": passive,
        "hand": passive | {"switch_effort": fixed(4.0), "priority": 60},
        "tooled": passive | {"recovery_needs": ["tools"]},
        "mirror": {"pattern": "active-active", "standby": [{"zone": "b"}]},
        "quorum": {"pattern": "quorum", "quorum": 2, "standby": both},
    }
    components = [toys.component(name, "o", {"a": 10}, **more) for name, more in patterns.items()]
    components.append(toys.component("tools", "o", {"a": 1}, kind="control"))
    services = [toys.service(f"v-{name}", "o", [{"on": name}]) for name in patterns]
    soft = [{"on": "plain", "weight": 0.3}, {"on": "quorum", "weight": 0.5}]
    services.append(toys.service("v-soft", "o", [*soft, {"on": "v-pair", "weight": 0.4}]))
    practice = {"drill_age_months": 6.0, "detect": fixed(0.1), "decide_drilled": fixed(0.3)}
    return toys.bare(
        horizon_h=YEAR_H, sites=[toys.site(name) for name in "abcd"], components=components,
        owners=[toys.owner("o", **practice, switch=fixed(0.5))], services=services,
        catalogue=CATALOGUE, random_hazards=True,
    )  # fmt: skip


@pytest.mark.slow
def test_a_year_of_random_faults_costs_what_the_trees_say(toys):
    scenario = declare(toys)
    blueprint = Blueprint(scenario, scenario.catalogue)
    runs = [run_machines(scenario, seed).lost_h for seed in range(SEEDS)]
    static = {}
    for service in scenario.services:
        trees = FunctionTrees(blueprint, Gates())
        tree = read(trees.gates, trees.service_refused(service.id))
        chances = {name: event.chance for name, event in trees.gates.events.items()}
        static[service.id] = tree.probability(chances) * YEAR_H
        lost = [run[service.id] for run in runs]
        error = stdev(lost) / sqrt(SEEDS)
        assert error < 0.07 * fmean(lost)
        allowed = ERRORS * error + APPROXIMATION * fmean(lost)
        assert static[service.id] == pytest.approx(fmean(lost), abs=allowed)
    assert static["v-tooled"] == pytest.approx(static["v-plain"], rel=1e-9)  # its tools go with it
    assert static["v-plain"] > static["v-pair"] > static["v-hand"]
