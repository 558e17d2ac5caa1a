"""Check what the redundancy of components is said to promise."""

import json

import pytest

from simulator.model.scenario import Scenario
from simulator.reliability.promises import promises, room_after_loss


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def promised(toy):
    """List the promises of a toy by component."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    return {one.component: one for one in promises(scenario)}


def test_tools_that_burn_with_it_leave_only_a_move_by_hand(toy):
    text = promised(toy)["text"]
    assert text.stuck_in == ("north",)
    assert text.chance == 0.0
    assert text.by_hand_h == pytest.approx(0.5 + 1.0 + 3.0)  # detect, decide undrilled, effort
    assert text.room == 0.75
    assert promised(toy).keys() == {"text"}  # the others have no second place


def test_tools_elsewhere_restore_the_chance_and_speed_the_hands(toy):
    toy["components"][2]["servers"] = {"south-a": 50}
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    text = promised(toy)["text"]
    assert text.stuck_in == ()
    assert text.chance == pytest.approx(0.95)
    assert text.rto_h == pytest.approx(0.5 + 0.5 + 0.25)
    assert text.by_hand_h == pytest.approx(0.5 + 0.5 + 3.0 / 4.0)


def test_a_pattern_brings_its_own_room_and_lost_work(toy):
    toy["components"][0]["pattern"] = "pilot-light"
    toy["components"][0]["failover"] = {"rpo_h": 2.0}
    text = promised(toy)["text"]
    assert text.room == pytest.approx(0.075)
    assert (text.full_after_h, text.rpo_h) == (4.0, 2.0)


def test_mirrors_keep_what_the_largest_place_leaves(toy):
    toy["components"][0].update(pattern="active-active", recovery_needs=[])
    assert promised(toy)["text"].room == pytest.approx(0.5 + 0.5 + 0.75 - 0.75)
    assert promised(toy)["text"].rto_h == pytest.approx(0.25)  # nobody has to decide


@pytest.mark.parametrize(("n", "room"), [(1, 0.0), (2, 0.7142857142857143), (3, 20 / 21), (4, 1.0)])
def test_room_after_the_loss_of_one_of_equal_sites(n, room):
    assert room_after_loss(n, 0.7) == pytest.approx(room, rel=1e-12)
