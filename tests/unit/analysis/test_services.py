"""Check the moments of an outage against a course written by hand."""

from dataclasses import replace

import pytest

from simulator.analysis.overruns import overrun_summary
from simulator.analysis.services import (
    Times,
    availability,
    feature_summary,
    feature_times,
    overrun_moments,
    service_summary,
    service_times,
    steps_by_element,
    times_of,
)


def test_each_feature_has_its_own_three_moments(paired):
    times = feature_times(paired.run)
    assert times["talk.text"] == Times(0.5, 10.0, 12.0)
    assert times["talk.media"] == Times(0.5, 30.0, 30.0)
    assert times["line.all"] == Times()


def test_a_link_to_another_owner_does_not_count_for_the_service(paired):
    talk = paired.run.scenario.services[0]
    assert service_times(paired.run, [talk]) == Times(0.5, 10.0, 30.0)
    assert feature_times(paired.run)["talk.bank-link"] == Times(0.5, None, None)


def test_the_summary_has_every_service_and_its_tries(paired):
    found = service_summary(paired.run)
    assert list(found) == ["talk", "line", "sms"]
    assert found["talk"] == {
        "name": "Talk",
        "owner": "kaka",
        "down_from_h": 0.5,
        "first_function_h": 10.0,
        "full_function_h": 30.0,
        "impaired": True,
        "overrun_from_h": None,
        "overrun_until_h": None,
        "availability": pytest.approx((0.5 + 9.5 * 0.1 + 2 * 0.4 + 18 * 0.7 + 27) / 57, abs=1e-6),
        "served_share": 0.4,
        "attempts": 500,
        "served": 200,
        "failed": 300,
    }
    assert found["line"]["availability"] == 1.0
    assert found["line"]["impaired"] is False
    assert found["line"]["served_share"] is None
    assert found["sms"]["owner"] is None


def test_only_impaired_features_are_summed_up(paired):
    assert list(feature_summary(paired.run)) == ["talk.text", "talk.media", "talk.bank-link"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], Times()),
        ([(1, 0.5), (3, 1.0)], Times(None, None, 3.0)),  # impaired, never down
        ([(1, 0.0)], Times(1.0, None, None)),  # never back
        ([(1, 0.0), (2, 0.5)], Times(1.0, 2.0, None)),  # never whole
        ([(1, 0.0), (2, 1.0), (3, 0.0), (4, 1.0)], Times(1.0, 2.0, 4.0)),  # lost twice
        ([(1, 0.0), (2, 1.0), (3, 0.9)], Times(1.0, 2.0, None)),  # ends impaired
    ],
)
def test_three_moments_of_one_feature(fake, paired, steps, expected):
    timed = [(fake.hour(t), quality) for t, quality in steps]
    assert times_of(paired.run.scenario, [timed]) == expected


def test_a_change_of_no_length_is_no_outage(fake):
    states = fake.table(
        "states",
        (0, 5.0, "feature", "a.b", 0.0, 0.0, ""),
        (1, 5.0, "feature", "a.b", 1.0, 1.0, ""),
    )
    assert steps_by_element(states, "feature") == {"a.b": [(5.0, 1.0)]}


def test_overrun_is_told_from_the_first_time_to_the_end_of_the_last(fake, paired):
    rows = [
        (kind, where, fake.hour(t))
        for t, kind, where in (
            (1, "service-overrun", "talk"),
            (2, "service-relieved", "talk"),
            (3, "service-overrun", "talk"),
            (3, "service-overrun", "sms"),
            (4, "service-relieved", "talk"),
        )
    ]
    events = fake.table(
        "events",
        *((n, t, kind, where, "", -1, "m", 2.0, "") for n, (kind, where, t) in enumerate(rows)),
    )
    run = replace(paired.run, tables={**paired.run.tables, "events": events})
    assert overrun_moments(run) == {"talk": (1.0, 4.0), "sms": (3.0, None)}


def test_availability_counts_from_the_event_on(fake, paired):
    scenario = paired.run.scenario
    before_only = [(0.0, 0.0), (fake.hour(0), 1.0)]
    assert availability(scenario, before_only) == 1.0
    assert availability(scenario, [(fake.hour(-1), 0.0)]) == 0.0


def test_spans_of_an_overrun_are_summed_and_tries_counted_in_their_hours_alone(paired, fake):
    def event(number, at, kind):
        return (number, fake.hour(at), kind, "talk", "kaka", -1, "m", 0.0, "")

    told = fake.table(
        "events",
        event(0, 1.25, "service-overrun"), event(1, 1.75, "service-relieved"),
        event(2, 5.0, "service-overrun"), event(3, 7.0, "service-relieved"),
    )  # fmt: skip
    tries = fake.table(
        "service_hours",
        (15, "talk", 100, 90, 10, 1.0), (16, "talk", 40, 10, 30, 1.0),
        (20, "talk", 40, 30, 10, 1.0), (22, "talk", 70, 0, 70, 1.0), (16, "line", 9, 0, 9, 1.0),
    )  # fmt: skip
    run = replace(paired.run, tables=paired.run.tables | {"events": told, "service_hours": tries})
    assert overrun_summary(run) == {
        "talk": {
            "spans": 2, "from_h": 1.25, "until_h": 7.0, "hours": 2.5, "attempts": 80, "failed": 40
        }
    }  # fmt: skip
    unending = replace(run, tables=run.tables | {"events": told[told["event"] < 3]})
    assert overrun_summary(unending)["talk"]["until_h"] is None
    assert overrun_summary(unending)["talk"]["hours"] == 0.5 + 57 - 5
