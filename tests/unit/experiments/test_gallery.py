"""Check how recorded draws become verdicts, and that shipped records can be made again."""

import datetime as dt

import pytest

from simulator.analysis.observed_course import NEVER_DOWN, NOT_BACK, UNKNOWN
from simulator.errors import ScenarioError
from simulator.experiments import predictive
from simulator.experiments.calibrations import POSTERIOR, PRIOR, members_text, write_calibration
from simulator.experiments.gallery import (
    GALLERY,
    gallery_case,
    is_recorded,
    recorded_draws,
    recorded_validation,
    validation_of,
)
from simulator.experiments.members import Member, Question, answer
from simulator.experiments.predictive import (
    CALIBRATION,
    CARRIED,
    LUCK,
    Asked,
    by_luck,
    carried,
    ensembles_for,
    predict,
)
from simulator.io.draw_files import Draw, DrawRecord, rounded
from simulator.io.run_log import RunLog
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_observations
from simulator.model.evidence import Observation

END_H = 50.0
RECORDED = sorted({card.scenario for card in GALLERY if is_recorded(card.scenario)})


def observe(name, subject="talk", **changes):
    """Observe 5 hours, give or take two."""
    given = {
        "id": name, "case": "toy", "quantity": "first_function_h", "subject": subject,
        "relation": "about", "observed": 5.0, "low": 3.0, "high": 7.0, "unit": "h",
        "interval": "stated", "use": "fit", "informed": False, "confidence": "A", "source": "us",
    }  # fmt: skip
    return Observation(**{**given, **changes})


def record(**values):
    """Record, by ensemble, what ten members answered for rows a and b."""
    draws = [
        Draw(name.replace("_", "-"), n, n + 1, {"a": found, "b": UNKNOWN})
        for name, answers in values.items()
        for n, found in enumerate(answers)
    ]
    about = {"case": "toy", "scenario": "toy-fire", "people": 100, "origin": "toy", "end_h": END_H}
    return DrawRecord(tuple(draws), about)


ROWS = (observe("a"), observe("b", "bank"))
EARLY, LATE = [4.0 + n / 10 for n in range(10)], [20.0 + n / 10 for n in range(10)]


def test_ensembles_stand_in_their_places_and_reasons_are_kept():
    a, b = validation_of(record(prior=LATE, posterior=EARLY), ROWS).rows
    assert a.prior is not None
    assert a.posterior is not None
    assert a.prior.median > 15 > a.posterior.median
    assert (a.left_out, a.reason) == (None, "")
    assert (b.prior, b.posterior, b.reason) == (None, None, UNKNOWN)


def test_where_luck_alone_varies_it_stands_in_the_place_of_the_posterior():
    a, _ = validation_of(record(luck=EARLY), ROWS).rows
    assert a.posterior is not None
    assert (a.prior, a.band) == (None, a.posterior)


def test_a_fit_without_a_subject_is_shown_at_its_rows_alone():
    judged = validation_of(record(posterior=EARLY, without_talk=LATE, without_bank=EARLY), ROWS)
    a, b = judged.rows
    assert a.left_out is not None
    assert a.left_out.median > 15
    assert b.left_out is None
    assert judged.provenance["members"] == {"posterior": 10, "without-talk": 10, "without-bank": 10}


def test_what_was_not_back_counts_as_back_with_the_end_of_the_run():
    a, _ = validation_of(record(posterior=[*EARLY[:5], *[NOT_BACK] * 5]), ROWS).rows
    assert a.posterior is not None
    assert a.posterior.n == 10
    assert a.posterior.high90 > END_H - 5


def test_an_outage_that_never_came_is_a_miss_and_no_gap():
    a, _ = validation_of(record(posterior=[NEVER_DOWN] * 10), ROWS).rows
    assert a.posterior is not None
    assert a.posterior.n == 10
    assert not a.posterior.hit90
    assert a.posterior.median < 2


def test_where_most_runs_have_no_value_the_others_make_no_band():
    a, _ = validation_of(record(posterior=[*EARLY[:4], *[UNKNOWN] * 6]), ROWS).rows
    assert (a.posterior, a.reason) == (None, UNKNOWN)


def test_the_gallery_has_shipped_cases_and_parts_of_them():
    assert len({card.id for card in GALLERY}) == len(GALLERY)
    for card in GALLERY:
        scenario = read_scenario(card.scenario)
        assert scenario.case == card.scenario
        subjects = {row.subject for row in read_observations(card.scenario)}
        assert subjects.issuperset(card.subjects)
        assert card.title_ko
    assert gallery_case("no-such-case") is None


def test_an_unknown_case_is_refused_with_the_nearest_name():
    with pytest.raises(ScenarioError) as caught:
        recorded_validation("kakao-2023")
    assert caught.value.problems[0].hint == "did you mean 'kakao-2022'?"


