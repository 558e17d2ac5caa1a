"""Compare years of random hazards with fault trees that are solved exactly, without a run.

The two know nothing of each other: one lives through the hazards of a class, the other multiplies
its rate by its mean length. A simulated mean must lie within four standard errors.
"""

import math
from statistics import fmean, stdev

import pytest

from simulator.engine.machines_alone import run_machines
from simulator.io.bundled import bundled
from simulator.io.scenario_files import read_scenario
from simulator.reliability.assessment import Assessment

YEARS = 1200
MORE_OFTEN = 4.0
"""Times the standard rates, so that luck matters less; events still hardly ever overlap."""
YEAR_H = 8760.0


@pytest.mark.parametrize("name", ["network", "software", "bad-push", "certificate"])
def test_a_class_costs_what_its_rate_and_length_say(name):
    owner = read_scenario(str(bundled("scenarios", "worlds/reference.yaml")))
    kind = next(kind for kind in owner.catalogue if kind.id == name)
    kind = kind.model_copy(update={"rate_per_year": MORE_OFTEN * kind.rate_per_year})
    clock = owner.clock.model_copy(update={"horizon_h": YEAR_H})
    changes = {"catalogue": (kind,), "random_hazards": True, "clock": clock}
    scenario = owner.model_copy(update=changes)
    lost = [run_machines(scenario, seed).lost_h["portal"] for seed in range(YEARS)]
    (row,) = Assessment(scenario, (kind,), lambda _done: None).services()
    exact_h = row.down * YEAR_H
    error_h = stdev(lost) / math.sqrt(YEARS)
    assert 0.0 < error_h < 0.15 * exact_h
    assert fmean(lost) == pytest.approx(exact_h, abs=4.0 * error_h)
