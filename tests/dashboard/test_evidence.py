"""Check the shapes behind the pages on evidence: outcomes, axes, what was learnt, grounds."""

import pytest

from dashboard.pages import evidence, figures, parameters
from dashboard.shelf import StoredShelf
from dashboard.texts import say, words
from dashboard.viewmodels.bands import (
    COLUMNS,
    ORDER,
    amount,
    bands,
    between,
    rows_of,
    told_reason,
)
from dashboard.viewmodels.gallery import scores, tallies
from dashboard.viewmodels.grounds import (
    CONVENTION,
    RANK,
    SECTIONS,
    counted,
    grounds,
    selected,
)
from dashboard.viewmodels.grounds import SIGNS as GROUNDS
from dashboard.viewmodels.learnt import GRADES, label, learnt, learnt_strips, learnt_table
from dashboard.viewmodels.names import names
from dashboard.viewmodels.outcomes import MISSES, SIGNS, outcome
from dashboard.viewmodels.strips import KINDS, Axis, axis, interval, point
from simulator.analysis import judging, observed, observed_course, observed_later
from simulator.experiments.gallery import GALLERY
from simulator.io.tables import read_observations
from simulator.model.base import Basis
from simulator.model.parameters import parameters as recorded


def strips_of(shelf, case, use, lang="en"):
    validation = shelf.validation(case)
    return rows_of(validation, names(shelf.scenario(validation.scenario), lang), lang, use)


def test_what_lies_outside_an_axis_is_cut_and_said_so():
    on = axis([0.0, 10.0], [-1000.0, 12.0])
    assert on.low < -14
    cut = interval("prior", -1000.0, 12.0, on)
    assert (cut.left, cut.cut) == (0.0, "left")
    assert cut.width == pytest.approx(on.at(12.0), abs=0.02)
    assert interval("outer", 0.0, 10.0, on).cut == ""
    assert point("median", 5.0, Axis(0.0, 20.0)).left == 25.0


def test_an_axis_of_one_value_has_a_length_and_none_begins_below_zero_for_nothing():
    assert axis([0.0]).high > axis([0.0]).low
    assert axis([3.0]).low < 3.0 < axis([3.0]).high
    assert axis([0.0, 5.0]).low == 0.0
    assert axis([-1.0, 5.0]).low < -1.0


def test_outcomes_are_those_of_the_bands(shelf):
    rows = shelf.validation("kakao-2022").rows
    found = {outcome(row) for row in rows}
    assert found >= {"inner", "miss", "open"}
    for row in rows:
        told = outcome(row)
        assert (told == "open") == (row.band is None)
        assert (told in MISSES) == (row.band is not None and not row.band.hit90)
        if row.band is not None:
            bound = row.observation.relation != "about"
            assert (told in {"kept", "broken"}) == bound


def test_every_observation_has_its_strip_once_and_those_that_prove_most_stand_first(shelf):
    validation = shelf.validation("kakao-2022")
    shown = [strip.id for use in ORDER for strip in strips_of(shelf, "kakao-2022", use)]
    assert sorted(shown) == sorted(row.observation.id for row in validation.rows)
    assert ORDER[0] == "check"
    assert ORDER[-1] == "fit"


def test_bars_stand_where_the_numbers_are(shelf):
    validation = shelf.validation("kakao-2022")
    rows = {row.observation.id: row for row in validation.rows}
    for strip in (s for use in ORDER for s in strips_of(shelf, "kakao-2022", use) if s.marks):
        marks = {mark.kind: mark for mark in strip.marks}
        inner, outer, middle = marks["inner"], marks["outer"], marks["median"]
        assert outer.left <= inner.left <= middle.left <= inner.left + inner.width + 0.02
        assert inner.left + inner.width <= outer.left + outer.width + 0.02
        assert ("seen" in marks) == (rows[strip.id].observation.relation == "about")
        if strip.verdict == "miss" and "seen" in marks:
            assert not outer.left < marks["seen"].left < outer.left + outer.width
        assert all(0 <= m.left <= 100 and m.left + m.width <= 100.01 for m in strip.marks)
        assert {mark.kind for mark in strip.marks} <= set(KINDS)


def test_a_row_without_prediction_says_why_and_draws_nothing(shelf):
    for lang, reason in (("en", "not back by the end"), ("ko", "실행이 끝날 때까지")):
        found = [s for use in ORDER for s in strips_of(shelf, "kakao-2022", use, lang)]
        left = [strip for strip in found if strip.verdict == "open"]
        assert len(left) > 5
        assert all(strip.marks == () and reason in strip.said[-1] for strip in left)


