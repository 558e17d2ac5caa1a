"""Check how bands are judged by what was observed, and how hits are counted."""

import json
from dataclasses import replace

import pytest

from simulator.analysis.judging import FEWEST, NO_DRAWS, band, judge, reported
from simulator.analysis.validation import Count, Validation, count, from_plain, to_plain
from simulator.model.evidence import Observation

TEN = [float(n) for n in range(1, 11)]


def observe(name="row", **changes):
    """Observe 5 hours, give or take nearly nothing."""
    given = {
        "id": name, "case": "toy", "quantity": "first_function_h", "subject": "talk",
        "relation": "about", "observed": 5.0, "low": 4.9999999, "high": 5.0000001, "unit": "h",
        "interval": "stated", "use": "fit", "informed": False, "confidence": "A", "source": "us",
    }  # fmt: skip
    return Observation(**{**given, **changes})


def test_a_band_is_made_of_what_a_source_would_have_reported():
    row = observe(low=1.0, high=9.0)
    drawn = reported(row, [5.0] * 2_000)
    mean = sum(drawn) / len(drawn)
    sd = (sum((x - mean) ** 2 for x in drawn) / (len(drawn) - 1)) ** 0.5
    assert mean == pytest.approx(5.0, abs=0.2)
    assert sd == pytest.approx(2.0, rel=0.06)  # half the tolerance of four
    assert drawn == reported(row, [5.0] * 2_000)
    assert drawn != reported(row.model_copy(update={"id": "another"}), [5.0] * 2_000)


def test_a_member_meets_the_same_error_whatever_the_others_answer():
    row = observe(low=1.0, high=9.0)
    assert reported(row, [5.0, None, 5.0]) == [reported(row, [5.0] * 3)[n] for n in (0, 2)]


def test_no_source_reports_machines_below_zero():
    row = observe(
        quantity="servers_live", subject="site", feature="us", at_h=1.0, unit="servers",
        observed=0.0, low=0.0, high=2000.0,
    )  # fmt: skip
    drawn = reported(row, [0.0] * 50)
    assert min(drawn) == 0.0
    assert max(drawn) > 0.0


def test_points_of_a_band_and_its_hits():
    found = band(observe(), TEN)
    assert found is not None
    points = [found.low90, found.low50, found.median, found.high50, found.high90]
    assert points == pytest.approx([1, 2.75, 5.5, 8.25, 10], abs=1e-6)
    assert found.width90 == pytest.approx(9, abs=1e-6)
    assert (found.n, found.hit50, found.hit90) == (10, True, True)
    assert found.pit in {4.5 / 11, 5.5 / 11}  # 4 or 5 of 10, and a half
    assert found.crps is not None
    late = band(observe(observed=9.0, low=8.9999999, high=9.0000001), TEN)
    assert late is not None
    assert (late.hit50, late.hit90) == (False, True)
    missed = band(observe(observed=11.0, low=10.9999999, high=11.0000001), TEN)
    assert missed is not None
    assert (missed.hit50, missed.hit90) == (False, False)
    assert found.crps < late.crps < missed.crps


@pytest.mark.parametrize(
    ("bound", "agree", "hit"), [(0.5, 0.0, False), (4.0, 0.4, False), (5.0, 0.5, True)]
)
def test_a_bound_is_hit_if_half_of_the_draws_keep_to_it(bound, agree, hit):
    found = band(observe(relation="at_most", observed=bound, low=0.0, high=bound), TEN)
    assert found is not None
    assert (found.hit50, found.hit90, found.agree) == (hit, hit, agree)
    assert (found.crps, found.pit) == (None, None)
    assert found.low90 == 1.0  # a bound is not blurred


@pytest.mark.parametrize(("low", "hit"), [(5.5, True), (6.5, False)])
def test_an_order_is_hit_if_half_of_the_draws_have_it_right(low, hit):
    found = band(observe(relation="order", observed=low, low=low, high=100.0), TEN)
    assert found is not None
    assert (found.hit50, found.hit90, found.crps) == (hit, hit, None)


def test_too_few_draws_make_no_band_and_the_reason_stays():
    rows = (observe("few"), observe("none"), observe("fine"))
    draws = {"few": [1.0] * (FEWEST - 1) + [None], "none": [None] * 10, "fine": TEN}
    few, none, fine = judge(rows, {"prior": draws}, {"none": "never down"})
    assert (few.prior, few.reason) == (None, NO_DRAWS)
    assert (none.prior, none.reason) == (None, "never down")
    assert fine.reason == ""
    assert fine.band == fine.prior != None  # noqa: E711


@pytest.fixture
def validation():
    """Judge four rows of three uses, before and after a calibration that halves all widths."""
    rows = (
        observe("fitted"),
        observe("hidden", use="check", observed=9.0, low=8.9999999, high=9.0000001),
        observe("leant", use="check", informed=True, subject="bank"),
        observe("open", use="check", subject="bank"),
    )
    prior = dict.fromkeys(("fitted", "hidden", "leant"), TEN)
    after = {name: [5.0 + (x - 5.0) / 2 for x in TEN] for name in prior}
    judged = judge(rows, {"prior": prior, "posterior": after}, {"open": "never down"})
    return Validation("toy", "toy-fire", 100, judged, count(judged), {"members": {"prior": 10}})


def test_hits_are_counted_apart_by_use(validation):
    fit, check, informed = validation.counts
    assert fit == Count("fit", 1, 1, 1, 1, 1, 1, fit.crps_ratio, fit.width_ratio)
    assert (check.rows, check.answered, check.hit90, check.prior_hit90) == (2, 1, 0, 1)
    assert (informed.rows, informed.answered, informed.hit50) == (1, 1, 1)
    assert [c.width_ratio for c in validation.counts] == pytest.approx([0.5] * 3, abs=1e-6)
    assert fit.crps_ratio is not None
    assert check.crps_ratio is not None
    assert fit.crps_ratio < 1 < check.crps_ratio


def test_ratios_are_geometric_means(validation):
    named = {row.observation.id: row for row in validation.rows}
    ratios = [named[n].posterior.crps / named[n].prior.crps for n in ("fitted", "hidden")]
    together = [replace(named["hidden"], observation=observe("hidden")), named["fitted"]]
    fit, *_ = count(together)
    assert fit.crps_ratio == pytest.approx((ratios[0] * ratios[1]) ** 0.5)


def test_a_part_has_the_rows_of_its_subjects_and_counts_of_its_own(validation):
    part = validation.part("bank", ["bank"])
    assert [row.observation.id for row in part.rows] == ["leant", "open"]
    assert [c.rows for c in part.counts] == [0, 1, 1]
    assert (part.case, part.scenario, part.people) == ("bank", "toy-fire", 100)


def test_it_survives_json(validation):
    plain = json.loads(json.dumps(to_plain(validation), allow_nan=False))
    assert from_plain(plain) == validation
    assert [row["use"] for row in plain["rows"]] == ["fit", "check", "informed", "check"]
