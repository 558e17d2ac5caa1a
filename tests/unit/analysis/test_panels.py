"""Check that each panel reports what it can see, and nothing else."""

import datetime as dt
from dataclasses import replace

import pytest
from pydantic import ValidationError

from simulator.analysis.by_day import days_of
from simulator.analysis.observed import compare_with, watch
from simulator.analysis.observed_use import panel_error
from simulator.analysis.panels import (
    PLAIN,
    panel_report,
    panels_of,
    reported,
    sampling_error,
    seen_share,
)
from simulator.io.tables import read_observations, read_panels
from simulator.model.evidence import MEASURES, UNITS, Observation
from simulator.model.panels import Panel

FIRST = dt.date(2022, 10, 15)
SECOND = dt.date(2022, 10, 16)


def panel(measure, **more):
    return PLAIN.model_copy(update={"measure": measure, **more})


def observe(quantity, subject, day, base=None, seen_by=None):
    return Observation(
        id="row", case="toy", quantity=quantity, subject=subject, day=day, base=base,
        seen_by=seen_by, panel="", relation="about", observed=0.0, low=-1e9, high=1e9,
        unit=UNITS[quantity], interval="stated", use="check", informed=False, confidence="A",
        source="by hand",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "subject", "day", "expected"),
    [
        ("daily_users", "line", 0, 25 * 100),
        ("installs", "line", 0, 12 * 100),
        ("launches", "talk", 0, 400 * 100),
        ("volume", "sms", 0, 50 * 100),
        ("minutes", "talk", 1, (80 + 0.3 * 20 * 20 / 100) * 100),
        ("trips", "messaging", 0, 180 * 100),
        ("complaints", "messaging", 0, 55 * 100),
        ("daily_users", "nobody", 0, 0),
        ("complaints", "nothing", 0, 0),
    ],
)
def test_a_panel_that_sees_everything_reports_what_happened(
    paired, measure, subject, day, expected
):
    assert reported(days_of(paired.run), panel(measure), subject, day) == pytest.approx(expected)


def test_time_in_a_dead_app_counts_only_where_the_panel_counts_it(paired):
    everything, working = (
        reported(days_of(paired.run), panel("minutes", failed=share), "talk", 0)
        for share in (1.0, 0.0)
    )
    assert everything - working == pytest.approx(0.3 * 280 * 280 / 300 * 100)


def test_what_was_refused_counts_as_carried_only_where_the_panel_says_so(paired):
    assert reported(days_of(paired.run), panel("volume", failed=0.0), "talk", 0) == 120 * 100
    assert (
        reported(days_of(paired.run), panel("launches", failed=0.5), "talk", 0) == (120 + 140) * 100
    )


def test_whoever_had_an_app_unused_makes_no_new_install(paired):
    people = paired.run.scenario.people
    talk, line, sms = people.categories[0].options
    options = (talk, line.model_copy(update={"dormant": 0.25}), sms)
    messaging = people.categories[0].model_copy(update={"options": options})
    people = people.model_copy(update={"categories": (messaging,)})
    changed = paired.run.scenario.model_copy(update={"people": people})
    run = replace(paired.run, scenario=changed)
    assert reported(days_of(run), panel("installs"), "line", 0) == pytest.approx(9 * 100)


def test_a_panel_misses_the_segments_that_it_does_not_cover(fake, paired):
    paired.run.tables["segment_days"] = fake.table(
        "segment_days", (0, "line", "old", 5), (0, "line", "young", 20)
    )
    half = panel("daily_users", covers="*=1 old=0")
    assert seen_share(days_of(paired.run), half, "line", 0) == pytest.approx(0.8)
    assert reported(days_of(paired.run), half, "line", 0) == pytest.approx(2000)


def test_without_users_by_segment_all_grown_ups_count_alike(paired):
    assert seen_share(days_of(paired.run), panel("daily_users", covers="*=0.25"), "line", 0) == 0.25
    assert seen_share(days_of(paired.run), panel("daily_users", covers="all=0.5"), "line", 0) == 0.5


def test_levels_are_rounded_before_they_are_compared(paired):
    coarse = panel("daily_users", rounding=1000.0)
    assert reported(days_of(paired.run), coarse, "line", 0) == 2000
    row = observe("excess_daily_users", "line", SECOND, base=FIRST, seen_by=coarse)
    assert compare_with(paired, [row])[0]["simulated"] == 0


