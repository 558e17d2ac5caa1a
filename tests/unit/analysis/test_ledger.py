"""Check the three accounts of harm against tables written by hand."""

from dataclasses import replace
from math import exp

import pytest

from simulator.analysis.compensation import days_down, transfers
from simulator.analysis.concentration import effective_number, hhi
from simulator.analysis.ledger import accounts, exposed
from simulator.analysis.money import hours_without, money_lines
from simulator.analysis.rates import FREE_YEAR, WAGE
from simulator.analysis.segments import concentration, distribution, gini
from simulator.analysis.services import Times
from simulator.errors import ScenarioError
from simulator.model.compensation import Compensation


def rule(**changed):
    given = {
        "id": "flat", "case": "toy", "rule": "each", "name": "Flat", "payer": "kaka",
        "payee": "all", "service": "talk", "low_krw": 1.0, "central_krw": 2.0, "high_krw": 4.0,
        "kind": "cash", "basis": "invented", "source": "a test",
    }  # fmt: skip
    return Compensation(**(given | changed))


def test_people_are_counted_in_need_hours(paired):
    people = accounts(paired)["people"]
    assert people["headline"] == 9000.0  # 90 h of 100 people, each for 100 residents
    assert people["weighted"] == 90_000.0
    assert people["per_1000_residents"] == 900.0
    assert people["by_category"]["messaging"]["people_hit"] == 6000


def test_accounts_never_meet_in_one_number(paired):
    found = accounts(paired)
    assert found["money"]["unit"] == "KRW"
    assert found["people"]["unit"] == "need-hours"
    assert "total" not in found
    assert "total" not in found["money"]
    assert ["time_cost", "consumer_surplus"] in found["money"]["never_added"]


def test_every_line_has_a_range_a_basis_and_a_source(paired):
    lines = money_lines(paired)
    assert {line.id for line in lines} == {
        "time_cost", "consumer_surplus.messaging", "check_from_above",
    }  # fmt: skip
    assert all(line.low <= line.central <= line.high for line in lines)
    assert all(line.rate.source and line.rate.basis for line in lines)


def test_a_category_without_needs_has_no_line(paired):
    run = paired.run
    (category,) = run.scenario.people.categories
    idle = category.model_copy(update={"needs_per_day": 0.0})
    people = run.scenario.people.model_copy(update={"categories": (idle,)})
    scenario = run.scenario.model_copy(update={"people": people})
    without = replace(paired, run=replace(run, scenario=scenario))
    assert {line.id for line in money_lines(without)} == {"time_cost", "check_from_above"}


def test_time_is_valued_at_the_wage(paired):
    line = next(line for line in money_lines(paired) if line.id == "time_cost")
    late = 5 + 45 + 10 + 8 + 2 + 3  # beyond the twin, 3 minutes each, 100 residents each
    assert line.amount == pytest.approx(late * 100 * 3 / 60)
    assert line.central == pytest.approx(line.amount * 22_651)
    assert line.low == pytest.approx(line.amount * WAGE.low)


def test_a_year_without_messaging_costs_what_people_ask_for_it(paired):
    category = paired.run.scenario.people.categories[0]
    year_h = 365 * 24 * (1 - exp(-category.needs_per_day / 24 * category.lapse_h))
    assert hours_without(category) == pytest.approx(year_h)
    line = next(x for x in money_lines(paired) if x.id == "consumer_surplus.messaging")
    assert line.high == pytest.approx(9000.0 / year_h * FREE_YEAR["messaging"].high)
    assert line.high / line.low == pytest.approx(12 * 536 * 1276 / (155 * 1130))


def test_exposure_counts_the_twins_users_while_quality_is_missing(paired):
    assert exposed(paired) == {"talk": round(9500 * 0.9 + 9000 * 0.3, 1)}


@pytest.mark.parametrize(
    ("people", "harm", "expected"),
    [([1, 1], [1, 1], 0.0), ([1, 1], [0, 2], 0.5), ([9, 1], [0, 1], 0.9), ([1], [0], None)],
)
def test_gini_of_groups(people, harm, expected):
    assert gini(people, harm) == expected


def test_harm_on_the_worst_off_is_negative():
    assert concentration([1, 1, 2], [2, 1, 1]) == -0.3125
    assert concentration([1, 1, 2], [1, 1, 2]) == 0.0
    assert concentration([1, 3], [0, 1]) == 0.25


def test_distribution_counts_everyone_per_head(paired):
    told = distribution(paired.run)
    assert told["per_head_h"] == 0.9
    assert told["gini"] == 0.5667  # 40 people without, 50 with an hour each, 10 with four
    assert told["worst_tenth_share"] == round(40 / 90, 4)
    assert told["worst_segment"] == "all"
    assert told["worst_to_mean"] == 1.0
    assert told["elderly_to_youth"] is None


def test_a_flat_sum_goes_to_everyone_of_a_segment(paired):
    (found,) = transfers(paired, [rule()])
    assert (found["payees"], found["central"], found["high"]) == (10_000, 20_000, 40_000)


def test_days_of_a_fee_are_days_begun_without_the_service(paired):
    assert days_down(Times(0.5, 10.0, 30.0), 57.0) == 2
    assert days_down(Times(0.5, None, None), 57.0) == 3
    assert days_down(Times(), 57.0) == 0
    (found,) = transfers(paired, [rule(rule="fee-days", multiple=3.0)])
    assert found["days"] == 2
    assert found["each"] == 2.0 * 3.0 * 2


def test_nobody_is_paid_where_nothing_failed(paired):
    (found,) = transfers(paired, [rule(service="line", rule="sum")])
    assert found["central"] == 0
    (sum_,) = transfers(paired, [rule(rule="sum", payees=7.0)])
    assert (sum_["central"], sum_["payees"], sum_["each"]) == (2, 7, None)
    (none,) = transfers(paired, [rule(rule="nothing", payee="users")])
    assert (none["central"], none["payees"]) == (0, 9600)


def test_rules_of_another_case_or_service_do_not_count(paired):
    assert transfers(paired, [rule(case="other"), rule(service="unknown")]) == []


def test_a_segment_that_nobody_counted_is_not_paid_nothing(paired):
    strangers = [rule(payee="al"), rule(id="known", payees=3.0, payee="firms"), rule(payee="old")]
    with pytest.raises(ScenarioError) as caught:
        transfers(paired, strangers)
    told = [(p.code, p.file, p.where, p.found) for p in caught.value.problems]
    assert told == [
        ("S301", "compensation_rules.csv", "flat.payee", "'al'"),
        ("S301", "compensation_rules.csv", "flat.payee", "'old'"),
    ]
    assert caught.value.problems[0].hint == "did you mean 'all'?"
    assert transfers(paired, strangers[1:2])[0]["payees"] == 3
    assert transfers(paired, [rule(payee="old", case="other")]) == []


def test_amounts_stand_in_order():
    with pytest.raises(ValueError, match="low, central and high"):
        rule(low_krw=3.0)


def test_v21_concentration_lies_between_its_bounds():
    assert hhi([1, 1, 1, 1]) == 2500.0
    assert hhi([0.9, 0.05, 0.03, 0.02]) == pytest.approx(8138.0)
    assert effective_number([0.9, 0.05, 0.03, 0.02]) == pytest.approx(1.2288, abs=5e-5)
    merged = hhi([0.5, 0.3, 0.2]) - hhi([0.5, 0.3, 0.1, 0.1])
    assert merged == pytest.approx(2 * 0.1 * 0.1 * 10_000)
    assert hhi([]) is None
    assert effective_number([0.0]) is None
