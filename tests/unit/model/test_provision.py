"""Check that suppliers, queues and sign-ups that cannot be are refused where they stand."""

import json

import pytest
from pydantic import ValidationError

from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

SUPPLY = "people.supply.drivers"


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites, and let drivers work through talk."""
    declared = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    channels = [{"service": "talk", "share": 0.9}]
    drivers = {"id": "drivers", "name": "Drivers", "channels": channels}
    declared["people"]["supply"] = [drivers]
    return declared


def found(toy):
    """Find code and place of every problem of a changed toy."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    return [(problem.code, problem.where) for problem in find_problems(scenario)]


def supplier(toy):
    return toy["people"]["supply"][0]


def test_drivers_of_an_app_are_fine(toy):
    assert found(toy) == []


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"number": 5.0, "segment": "all"}, "S309", SUPPLY),
        ({"segment": "nobody"}, "S301", f"{SUPPLY}.segment"),
        ({"tools": [{"on": "maps"}]}, "S301", f"{SUPPLY}.tools[0].on"),
        ({"tools": [{"on": "talk.maps"}]}, "S301", f"{SUPPLY}.tools[0].on"),
        ({"tools": [{"on": "talk.text"}, {"on": "pay"}]}, "", ""),
        ({"channels": [{"service": "tlak", "share": 1}]}, "S301", f"{SUPPLY}.channels[0].service"),
        ({"channels": [{"service": "rival", "share": 1}]}, "S301", f"{SUPPLY}.channels[0].service"),
        ({"channels": [{"service": "sms", "share": 1}] * 2}, "S306",
         f"{SUPPLY}.channels[1].service"),
    ],
)  # fmt: skip
def test_suppliers_work_through_means_that_people_have(toy, change, code, where):
    supplier(toy).update(change)
    assert found(toy) == ([(code, where)] if code else [])


def test_two_suppliers_cannot_share_a_channel(toy):
    toy["people"]["supply"].append(supplier(toy) | {"id": "others"})
    assert found(toy) == [("S306", "people.supply.others.channels[0].service")]
    toy["people"]["supply"][1]["id"] = "drivers"
    assert ("S306", "people.supply[1].id") in found(toy)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"shut": ["sms"]}, "", ""),
        ({"category": "pay", "shut": ["sms"]}, "S301", "people.unstaffed.kiosks.category"),
        ({"shut": ["sms", "cash"]}, "S301", "people.unstaffed.kiosks.shut[1]"),
    ],
)
def test_places_without_staff_shut_means_of_their_need(toy, change, code, where):
    kiosks = {"id": "kiosks", "name": "Kiosks", "category": "messaging", "share": 0.1}
    toy["people"]["unstaffed"] = [kiosks | change]
    assert found(toy) == ([(code, where)] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"congestion": "loss"}, "S201"),
        ({"congestion": "waiting", "servers": 4, "patience": 2.0}, ""),
        ({"servers": 4}, "S309"),
    ],
)
def test_a_queue_has_servers_and_a_fluid_has_none(toy, change, code):
    toy["services"][0].update(change)
    assert found(toy) == ([(code, "services.talk.servers")] if code else [])


def test_a_sign_up_needs_what_there_is(toy):
    means = toy["people"]["categories"][0]["options"][0]
    means["sign_up_needs"] = "talk.media"
    assert found(toy) == []
    means["sign_up_needs"] = "talk.pictures"
    assert found(toy) == [("S301", "people.categories.messaging.options[0].sign_up_needs")]


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1.0},
        {"availability": 1.1},
        {"jobs_per_h": 0.0},
        {"room": 0.9},
        {"delay_h": 0.0},
        {"channels": []},
        {"channels": [{"service": "talk", "share": -0.1}]},
        {"tools": [{"on": "Talk"}]},
        {"number": float("nan")},
    ],
)
def test_nonsense_is_refused(toy, change):
    supplier(toy).update(change)
    with pytest.raises(ValidationError):
        Scenario.model_validate_json(json.dumps(toy))
