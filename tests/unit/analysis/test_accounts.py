"""Check needs, flows, apps and harm against tables written by hand."""

import pytest

from simulator.analysis.apps import app_summary, by_day
from simulator.analysis.harm import harm_summary, peak_affected, time_cost_krw
from simulator.analysis.needs import FATES, flows, need_summary


def test_what_arrived_is_exactly_what_became_of_it(paired):
    found = need_summary(paired.run)["messaging"]
    assert found == {
        "arrived": 210,
        "met": 129,
        "met_elsewhere": 5,
        "fallback": 45,
        "deferred": 13,
        "abandoned": 10,
        "pending": 8,
        "unmet_need_hours": 90.0,
    }
    assert found["arrived"] == sum(found[fate] for fate in FATES) + found["pending"]


def test_flows_are_the_difference_from_the_twin_in_residents(paired):
    table = flows(paired).set_index(["means", "outcome"])["needs"]
    assert table["sms", "fallback"] == 4500
    assert table["line", "met_elsewhere"] == 500
    assert table["talk", "met"] == -8100
    assert table.sum() == 0


def test_flows_begin_with_the_largest_gain(paired):
    assert next(iter(flows(paired)["means"])) == "sms"
    assert list(flows(paired)["needs"]) == sorted(flows(paired)["needs"], reverse=True)


def test_apps_are_scaled_to_residents_and_means_outside_are_none(paired):
    found = app_summary(paired)
    assert list(found) == ["talk", "line"]
    assert found["line"] == {
        "daily_users": [2500, 2000, 1100],
        "installs": [1200, 300, 0],
        "excess_daily_users_peak": 1500,
    }


def test_days_without_a_row_have_nobody(fake, paired):
    run = paired.run
    run.tables["app_days"] = fake.table("app_days", (1, "talk", 7, 0))
    assert by_day(run, "daily_users")["talk"].tolist() == [0, 7, 0]


def test_harm_is_scaled_weighted_and_divided(paired):
    found = harm_summary(paired)
    assert found["unmet_need_hours"] == 9000.0
    assert found["unmet_need_hours_weighted"] == 90_000.0
    assert found["unmet_need_hours_baseline"] == 0.0
    segment = found["by_segment"]["all"]
    assert segment["residents"] == 10_000
    assert segment["unmet_need_hours_per_head"] == 0.9


def test_harm_by_segment_adds_up(paired):
    found = harm_summary(paired)
    parts = sum(part["unmet_need_hours"] for part in found["by_segment"].values())
    assert parts == pytest.approx(found["unmet_need_hours"])


def test_time_cost_counts_needs_that_the_twin_met_in_the_usual_way(paired):
    failed = 5 + 45 + 13 + 10
    assert time_cost_krw(paired) == pytest.approx(failed * 3 / 60 * 100 * 22_651)


def test_the_worst_hour_is_found_over_all_regions(paired):
    peak = peak_affected(paired.run)
    assert (peak.residents, peak.hour, peak.at_h) == (5500, 17, 2.0)
    assert peak_affected(paired.baseline) is None