def test_a_base_is_an_earlier_day_of_the_run_or_the_same_date_of_the_twin(paired):
    on_base = observe("excess_daily_users", "line", SECOND, base=FIRST)
    assert compare_with(paired, [on_base])[0]["simulated"] == (20 - 25) * 100
    outside = on_base.model_copy(update={"base": dt.date(2022, 10, 8)})
    assert compare_with(paired, [outside])[0]["simulated"] == (20 - 10) * 100
    regained = observe("loss_regained_share", "talk", dt.date(2022, 10, 17), base=FIRST)
    assert compare_with(paired, [regained])[0]["simulated"] == pytest.approx(1 - (90 - 95) / 10)


def test_the_error_of_users_is_binomial_and_that_of_time_falls_with_the_root_of_the_members():
    users = panel("daily_users", members=100)
    assert users.standard_error(2_500.0, 10_000.0) == pytest.approx(
        10_000 * (0.25 * 0.75 / 100) ** 0.5
    )
    time = panel("minutes", members=100, spread=2.0)
    assert time.standard_error(500.0, 10_000.0) == pytest.approx(500 * 2 / 10)
    assert panel("minutes").standard_error(500.0, 10_000.0) == 0


def test_errors_of_two_levels_add_up_in_squares(paired):
    watched = panel("minutes", members=100, spread=1.0)
    assert sampling_error(paired.run, watched, 30.0, 40.0) == pytest.approx(5.0)
    row = observe("use_change", "talk", SECOND, seen_by=watched)
    ratio = (80 + 0.3 * 4) / 100
    assert panel_error(watch(paired), row) == pytest.approx(ratio * 0.1 * 2**0.5)
    assert compare_with(paired, [row])[0]["panel_error"] == pytest.approx(0.122, abs=0.01)


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "daily_users", "failed": 0.5},
        {"covers": "everybody"},
        {"covers": "*=1.5"},
        {"members": -1},
        {"rate": 0.0},
    ],
)
def test_a_panel_that_cannot_be_is_refused(wrong):
    plain = {"id": "p", "panel": "P", "measure": "minutes", "basis": "judgement", "source": "s"}
    with pytest.raises(ValidationError):
        Panel(**(plain | wrong))


def test_the_shipped_panels_cover_every_measure_that_is_observed():
    panels = read_panels()
    assert len({p.id for p in panels}) == len(panels)
    named = {(o.panel, MEASURES[o.quantity]) for o in read_observations("kakao-2022")
             if o.quantity in MEASURES}  # fmt: skip
    assert named <= {(p.panel, p.measure) for p in panels}
    assert {"launches", "complaints"} <= {p.measure for p in panels}


def test_days_after_the_end_are_read_from_what_follows_the_run(fake, paired):
    day = dt.date(2022, 10, 26)
    row = observe("excess_daily_users", "line", day, base=FIRST)
    assert compare_with(paired, [row])[0]["reason"] == "outside the days of the run"
    paired.run.tables["afterwards"] = fake.table("afterwards", (11, "line", 4, 1, 2))
    assert compare_with(paired, [row])[0]["simulated"] == 300
    kept = observe("gain_kept_share", "line", day)
    assert compare_with(paired, [kept])[0]["simulated"] == pytest.approx(300 / 1500)
    gone = observe("switched_share", "line", day)
    assert compare_with(paired, [gone])[0]["simulated"] == pytest.approx(-300 / 1000)


def test_only_panels_that_observations_name_report_in_a_summary():
    panels = panels_of(read_observations("kakao-2022"))
    assert len(panels) == 6
    assert "kisdi-minutes" in {panel.id for panel in panels}
    assert panels_of(read_observations("yes24-2025-june")) == ()


def test_the_days_around_the_event_are_reported_by_every_panel(paired):
    report = panel_report(paired.run, read_panels())
    assert report["mobileindex-users"]["days"].get("line") is None  # below what it prints
    assert report["tdi-launches"]["days"]["talk"] == [0.8 * 400 * 100, 0.8 * 100 * 100, 0]
    assert report["carriers-volume"]["first_day"] == 0
    assert "nobody" not in report["tdi-launches"]["days"]