def test_only_rules_of_behaviour_are_carried_to_other_cases():
    values = {"people.behaviour.trust": 1.5, "people.society.media_per_h": 2.0, "owners.x": 3.0}
    (one,) = carried([Member(4, 9, values)])
    assert (one.number, one.seed) == (4, 9)
    assert dict(one.values) == {k: v for k, v in values.items() if k.startswith(CARRIED)}
    assert len(one.values) == 2


def test_luck_alone_needs_no_calibration():
    ensembles, origin = ensembles_for("kakao-2022", "none", 3)
    assert (ensembles, origin) == ({LUCK: by_luck(3)}, LUCK)
    assert [one.seed for one in by_luck(3, seed=5)] == [5, 6, 7]


@pytest.fixture
def calibrated(tmp_path, monkeypatch):
    """Pretend that a calibration of the Kakao case, and no other, travels with the program."""
    values = {"people.behaviour.trust": 1.5, "people.categories.taxi.needs_per_day": 0.1}
    members = [Member(n, n + 1, values) for n in range(40)]
    tables = {name: members_text(members) for name in (PRIOR, POSTERIOR, "without-line.csv")}
    write_calibration(tmp_path / CALIBRATION, tables, {"case": CALIBRATION})
    for finder in ("shipped_folder", "own_folder"):
        monkeypatch.setattr(predictive, finder, lambda case: tmp_path / case)
    return tmp_path / CALIBRATION


@pytest.mark.usefixtures("calibrated")
def test_its_own_case_takes_all_parameters_of_a_calibration():
    ensembles, origin = ensembles_for(CALIBRATION, "both", 24)
    assert origin == CALIBRATION
    assert {name: len(members) for name, members in ensembles.items()} == {
        "prior": 24,
        "posterior": 24,
        "without-line": 6,
    }
    assert {len(one.values) for members in ensembles.values() for one in members} == {2}
    assert list(ensembles_for(CALIBRATION, "prior", 24)[0]) == ["prior"]
    assert ensembles_for(CALIBRATION, "none", 24)[1] == LUCK


def test_any_other_case_takes_the_rules_of_behaviour_alone(calibrated):
    for place in (None, calibrated):
        ensembles, origin = ensembles_for("quake-2016", "both", 24, place)
        assert origin == CALIBRATION
        assert list(ensembles) == ["prior", "posterior"]
        paths = {path for one in ensembles["posterior"] for path in one.values}
        assert paths == {"people.behaviour.trust"}


@pytest.mark.slow
def test_prediction_is_what_members_answer_and_is_not_run_twice(tmp_path):
    rows = read_observations("yes24-2025-august")
    asked = Asked(
        "yes24-2025-august",
        Question("yes24-2025-august", 200, rows),
        {LUCK: by_luck(2)},
        LUCK,
    )
    log = RunLog("toy", tmp_path)
    found = predict(asked, log=log)
    assert len(log) == 2
    for draw, member in zip(found.draws, by_luck(2), strict=True):
        assert draw.answers == rounded(answer(asked.question, member))
    assert found.about["people"] == 200
    assert found.about["parameters"] == []
    assert predict(asked, log=RunLog("toy", tmp_path)) == found
    assert len(validation_of(found, rows).rows) == len(rows)


@pytest.mark.parametrize("name", RECORDED)
def test_a_record_is_of_the_scenario_and_the_rows_as_they_are_now(name):
    about = recorded_draws(name).about
    scenario = read_scenario(name)
    assert about["scenario"] == scenario.name
    assert len(about["scenario_sha256"]) == 64
    clock = scenario.clock
    assert about["end_h"] == clock.horizon_h - (clock.event - clock.start) / dt.timedelta(hours=1)
    ids = [row.id for row in read_observations(name)]
    assert all(list(draw.answers) == ids for draw in recorded_draws(name).draws)


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDED)
def test_two_members_of_a_record_answer_as_recorded(name):
    recorded = recorded_draws(name)
    about, rows = recorded.about, read_observations(name)
    names = recorded.ensembles()
    members = max(len(recorded.of(one)) for one in names)
    kind = "none" if names == [LUCK] else "both"
    ensembles, origin = ensembles_for(name, kind, members)
    assert origin == about["origin"]
    question = Question(name, int(about["people"]), rows)
    for ensemble, place in ((names[-1], 0), (names[0], members - 1)):
        draw, member = recorded.of(ensemble)[place], ensembles[ensemble][place]
        assert (draw.member, draw.seed) == (member.number, member.seed)
        found = rounded(answer(question, member))
        assert found.keys() == draw.answers.keys()
        for row, value in found.items():
            if isinstance(value, str):
                assert draw.answers[row] == value, row
            else:
                assert draw.answers[row] == pytest.approx(value, rel=3e-6), row


@pytest.mark.parametrize("card", GALLERY, ids=lambda card: card.id)
def test_every_recorded_case_has_a_verdict_or_a_reason_for_every_row(card):
    judged = recorded_validation(card.id)
    if judged is None:
        assert card.scenario not in RECORDED
        return
    assert judged.case == card.id
    assert all(bool(row.band) != bool(row.reason) for row in judged.rows)
    assert sum(count.rows for count in judged.counts) == len(judged.rows) > 0
