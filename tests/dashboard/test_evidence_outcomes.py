"""Check what the pages say of bounds and orders, of runs without a value, and of calibration."""

from dataclasses import replace

import pytest

from dashboard.report_evidence import evidence_section
from dashboard.texts import say, words
from dashboard.viewmodels.bands import bands, rows_of
from dashboard.viewmodels.gallery import scores, tallies
from dashboard.viewmodels.names import names
from dashboard.viewmodels.outcomes import SIGNS, outcome, told_outcome, valued
from simulator.analysis.judging import judge
from simulator.analysis.validation import Validation, count
from simulator.io.tables import read_observations

LANGS = ("en", "ko")


def judged(name, values, members):
    """Judge one observation by made-up values."""
    row = next(row for row in read_observations("kakao-2022") if row.id == name)
    found = judge([row], {"posterior": {row.id: values(row)}}, {})
    return Validation("kakao-2022", "kakao-2022", 9, found, count(found), {"members": members})


def keeps(share):
    """Give ten draws of which a share keeps to a bound."""
    return lambda row: [row.low if n < 10 * share else row.high + 5.0 for n in range(10)]


@pytest.mark.parametrize(("share", "found"), [(0.3, "broken"), (0.5, "kept"), (1.0, "kept")])
def test_a_bound_has_a_sign_of_its_own_and_tells_the_share_that_agrees(shelf, share, found):
    case = judged("media-first", keeps(share), {"posterior": 10})
    row = case.rows[0]
    assert outcome(row) == found
    for lang in LANGS:
        told = told_outcome(row, lang)
        assert told.startswith(SIGNS[found])
        assert f"{100 * share:.0f}%" in told
        named = names(shelf.scenario("kakao-2022"), lang)
        strip = rows_of(case, named, lang, row.use)[0]
        assert (strip.verdict, strip.told) == (found, told)
        assert bands(case, named, lang)["outcome"].tolist() == [told]
        tally = tallies(case, named, lang)[0]
        assert tally.outcomes == ((found, f"{strip.label}: {told}"),)
        assert tally.missed == ((strip.label,) if found == "broken" else ())
        assert tally.said == say(lang, "evidence.kept", answered=1, kept=int(found == "kept"))
        assert scores([("Fire", case, named)], lang)["missed"].tolist() == ["; ".join(tally.missed)]


def test_what_only_some_runs_have_a_value_for_says_how_many(shelf):
    def values(row):
        return [row.observed if n < 7 else None for n in range(10)]

    part = judged("line-16-oct", values, {"posterior": 10})
    assert valued(part.rows[0], part) == (7, 10)
    for lang in LANGS:
        named = names(shelf.scenario("kakao-2022"), lang)
        said = say(lang, "bands.in_part", count=7, runs=10)
        assert said in rows_of(part, named, lang, "fit")[0].said
        assert bands(part, named, lang)["valued"].tolist() == [
            say(lang, "bands.valued", count=7, runs=10)
        ]
    whole = judged("line-16-oct", lambda row: [row.observed] * 10, {"posterior": 10})
    named = names(shelf.scenario("kakao-2022"), "en")
    assert [s for s in rows_of(whole, named, "en", "fit")[0].said if "runs" in s] == []


@pytest.mark.parametrize(
    ("crps", "width", "shape", "better"),
    [(0.8, 0.7, "narrower", "better"), (1.2, 1.3, "wider", "worse"), (1.0, 1.0, "same", "same")],
)
def test_what_calibration_did_is_told_from_the_counts(shelf, crps, width, shape, better):
    case = shelf.validation("kakao-2022")
    counts = tuple(replace(one, crps_ratio=crps, width_ratio=width) for one in case.counts)
    told = replace(case, counts=counts)
    for lang in LANGS:
        named = names(shelf.scenario("kakao-2022"), lang)
        by_use = {tally.use: tally.taught for tally in tallies(told, named, lang)}
        assert by_use.pop("fit") == ""
        for use, said in by_use.items():
            one = next(one for one in counts if one.use == use)
            assert say(lang, f"evidence.width.{shape}", ratio=f"{width:.2f}") in said
            assert say(lang, f"evidence.score.{better}", ratio=f"{crps:.2f}") in said
            assert say(lang, "evidence.hits_before_after", answered=one.answered,
                       before=one.prior_hit90, after=one.hit90) in said  # fmt: skip


def test_the_report_names_the_row_behind_each_sign_and_says_what_was_missed(shelf):
    section = evidence_section(shelf, "kakao-2022", "en")
    case = shelf.validation("kakao-2022")
    named = names(shelf.scenario("kakao-2022"), "en")
    assert section.count('" title="') == len(case.rows)
    for tally in tallies(case, named, "en"):
        assert (f"Missed ({len(tally.missed)}): " in section) == bool(tally.missed)


def test_no_page_calls_a_hit_evidence_and_each_says_that_times_were_known():
    for use in ("check", "informed"):
        assert "knew the published times" in words("en")[f"evidence.proves.{use}"]
        assert "공표된 시각을 알고서" in words("ko")[f"evidence.proves.{use}"]
    assert [k for k, said in words("en").items() if "hit here is evidence" in said.lower()] == []
