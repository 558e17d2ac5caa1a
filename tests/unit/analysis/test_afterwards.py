"""Check what becomes of apps after a run, what moved people, and who could be reached."""

import datetime as dt

import pytest

from simulator.analysis.afterwards import afterwards, excess_after, users_on
from simulator.analysis.attribution import attribution, reachability


def test_days_after_the_run_stand_on_the_twins_mean_day(paired):
    users, usual = users_on(paired, 7)
    assert usual["line"] == 1000.0
    assert users["line"] == 1300.0
    assert users["talk"] == pytest.approx((95 + 90 + 96) / 3 * 100 - 100)


def test_days_of_the_run_are_read_from_it(paired):
    users, usual = users_on(paired, 0)
    assert (users["line"], usual["line"]) == (2500.0, 1000.0)
    assert users_on(paired, 8) is None


def test_an_excess_is_told_by_date(paired):
    assert excess_after(paired, "line", dt.date(2022, 10, 22)) == 300.0
    assert excess_after(paired, "line", dt.date(2022, 11, 14)) == 100.0
    assert excess_after(paired, "line", dt.date(2022, 12, 9)) is None
    assert excess_after(paired, "nobody", dt.date(2022, 10, 22)) is None


def test_apps_that_changed_are_listed_with_their_days(paired):
    told = afterwards(paired)
    assert told["days_after"] == [7, 30]
    assert told["dates"] == ["2022-10-22", "2022-11-14"]
    assert told["apps"]["line"] == {"gained": [300, 100], "lost": [0, 0], "kept": [100, 100]}
    assert told["apps"]["talk"]["lost"] == [100, 0]


def test_a_market_becomes_less_concentrated_while_people_use_two_apps(paired):
    before, week, month = afterwards(paired)["markets"]["messaging"]
    assert [told["days_after"] for told in (before, week, month)] == [0, 7, 30]
    assert before["shares"]["line"] == pytest.approx(10 / (10 + 281 / 3), abs=1e-5)
    assert before["hhi"] > month["hhi"] > week["hhi"]
    assert before["effective_apps"] == pytest.approx(10_000 / before["hhi"], abs=1e-3)


def test_every_rule_credits_each_adoption_once(paired):
    told = attribution(paired.run)["line"]
    assert {rule: round(sum(causes.values()), 1) for rule, causes in told.items()} == {
        "first": 300.0, "last": 300.0, "linear": 300.0, "decay": 300.0,
    }  # fmt: skip
    assert told["first"]["failure"] == 200.0
    assert told["last"]["contact"] == 200.0
    assert told["linear"]["fear"] == 0.0


def test_reachability_leaves_out_hours_without_ties(paired):
    told = reachability(paired)
    assert told["at_h"] == [0.0, 1.0]
    assert told["share"] == [0.2, 0.4]
    assert told["by_messenger"] == [0.1, 0.1]
    assert (told["lowest"], told["lowest_at_h"]) == (0.2, 0.0)


def test_without_ties_there_is_nothing_to_reach(paired):
    assert reachability(type(paired)(paired.baseline, paired.baseline))["lowest"] is None
