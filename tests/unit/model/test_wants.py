"""Check that people, needs and means which cannot be are refused where they stand."""

import json

import pytest

from simulator.model.calendar import SpecialDay
from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

WHERE = "people.categories.messaging"
FIRST = f"{WHERE}.options[0]"


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def found(toy):
    """Find code and place of every problem of a changed toy."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    return [(problem.code, problem.where) for problem in find_problems(scenario)]


def category(toy):
    return toy["people"]["categories"][0]


def messenger(toy):
    return category(toy)["options"][0]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"holders": 0.0}, "S405", f"{FIRST}.holders"),
        ({"holders": {"all": 0.0}}, "S405", f"{FIRST}.holders"),
        ({"holders": 0.0, "adoption": 0.1}, "", ""),
        ({"holders": 0.0, "adoption": 0.1, "barred": ["all"]}, "S405", f"{FIRST}.holders"),
        ({"barred": ["young"]}, "S301", f"{FIRST}.barred[0]"),
        ({"adoption": 1.0}, "", ""),
        ({"second_use": 0.9}, "", ""),
        ({"second_use": 0.95}, "S401", f"{WHERE}.options"),
    ],
)
def test_an_app_must_be_of_use_to_somebody(toy, change, code, where):
    messenger(toy).update(change)
    assert found(toy) == ([(code, where)] if code else [])


@pytest.mark.parametrize(
    "change",
    [{"primacy": 1.0}, {"adoption": 0.1}, {"network": True}, {"barred": ["all"]},
     {"second_use": 0.1}, {"sign_up_needs": "talk"}],
)  # fmt: skip
def test_nobody_signs_up_for_cash(toy, change):
    category(toy)["options"][1].update(change)
    (name,) = change
    assert found(toy) == [("S309", f"{WHERE}.options[1].{name}")]


def test_chances_of_installing_count_for_the_readiest(toy):
    messenger(toy)["adoption"] = 0.6
    toy["people"]["segments"][0]["skill"] = 2.0
    assert found(toy) == [("S401", f"{WHERE}.options")]


@pytest.mark.parametrize(
    ("advert", "refused"),
    [
        ({"advert_factor": 3.0}, False),  # nobody advertises
        ({"advert_factor": 3.0, "advert_after_h": 4.0}, True),
        ({"advert_factor": 2.5, "advert_after_h": 4.0}, False),
    ],
)
def test_chances_of_installing_count_under_advertising(toy, advert, refused):
    messenger(toy)["adoption"] = 0.4
    toy["people"]["society"] = advert
    assert found(toy) == ([("S401", f"{WHERE}.options")] if refused else [])


@pytest.mark.parametrize("name", ["inertia", "trust", "failure_aversion"])
@pytest.mark.parametrize(("value", "taken"), [(20.0, True), (20.1, False), (1000.0, False)])
def test_utilities_stay_within_what_a_logit_can_tell_apart(toy, name, value, taken):
    toy["people"]["behaviour"] = {name: value}
    if taken:
        assert found(toy) == []
        return
    with pytest.raises(ValueError, match="less than or equal to 20"):
        found(toy)


def test_a_segment_without_any_means_has_no_such_need(toy):
    old = {"id": "old", "name": "Old", "ages": ["80+"], "within": 0.5}
    toy["people"]["segments"].insert(0, old)
    category(toy)["options"] = [{"service": "talk", "primacy": 1.0, "holders": {"all": 0.5}}]
    assert found(toy) == [("S405", f"{WHERE}.options")]
    category(toy)["factor"] = {"old": 0.0}
    assert found(toy) == []


def test_somebody_needs_what_is_declared(toy):
    category(toy)["factor"] = {"all": 0.0}
    assert found(toy) == [("S405", f"{WHERE}.factor")]


def test_an_app_that_is_never_the_usual_one_serves_nobody_alone(toy):
    category(toy)["options"] = [{"service": "talk"}]
    assert found(toy) == [("S405", f"{WHERE}.options")]


def test_what_cannot_wait_waits_shorter(toy):
    category(toy)["tolerance_urgent_min"] = 300.0
    assert found(toy) == [("S403", f"{WHERE}.tolerance_urgent_min")]


def test_people_use_one_of_the_first_services(toy):
    plain = [{"id": "any", "name": "Any", "weight": 1.0}]
    more = [{"id": f"s{n}", "name": "S", "features": plain} for n in range(70)]
    toy["services"] += more
    assert found(toy) == []
    category(toy)["options"].append({"service": "s69", "primacy": 1.0})
    assert found(toy) == [("S404", f"{WHERE}.options[2].service")]


HOLIDAY = {"date": "2022-10-16", "name": "Holiday"}


@pytest.mark.parametrize(
    ("days", "code", "where"),
    [
        ([{**HOLIDAY, "like": "sunday"}], "", ""),
        ([{**HOLIDAY, "factor": {"messaging": 1.2}}], "", ""),
        ([HOLIDAY], "S309", "people.calendar[0]"),
        ([{**HOLIDAY, "like": "sunday"}] * 2, "S306", "people.calendar[1].date"),
        ([{**HOLIDAY, "factor": {"massaging": 2.0}}], "S301",
         "people.calendar[0].factor.massaging"),
    ],
)  # fmt: skip
def test_a_special_day_is_special_in_some_known_way(toy, days, code, where):
    toy["people"]["calendar"] = days
    assert found(toy) == ([(code, where)] if code else [])


@pytest.mark.parametrize(
    "day",
    [{"date": "2022-02-30"}, {"like": "caturday"}, {"factor": {"messaging": -1.0}}, {"data": "x"}],
)
def test_a_day_that_no_calendar_has_is_refused(day):
    with pytest.raises(ValueError, match=next(iter(day))):
        SpecialDay.model_validate_json(json.dumps(HOLIDAY | {"like": "sunday"} | day))


def test_all_problems_are_found_at_once(toy):
    messenger(toy).update(holders=0.0, second_use=0.95)
    category(toy).update(by_hour=[0] * 24, tolerance_urgent_min=300.0)
    toy["people"]["calendar"] = [HOLIDAY]
    assert {code for code, _ in found(toy)} == {"S309", "S401", "S403", "S405"}
    assert len(found(toy)) == 5
