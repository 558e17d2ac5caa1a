"""Check every computed quantity, and that what cannot be computed says why."""

import datetime as dt

import pytest

from simulator.analysis.observed import compare_with, simulated
from simulator.model.evidence import UNITS, Observation

FIRST = dt.date(2022, 10, 15)


def observe(quantity, subject, low=0.0, high=1e9, **more):
    return Observation(
        id="row", case="toy", quantity=quantity, subject=subject, relation="about",
        observed=low, low=low, high=high, unit=UNITS[quantity], interval="stated", use="check",
        informed=False, confidence="A", source="by hand", **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "subject", "more", "expected"),
    [
        ("first_function_h", "talk", {}, 10.0),
        ("first_function_h", "talk", {"feature": "media"}, 30.0),
        ("full_function_h", "talk", {}, 30.0),
        ("full_function_h", "kaka", {}, 30.0),
        ("servers_live", "north", {"feature": "kaka", "at_h": 0.0}, 160.0),
        ("servers_live", "north", {"feature": "kaka", "at_h": 1.0}, 0.0),
        ("servers_live", "north", {"feature": "kaka", "at_h": 25.0}, 30.0),
        ("use_change", "talk", {"day": FIRST}, (120 + 0.3 * 280**2 / 300 - 0.9 * 10) / 200 - 1),
        ("use_change", "talk", {"day": dt.date(2022, 10, 16)}, (80 + 0.3 * 20**2 / 100) / 100 - 1),
        ("excess_daily_users", "line", {"day": FIRST}, 1500.0),
        ("daily_users_ratio", "line", {"day": FIRST}, 2.5),
        ("new_installs", "line", {"day": FIRST}, 1200.0),
        ("volume_ratio", "sms", {"day": FIRST}, 5.0),
        ("loss_regained_share", "talk", {"day": dt.date(2022, 10, 17)}, 1 - 1 / 10),
    ],
)
def test_a_quantity_is_what_the_tables_say(paired, quantity, subject, more, expected):
    assert simulated(paired, observe(quantity, subject, **more)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("quantity", "subject", "more", "reason"),
    [
        ("first_function_h", "line", {}, "never stopped"),
        ("full_function_h", "line", {}, "never stopped"),
        ("first_function_h", "talk", {"feature": "bank-link"}, "not back"),
        ("first_function_h", "nobody", {}, "no such"),
        ("first_function_h", "talk", {"feature": "nothing"}, "no such"),
        ("servers_live", "north", {"feature": "kaka", "at_h": 1000.0}, "after the end"),
        ("excess_daily_users", "line", {"day": dt.date(2022, 12, 9)}, "outside"),
        ("excess_daily_users", "line", {"day": dt.date(2022, 10, 14)}, "outside"),
        ("attention_ratio", "kaka", {"day": FIRST}, "not simulated"),
        ("volume_ratio", "voice", {"day": FIRST}, "nothing to compare"),
        ("loss_regained_share", "line", {"day": dt.date(2022, 10, 17)}, "no loss"),
    ],
)
def test_what_cannot_be_answered_says_why(paired, quantity, subject, more, reason):
    assert reason in str(simulated(paired, observe(quantity, subject, **more)))


def test_trips_are_needs_met_by_whatever_means(fake, paired):
    rows = [
        (20, "taxi", 100, 80, 5, 5, 2, 8, 0),
        (40, "taxi", 100, 100, 0, 0, 0, 0, 0),
    ]
    paired.run.tables["need_hours"] = fake.table("need_hours", *rows)
    paired.baseline.tables["need_hours"] = fake.table(
        "need_hours", (20, "taxi", 100, 100, 0, 0, 0, 0, 0)
    )
    assert simulated(paired, observe("trips_change", "taxi", day=FIRST)) == pytest.approx(-0.08)


def test_a_hit_lies_within_the_interval_and_a_miss_does_not(paired):
    rows = compare_with(
        paired,
        [
            observe("first_function_h", "talk", 9, 11),
            observe("first_function_h", "talk", 10.5, 11),
            observe("attention_ratio", "kaka", 1, 9, day=FIRST),
        ],
    )
    assert [row["hit"] for row in rows] == [True, False, False]
    assert [row["simulated"] for row in rows] == [10.0, 10.0, None]
    assert [bool(row["reason"]) for row in rows] == [False, False, True]
