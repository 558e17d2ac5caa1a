"""Check who is born where, and with what."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario

PEOPLE = 4000


@pytest.fixture(scope="module")
def country(lives):
    """Declare two regions, children, two segments and a scarce second app."""
    declared = lives.toy(lives.TALK, {**lives.RIVAL, "holders": {"old": 0.1, "all": 0.5}})
    declared = json.loads(declared.model_dump_json())
    region = declared["people"]["regions"][0]
    people = declared["people"]
    people["regions"] = [
        {**region, "residents": {"0-9": 10, "20-29": 30}},
        {**region, "id": "kr-26", "residents": {"20-29": 30, "70-79": 30}},
    ]
    old = {"id": "old", "name": "Old", "name_ko": "노인", "ages": ["70-79"]}
    people["segments"][0]["ages"].remove("70-79")
    people["segments"].append(old)
    people["categories"][0]["factor"] = {"old": 2.0}
    return Scenario.model_validate_json(json.dumps(declared))


def near(share):
    """Allow four standard errors of a share among everyone."""
    return pytest.approx(share, abs=4 * (share * (1 - share) / PEOPLE) ** 0.5)


def test_people_live_where_residents_do(lives, country):
    _, sums = lives.live(country, people=PEOPLE)
    shares = sums.people / PEOPLE  # (segments and children, regions)
    assert sums.people.sum() == PEOPLE
    assert shares[0] == pytest.approx([0.3, 0.3], abs=0.03)
    assert shares[1, 0] == 0.0
    assert shares[1, 1] == near(0.3)
    assert shares[2, 0] == near(0.1)
    assert shares[2, 1] == 0.0


def test_children_have_no_needs_and_factors_count(lives, country):
    _, sums = lives.live(country, people=PEOPLE)
    expected = 10.0 * PEOPLE * (0.6 + 2.0 * 0.3)
    assert sums.tally.arrived.sum() == pytest.approx(expected, rel=0.04)


def test_a_segment_holds_what_it_is_said_to_hold(lives, country):
    world, crowd = lives.crowd_of(country, PEOPLE)
    block = crowd._block  # noqa: SLF001 - the only way to see what people hold
    has_rival = block.slots["held"] >> 1 & 1
    young, old = (has_rival[block.segment == group].mean() for group in (0, 1))
    assert young == pytest.approx(0.5, abs=4 * 0.5 / (0.6 * PEOPLE) ** 0.5)
    assert old == pytest.approx(0.1, abs=4 * 0.3 / (0.3 * PEOPLE) ** 0.5)
    assert (block.slots["held"][block.segment == 255] == 0).all()
    assert world.segment_ids == ("all", "old")


def test_the_first_people_of_a_larger_crowd_are_the_same_people(lives, country):
    _, few = lives.crowd_of(country, 100)
    _, many = lives.crowd_of(country, PEOPLE)
    small, large = few._block, many._block  # noqa: SLF001 - single people again
    for name in ("region", "segment", "slots", "coming"):
        part = getattr(small, name)
        assert np.array_equal(part, getattr(large, name)[: len(part)])
