"""Compare DebtRank and inoperability with golden values and with the product of dependencies."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.reliability.dependence import dependence
from simulator.reliability.rankings import (
    debtrank,
    debtrank_scores,
    inoperability,
    inoperability_scores,
)
from simulator.topology.quality import qualities, wire


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the values that were computed by other means."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


@pytest.fixture
def toy(checkout):
    """Read the toy and let talk and pay lean on each other softly."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    toy["services"][0]["features"][0]["needs"].append({"on": "pay", "weight": 0.2})
    toy["services"][0]["features"][1]["needs"].append({"on": "tools", "weight": 0.3})
    return Scenario.model_validate_json(json.dumps(toy))


def test_a_shock_spreads_evenly_in_a_complete_graph(golden):
    matrix = np.full((5, 5), 0.5 / 4)
    np.fill_diagonal(matrix, 0.0)
    found = debtrank(matrix, np.array([0.2, 0, 0, 0, 0]))
    assert found == pytest.approx(golden["V24"]["DR"], rel=1e-9)
    assert found.sum() == pytest.approx(0.2 / (1 - 0.5), rel=1e-9)


def test_nobody_loses_more_than_everything():
    matrix = np.array([[0.0, 0.9, 0.9], [0.9, 0.0, 0.9], [0.9, 0.9, 0.0]])
    assert debtrank(matrix, np.array([1.0, 0.0, 0.0])).tolist() == [1.0, 1.0, 1.0]


def test_shocks_side_by_side_are_shocks_one_by_one():
    matrix = np.array([[0.0, 0.3, 0.6], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])
    value = np.array([3.0, 1.0, 0.0])
    one_by_one = [value @ debtrank(matrix, shock) / 4.0 for shock in np.eye(3)]
    assert debtrank_scores(matrix, value) == pytest.approx(one_by_one, rel=1e-12)


def test_inoperability_solves_its_equations(golden):
    matrix = np.array([[0.0, 0.3], [0.5, 0.0]])
    found = inoperability(matrix, np.array([0.4, 0.0]))
    assert found == pytest.approx(golden["V24"]["IIM"], rel=1e-9)
    value = np.array([2.0, 1.0])
    scores = [value @ inoperability(matrix, unit) / 3.0 for unit in np.eye(2)]
    assert inoperability_scores(matrix, value) == pytest.approx(scores, rel=1e-12)


def test_circles_that_amplify_have_no_inoperability():
    assert np.isnan(inoperability_scores(np.array([[0.0, 2.0], [0.6, 0.0]]), np.ones(2))).all()


def test_inoperability_is_the_soft_product_as_losses_vanish(toy):
    """The error against the product of dependencies falls with the square of the losses."""
    wiring, found = wire(toy), dependence(toy)
    losses = np.array([0.5, 0.3, 0.8, 0.4])  # of the components, before they are scaled down
    n_components, errors = len(losses), []
    for scale in (1e-1, 1e-2, 1e-3):
        exact = 1.0 - qualities(wiring, 1.0 - scale * losses)[1]
        outside = np.concatenate((scale * losses, np.zeros(len(exact))))
        linear = inoperability(found.matrix, outside)[n_components:]
        errors.append(np.max(np.abs(linear - exact)))
        assert np.all(linear[:2] > 0.0)
    assert errors[0] / errors[1] == pytest.approx(100.0, rel=0.15)
    assert errors[1] / errors[2] == pytest.approx(100.0, rel=0.05)
    assert errors[2] < 1e-5


def test_a_supply_that_others_replace_counts_nothing(toy):
    group = {"on": ["text", "media"], "at_least": 1, "weight": 0.8}
    raw = json.loads(toy.model_dump_json())
    raw["services"][2]["features"][0]["needs"] = [group]
    found = dependence(Scenario.model_validate_json(json.dumps(raw)))
    rival = found.names.index("rival")
    assert found.matrix[rival].tolist() == [0.0] * len(found.names)
    group["at_least"] = 2
    raw["services"][2]["features"][0]["needs"] = [group]
    found = dependence(Scenario.model_validate_json(json.dumps(raw)))
    assert found.matrix[rival, found.names.index("media")] == 0.8
