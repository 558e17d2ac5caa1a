"""Check what dependencies make of quality against closed forms and linear systems."""

import json
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.scenario import Scenario
from simulator.topology.propagation import Propagation
from simulator.topology.quality import qualities, wire
from simulator.units import HOUR_S

EXACT = 1e-9
QUALITY = {"text": 0.9, "media": 0.7, "tools": 0.4, "rival-core": 1.0}


@pytest.fixture(scope="module")
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def declare(toy, services):
    """Give the toy services of the form {id: [(weight of a feature, combine, needs), ...]}."""
    declared = [
        {
            "id": name,
            "name": name,
            "name_ko": name,
            "features": [
                {"id": f"f{number}", "name": "F", "name_ko": "F", "weight": weight,
                 "combine": combine, "needs": needs}
                for number, (weight, combine, needs) in enumerate(features)
            ],
        }
        for name, features in services.items()
    ]  # fmt: skip
    return Scenario.model_validate_json(json.dumps({**toy, "services": declared}))


def quality(toy, features):
    """Find the quality of one service under the given qualities of components."""
    wired = wire(declare(toy, {"talk": features}))
    component = np.array([QUALITY[name] for name in wired.component_ids])
    return float(qualities(wired, component)[1][0])


def need(on, weight=1.0, **more):
    """Write a dependency."""
    return {"on": on, "weight": weight, **more}


THREE = ["text", "media", "tools"]


@pytest.mark.parametrize(
    ("combine", "needs", "expected"),
    [
        ("product", [need("text"), need("media")], 0.9 * 0.7),
        ("minimum", [need("text"), need("media")], 0.7),
        ("product", [need("text"), need("media", 0.4)], 0.9 * (1 - 0.4 * 0.3)),
        ("minimum", [need("text"), need("tools", 0.1)], 0.9),
        ("product", [need("tools", 0.0)], 1.0),
        ("product", [need(THREE, independent=True)], 1 - 0.1 * 0.3 * 0.6),  # any of them
        ("product", [need(THREE)], 0.9),  # the best of them
        ("product", [need(THREE, at_least=2)], 0.7),
        (
            "product",
            [need(THREE, at_least=2, independent=True)],
            0.9 * 0.7 * 0.4 + 0.9 * 0.7 * 0.6 + 0.9 * 0.3 * 0.4 + 0.1 * 0.7 * 0.4,
        ),
        ("product", [need(THREE, 0.5, at_least=3)], 1 - 0.5 * 0.6),
    ],
)
def test_a_function_has_the_quality_of_its_closed_form(toy, combine, needs, expected):
    assert quality(toy, [(1.0, combine, needs)]) == pytest.approx(expected, rel=EXACT)


def test_functions_add_up_by_weight(toy):
    features = [(0.6, "product", [need("text"), need("tools", 0.5)]), (0.3, "product", []),
                (0.1, "minimum", [need("media"), need("tools")])]  # fmt: skip
    expected = 0.6 * 0.9 * 0.7 + 0.3 + 0.1 * 0.4
    assert quality(toy, features) == pytest.approx(expected, rel=EXACT)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.95)), min_size=2, max_size=6))
def test_a_ring_of_services_solves_its_linear_system(toy, ring):
    """Let q_i = c (1 - w_i (1 - q_next)) for each; c is the quality of the same component."""
    n = len(ring)
    names = [f"s{number}" for number in range(n)]
    services = {
        name: [(1.0, "product", [need("text", 1 - loss), need(names[(number + 1) % n], weight)])]
        for number, (name, (loss, weight)) in enumerate(zip(names, ring, strict=True))
    }
    wired = wire(declare(toy, services))
    c = np.array([1 - (1 - loss) * (1 - QUALITY["text"]) for loss, _ in ring])
    w = np.array([weight for _, weight in ring])
    system = np.eye(n) - np.roll(np.diag(c * w), 1, axis=1)
    expected = np.linalg.solve(system, c * (1 - w))
    component = np.array([QUALITY["text"], 1.0, 1.0, 1.0])
    assert qualities(wired, component)[1] == pytest.approx(expected, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("left", [0.0, 0.25])
def test_log_in_sessions_decay_as_they_should(toy, left):
    """Find q + (1 - q) exp(-(t - t0) / tau), soft by omega, whenever one looks."""
    tau_h, omega, began_h = 12.0, 0.8, 3.0
    needs = [need("text", omega, session_h=tau_h)]
    propagation = Propagation(wire(declare(toy, {"talk": [(1.0, "product", needs)]})))
    propagation.put(0, (left, left), began_h * HOUR_S, 1)
    for after_h in (0.0, 0.5, 12.0, 30.0):
        list(propagation.fade((began_h + after_h) * HOUR_S))
        supply = left + (1 - left) * exp(-after_h / tau_h)
        assert propagation.feature[0] == pytest.approx(1 - omega * (1 - supply), rel=EXACT)
