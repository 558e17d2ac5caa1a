"""Check that apps are held together, that as many have each as declared, and by whose luck."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario

PEOPLE = 40_000
A, B = 0.4, 0.2


def country(lives, together, *, extra=False):
    """Declare two apps and a card in one category, and the first app again in another."""
    apps = [
        {**lives.TALK, "holders": A, "primacy": 1.0},
        {**lives.RIVAL, "holders": B, "primacy": 1.0},
        {"service": "sms", "outside": True, "holders": A},
    ]
    declared = json.loads(lives.toy(*apps).model_dump_json())
    people = declared["people"]
    people["behaviour"]["repertoire_together"] = together
    other = json.loads(json.dumps(people["categories"][0]))
    other.update(id="pay", name="Paying", options=[{**apps[0], "holders": A / 2}])
    people["categories"].append(other)
    if extra:
        plain = [{"id": "any", "name": "Any", "weight": 1.0}]
        declared["services"].insert(0, {"id": "new", "name": "New", "features": plain})
        new = {"service": "new", "holders": 0.5, "primacy": 0.0}
        people["categories"][0]["options"].insert(0, new)
    return Scenario.model_validate_json(json.dumps(declared))


def held(lives, scenario, category, option):
    """Tell who holds an option."""
    world, crowd = lives.crowd_of(scenario, PEOPLE)
    slots = crowd._block.slots["held"]  # noqa: SLF001 - the only way to see what people hold
    return (slots.reshape(PEOPLE, len(world.category_ids))[:, category] >> option & 1).astype(bool)


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_as_many_have_each_app_whatever_they_have_beside(lives, together):
    scenario = country(lives, together)
    for option, share in enumerate((A, B, A)):
        found = held(lives, scenario, 0, option).mean()
        assert found == pytest.approx(share, abs=4 * (share * (1 - share) / PEOPLE) ** 0.5)


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_both_apps_go_together_as_a_mixture_of_none_and_all(lives, together):
    scenario = country(lives, together)
    both = held(lives, scenario, 0, 0) & held(lives, scenario, 0, 1)
    expected = (1 - together**2) * A * B + together**2 * min(A, B)
    assert both.mean() == pytest.approx(expected, abs=4 * (expected / PEOPLE) ** 0.5)


def test_what_is_no_app_goes_with_no_app(lives):
    scenario = country(lives, 1.0)
    both = held(lives, scenario, 0, 0) & held(lives, scenario, 0, 2)
    assert both.mean() == pytest.approx(A * A, abs=4 * (A * A / PEOPLE) ** 0.5)


def test_whoever_has_an_app_for_the_rarer_use_has_it_for_the_common_one(lives):
    scenario = country(lives, 0.3)
    common, rare = held(lives, scenario, 0, 0), held(lives, scenario, 1, 0)
    assert rare.sum() > 0
    assert not (rare & ~common).any()


def test_one_more_app_changes_nothing_that_others_have(lives):
    before, after = country(lives, 0.5), country(lives, 0.5, extra=True)
    for option in range(3):
        assert np.array_equal(held(lives, before, 0, option), held(lives, after, 0, option + 1))