def test_every_reason_and_code_has_words_in_both_languages():
    reasons = [judging.NO_DRAWS, observed.NOT_SIMULATED, observed_later.AFTER_THE_END]
    reasons += [getattr(observed_course, name) for name in dir(observed_course)
                if name.isupper() and isinstance(getattr(observed_course, name), str)]  # fmt: skip
    assert len(reasons) >= 6
    assert [reason for reason in reasons if told_reason(reason, "ko") == reason] == []
    keys = [f"outcome.{name}" for name in (*SIGNS, *GRADES)]
    keys += [f"outcome.{a}.{b}" for a in ("kept", "broken") for b in ("at_most", "order")]
    keys += [f"evidence.use.{use}" for use in ORDER] + [f"evidence.about.{c.id}" for c in GALLERY]
    keys += [f"evidence.show.{name}" for name in evidence.SHOWN]
    keys += [f"evidence.proves.{use}" for use in ORDER]
    keys += [f"mark.{kind}" for kind in KINDS] + [f"confidence.{grade}" for grade in "ABCD"]
    keys += [f"mark.after.{kind}" for kind in parameters.MARKS]
    keys += [f"basis.means.{basis}" for basis in Basis.__args__]
    keys += [f"column.{name}" for name in COLUMNS]
    assert [key for key in keys if key not in words("ko")] == []
    keys = [f"rests.{result}" for result in SECTIONS.values()] + [f"basis.{b}" for b in RANK]
    assert [key for key in keys if key not in words("en")] == []
    assert set(RANK) == set(GROUNDS) == {*Basis.__args__, CONVENTION}


def test_every_outcome_has_a_sign_of_its_own():
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert len(set(GROUNDS.values())) == len(GROUNDS)
    for name, sign in SIGNS.items():
        assert say("en", f"outcome.{name}").startswith(sign)


def test_every_calibrated_parameter_has_a_name():
    paths = {row.id for row in recorded() if row.calibrated}
    assert len(paths) > 30
    assert {path for path in paths if f"parameter.{path}" not in words("ko")} == set()


def test_the_table_has_every_row_and_its_reason(shelf):
    validation = shelf.validation("exchange-fire-2018")
    named = names(shelf.scenario(validation.scenario), "en")
    table = bands(validation, named, "en")
    assert len(table) == len(read_observations("exchange-fire-2018"))
    assert list(table.columns) == list(COLUMNS)
    none = table[table["outer_band"] == ""]
    assert len(none)
    assert (none["why"] != "").all()
    assert (none["outcome"] == say("en", "outcome.open")).all()


def test_amounts_are_written_once_with_their_unit():
    assert between(9.0, 11.0, "h", "en") == "9.0 - 11.0 h"
    assert between(9.0, 11.0, "h", "ko") == "9.0 - 11.0시간"
    assert between(-0.06, 0.25, "share", "en") == "-6.0% - 25%"
    assert amount("ko", 1500.0, "persons") == "1,500명"


def test_tallies_are_the_counts(shelf):
    validation = shelf.validation("kakao-2022")
    named = names(shelf.scenario(validation.scenario), "en")
    for tally in tallies(validation, named, "en"):
        told = next(one for one in validation.counts if one.use == tally.use)
        assert len(tally.outcomes) == told.rows
        found = [one for one, _ in tally.outcomes]
        inside, kept = sum(one in ("inner", "outer") for one in found), found.count("kept")
        assert inside + kept == told.hit90
        figures = told.answered - kept - found.count("broken")
        assert f"{inside} of {figures} in the 90% band" in tally.said
        assert len(tally.missed) == told.answered - told.hit90
        tips = [said for one, said in tally.outcomes if one in MISSES]
        assert [tip.startswith(f"{name}: ") for tip, name in zip(tips, tally.missed, strict=True)
                ] == [True] * len(tips)  # fmt: skip
    table = scores([("Fire", validation, named)], "en")
    assert table["rows"].sum() == len(validation.rows)
    assert next(iter(table["use"])) == say("en", "evidence.use.check")


def test_what_was_narrowed_and_what_was_not_identified(shelf):
    found = shelf.ensemble("kakao-2022")
    rows = learnt(found.manifest["parameters"], found.posterior)
    assert [(row.path, row.grade) for row in rows] == [
        ("people.behaviour.inertia", "narrowed"), ("b.c", "same"),
    ]  # fmt: skip
    assert all(list(row.points) == sorted(row.points) for row in rows)
    narrow, same = learnt_strips(rows, "en")
    assert "utility" in narrow.said[0]
    assert "3% as wide" in narrow.said[1]
    marks = {mark.kind: mark for mark in same.marks}
    assert marks["outer"].left == marks["prior"].left
    assert learnt_table(rows, "ko")["learnt"].tolist() == [
        say("ko", "outcome.narrowed"), say("ko", "outcome.same"),
    ]  # fmt: skip


def test_the_shipped_calibration_can_be_shown():
    found = StoredShelf().ensemble("kakao-2022")
    rows = learnt(found.manifest["parameters"], found.posterior)
    assert {row.path for row in rows} == set(found.posterior[0])
    assert {row.grade for row in rows} == set(GRADES)
    assert [row for row in rows if label(row.path, "ko") == row.path] == []


def test_figures_are_listed_by_their_grounds(shelf):
    table = grounds(shelf.figures("kakao-2022"), "en")
    assert list(table["code"]) == ["judgement", "measured", CONVENTION]
    assert counted(table) == {"judgement": 1, "measured": 1, CONVENTION: 1}
    assert list(selected(table, ("measured",), "")["path"]) == ["a.b"]
    assert list(selected(table, (), "GUESS")["path"]) == ["c.d_share"]
    assert selected(table, ("measured",), "guess").empty
    assert figures.wish_of({"basis": "measured,nonsense", "find": "x" * 99}).basis == ("measured",)
