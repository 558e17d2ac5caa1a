"""Check what lost components mean for features and services."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.scenario import Scenario
from simulator.topology.quality import capacities, qualities, wire


def test_a_declaration_is_wired_by_name(checkout):
    text = (checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8")
    toy = json.loads(text)
    more = {"on": ["media", "rival"], "at_least": 2, "independent": True, "session_h": 12.0}
    toy["services"][2]["features"][0] |= {"combine": "minimum", "needs": [{"on": "text"}, more]}
    wired = wire(Scenario.model_validate_json(json.dumps(toy)))
    assert wired.component_ids == ("text", "media", "tools", "rival-core")
    assert wired.feature_ids == ("talk.text", "talk.media", "pay.pay", "rival.text", "sms.text")
    assert wired.feature_service.tolist() == [0, 0, 1, 2, 3]
    assert wired.member_on.tolist() == [0, 0, 1, 4, 0, 1, 6]  # pay leans on the service talk
    assert wired.member_first.tolist() == [0, 1, 2, 3, 4, 5, 7]
    assert wired.needs_weight.tolist() == [1.0, 1.0, 1.0, 0.5, 1.0, 1.0]
    assert wired.needs_hard.tolist() == [True, True, True, False, True, True]
    assert wired.needs_enough.tolist() == [1, 1, 1, 1, 1, 2]
    assert wired.needs_independent.tolist() == [False] * 5 + [True]
    assert wired.needs_session_h.tolist() == [0.0] * 5 + [12.0]
    assert wired.needs_worst.tolist() == [False] * 4 + [True, True]


def test_a_hard_dependency_multiplies_and_a_soft_one_spares(wiring):
    wired = wiring(2, [(0, 1.0)], [(0, 0, 1.0), (0, 1, 0.4)])
    feature, service = qualities(wired, np.array([0.5, 0.25]))
    assert feature[0] == pytest.approx(0.5 * (1 - 0.4 * 0.75), rel=1e-12)
    assert service[0] == feature[0]


def test_a_bottleneck_has_the_quality_of_its_worst_dependency(wiring):
    needs = [(0, 0, 1.0), (0, 1, 0.4), (1, 0, 1.0), (1, 1, 0.4)]
    wired = wiring(2, [(0, 0.5), (0, 0.5)], needs, bottleneck={1})
    feature, _ = qualities(wired, np.array([0.5, 0.25]))
    assert feature == pytest.approx([0.5 * 0.7, 0.5], rel=1e-12)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, 0.9),  # any of them: the best
        ({"enough": 2}, 0.8),
        ({"enough": 3}, 0.5),
        ({"independent": True}, 1 - 0.1 * 0.2 * 0.5),
        ({"enough": 2, "independent": True}, 0.9 * 0.8 + 0.9 * 0.2 * 0.5 + 0.1 * 0.8 * 0.5),
        ({"enough": 3, "independent": True}, 0.9 * 0.8 * 0.5),
    ],
)
def test_of_several_some_are_enough(wiring, more, expected):
    wired = wiring(4, [(0, 1.0)], [(0, 3, 1.0), (0, (0, 1, 2), 1.0, more)])
    feature, _ = qualities(wired, np.array([0.8, 0.5, 0.9, 1.0]))
    assert feature[0] == pytest.approx(expected, rel=1e-12)


def test_sessions_hold_a_dependency_up_but_not_above_what_it_gets(wiring):
    wired = wiring(2, [(0, 1.0)], [(0, 0, 1.0), (0, 1, 0.5, {"session_h": 12.0})])
    held = np.array([0.0, 0.6])
    assert qualities(wired, np.array([1.0, 0.2]), held)[0][0] == pytest.approx(1 - 0.5 * 0.4)
    assert qualities(wired, np.array([1.0, 0.8]), held)[0][0] == pytest.approx(1 - 0.5 * 0.2)


def test_a_service_is_the_mean_of_its_features_by_weight(wiring):
    wired = wiring(2, [(0, 0.7), (0, 0.3)], [(0, 0, 1.0), (1, 1, 1.0)])
    assert qualities(wired, np.array([1.0, 0.0]))[1][0] == pytest.approx(0.7, rel=1e-12)


def test_a_chain_of_services_passes_the_loss_on(wiring):
    wired = wiring(1, [(0, 1.0), (1, 1.0), (2, 1.0)], [(0, 0, 1.0), (1, 1, 0.5), (2, 2, 0.5)])
    assert qualities(wired, np.array([0.0]))[1] == pytest.approx([0.0, 0.5, 0.75], rel=1e-12)


def test_a_circle_of_soft_dependencies_has_its_fixed_point(wiring):
    """Solve a = q (1 - u (1 - b)), b = 1 - v (1 - a) by hand."""
    q, u, v = 0.6, 0.3, 0.5
    wired = wiring(1, [(0, 1.0), (1, 1.0)], [(0, 0, 1.0), (0, 2, u), (1, 1, v)])
    a = q * (1 - u * v) / (1 - q * u * v)
    assert qualities(wired, np.array([q]))[1] == pytest.approx([a, 1 - v * (1 - a)], rel=1e-9)
    assert qualities(wired, np.array([1.0]))[1].tolist() == [1.0, 1.0]


def test_without_any_loss_quality_is_exactly_one(wiring):
    wired = wiring(1, [(0, 0.1), (0, 0.2), (0, 0.7)], [(0, 0, 0.3)])
    assert qualities(wired, np.array([1.0]))[1].tolist() == [1.0]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1))
def test_more_quality_below_never_harms_above(wiring, quality, number, better):
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


def test_capacity_is_the_narrowest_hard_component_of_what_works(wiring):
    wired = wiring(
        3,
        [(0, 0.5), (0, 0.5), (1, 1.0)],
        [(0, 0, 1.0), (1, 1, 1.0), (0, 2, 0.5), (2, 1, 1.0)],
    )
    component = np.array([0.8, 0.3, 0.1])
    assert capacities(wired, component, np.ones(3)).tolist() == [0.3, 0.3]
    assert capacities(wired, component, np.array([1.0, 0.0, 0.0])).tolist() == [0.8, 1.0]


def test_the_capacity_of_several_is_that_of_the_last_one_that_must_work(wiring):
    component = np.array([0.2, 0.9, 0.5])
    for enough, expected in ((1, 0.9), (2, 0.5), (3, 0.2)):
        needs = [(0, (0, 1, 2), 1.0, {"enough": enough})]
        wired = wiring(3, [(0, 1.0)], needs)
        assert capacities(wired, component, np.ones(1)).tolist() == [expected]


def test_another_service_or_a_log_in_with_sessions_leaves_room(wiring):
    needs = [(0, (0, 2), 1.0), (0, 0, 1.0, {"session_h": 1.0}), (1, 1, 1.0)]
    wired = wiring(2, [(0, 1.0), (1, 1.0)], needs)
    assert capacities(wired, np.array([0.2, 0.4]), np.ones(2)).tolist() == [1.0, 0.4]
