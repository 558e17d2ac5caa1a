"""Check what lost components mean for features and services."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.scenario import Scenario
from simulator.topology.quality import Wiring, capacities, qualities, wire


def wiring(n_components, features, needs):
    """Wire features (service, weight) and needs (feature, on, weight) by index."""
    n_services = 1 + max(service for service, _ in features)
    return Wiring(
        component_ids=tuple(f"c{n}" for n in range(n_components)),
        feature_ids=tuple(f"s{service}.f{n}" for n, (service, _) in enumerate(features)),
        service_ids=tuple(f"s{n}" for n in range(n_services)),
        feature_service=np.array([service for service, _ in features]),
        feature_weight=np.array([weight for _, weight in features]),
        needs_feature=np.array([need[0] for need in needs], dtype=np.int64),
        needs_on=np.array([need[1] for need in needs], dtype=np.int64),
        needs_weight=np.array([need[2] for need in needs], dtype=np.float64),
    )


def test_a_declaration_is_wired_by_name(checkout):
    text = (checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8")
    wired = wire(Scenario.model_validate_json(text))
    assert wired.component_ids == ("text", "media", "tools", "rival-core")
    assert wired.feature_ids == ("talk.text", "talk.media", "pay.pay", "rival.text", "sms.text")
    assert wired.feature_service.tolist() == [0, 0, 1, 2, 3]
    assert wired.needs_on.tolist() == [0, 0, 1, 4, 3]  # pay leans on the service talk
    assert wired.needs_weight.tolist() == [1.0, 1.0, 1.0, 0.5, 1.0]


def test_a_hard_dependency_multiplies_and_a_soft_one_spares():
    wired = wiring(2, [(0, 1.0)], [(0, 0, 1.0), (0, 1, 0.4)])
    feature, service = qualities(wired, np.array([0.5, 0.25]))
    assert feature[0] == pytest.approx(0.5 * (1 - 0.4 * 0.75), rel=1e-12)
    assert service[0] == feature[0]


def test_a_service_is_the_mean_of_its_features_by_weight():
    wired = wiring(2, [(0, 0.7), (0, 0.3)], [(0, 0, 1.0), (1, 1, 1.0)])
    assert qualities(wired, np.array([1.0, 0.0]))[1][0] == pytest.approx(0.7, rel=1e-12)


def test_a_chain_of_services_passes_the_loss_on():
    wired = wiring(1, [(0, 1.0), (1, 1.0), (2, 1.0)], [(0, 0, 1.0), (1, 1, 0.5), (2, 2, 0.5)])
    assert qualities(wired, np.array([0.0]))[1] == pytest.approx([0.0, 0.5, 0.75], rel=1e-12)


def test_a_circle_of_soft_dependencies_has_its_fixed_point():
    """Solve a = q (1 - u (1 - b)), b = 1 - v (1 - a) by hand."""
    q, u, v = 0.6, 0.3, 0.5
    wired = wiring(1, [(0, 1.0), (1, 1.0)], [(0, 0, 1.0), (0, 2, u), (1, 1, v)])
    a = q * (1 - u * v) / (1 - q * u * v)
    assert qualities(wired, np.array([q]))[1] == pytest.approx([a, 1 - v * (1 - a)], rel=1e-9)
    assert qualities(wired, np.array([1.0]))[1].tolist() == [1.0, 1.0]


def test_without_any_loss_quality_is_exactly_one():
    wired = wiring(1, [(0, 0.1), (0, 0.2), (0, 0.7)], [(0, 0, 0.3)])
    assert qualities(wired, np.array([1.0]))[1].tolist() == [1.0]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1))
def test_more_quality_below_never_harms_above(quality, number, better):
    wired = wiring(
        3,
        [(0, 0.5), (0, 0.5), (1, 1.0)],
        [(0, 0, 1.0), (1, 1, 0.7), (1, 4, 0.3), (2, 2, 0.9), (2, 3, 0.4)],
    )
    raised = np.array(quality)
    raised[number] = max(raised[number], better)
    before, after = qualities(wired, np.array(quality)), qualities(wired, raised)
    assert np.all(after[0] >= before[0] - 1e-9)
    assert np.all((after[1] >= before[1] - 1e-9) & (after[1] >= 0) & (after[1] <= 1))


def test_capacity_is_the_narrowest_hard_component_of_what_works():
    wired = wiring(
        3,
        [(0, 0.5), (0, 0.5), (1, 1.0)],
        [(0, 0, 1.0), (1, 1, 1.0), (0, 2, 0.5), (2, 1, 1.0)],
    )
    component = np.array([0.8, 0.3, 0.1])
    assert capacities(wired, component, np.ones(3)).tolist() == [0.3, 0.3]
    assert capacities(wired, component, np.array([1.0, 0.0, 0.0])).tolist() == [0.8, 1.0]
