"""Check that recorded draws answer at once, that they can be made again, and what is printed."""

import json

import pytest

from simulator.cli import main
from simulator.experiments import gallery
from simulator.experiments.members import Question
from simulator.experiments.predictive import LUCK, Asked, by_luck, predict
from simulator.io.draw_files import Draw, DrawRecord, read_draws, write_draws
from simulator.io.tables import read_observations

pytestmark = pytest.mark.slow

CASE = "yes24-2025-august"
PEOPLE, MEMBERS = 200, 6


@pytest.fixture(scope="module")
def record():
    """Ask a few members."""
    question = Question(CASE, PEOPLE, read_observations(CASE))
    return predict(Asked(CASE, question, {LUCK: by_luck(MEMBERS)}, LUCK))


@pytest.fixture
def shipped(tmp_path, monkeypatch, record):
    """Pretend that they travel with the program."""
    folder = tmp_path / gallery.FOLDER
    write_draws(record, folder, CASE)
    monkeypatch.setattr(gallery, "bundled_root", lambda _: tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return folder


@pytest.fixture
def ask(capsys):
    """Give a command and read its status and what it writes."""

    def call(*words):
        with pytest.raises(SystemExit) as ended:
            main(["validate", *words])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call


@pytest.mark.usefixtures("shipped")
def test_a_record_answers_at_once_and_says_so(ask):
    status, out, err = ask(CASE)
    assert status == 0
    assert f"from recorded draws: {MEMBERS} runs of {PEOPLE} people" in err
    assert "yes24-august-full" in out
    assert "Parameters are the scenario's own; only luck varies" in " ".join(out.split())


@pytest.mark.usefixtures("shipped")
def test_again_makes_the_same_draws_and_says_so(ask, record, tmp_path):
    status, _, err = ask(CASE, "--again", "--workers", "1", "--out", str(tmp_path / "out"))
    assert status == 0
    assert f"as recorded: {record.digest}" in err
    assert read_draws(tmp_path / "out", CASE).draws == record.draws


def test_again_tells_where_the_record_is_another(shipped, ask, record):
    draws = [Draw(d.ensemble, d.member, d.seed, dict(d.answers)) for d in record.draws]
    draws[0].answers["yes24-august-full"] = 99.0
    other = DrawRecord(tuple(draws), record.about)
    write_draws(other, shipped, CASE)
    status, _, err = ask(CASE, "--again", "--workers", "1")
    assert status == 0
    assert f"not as recorded: {other.digest} was recorded, {record.digest} found now" in err


@pytest.mark.usefixtures("shipped")
def test_without_a_case_every_card_has_a_line(ask):
    status, out, _ = ask()
    assert status == 0
    shown = {line.split()[0] for line in out.splitlines() if line}
    assert shown >= {card.id for card in gallery.GALLERY}
    assert "Not recorded, so to be run: kakao-2022, naver" in " ".join(out.split())
    status, out, _ = ask("--format", "json")
    told = {row["id"]: row for row in json.loads(out)}
    assert told.keys() == {card.id for card in gallery.GALLERY}
    assert told[CASE]["counts"][0]["rows"] == 1
    assert [name for name, row in told.items() if row["recorded"]] == [CASE]


def test_a_miss_is_told_in_words_and_on_its_side(shipped, ask, record):
    late = tuple(
        Draw(d.ensemble, d.member, d.seed, {"yes24-august-full": 30.0 + d.member})
        for d in record.draws
    )
    write_draws(DrawRecord(late, record.about), shipped, CASE)
    _, out, _ = ask(CASE)
    text = " ".join(out.split())
    assert "MISS" in out
    assert "Missed (fit): yes24-august-full. Observed 7.0 (6.0-8.0 h)" in text
    assert "which lies above it" in text


def test_fits_that_did_not_see_a_row_are_shown_where_there_are_any(shipped, ask, record):
    _, out, _ = ask(CASE, "--leave-out")
    assert "No fits without a subject's rows" in out
    unseen = [Draw("without-yes24_corp", d.member, d.seed, d.answers) for d in record.draws]
    write_draws(DrawRecord((*record.draws, *unseen), record.about), shipped, CASE)
    _, out, _ = ask(CASE, "--leave-out")
    assert "unseen 90 %" in out
    assert (
        "of 1 fit rows, in fits that did not see the rows of their subject, 1 lie in the 50 %"
        in " ".join(out.split())
    )
    assert "unseen" not in ask(CASE)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bad-push"], "a case with observations, or --observations FILE"),
        (["no-such-case"], "the name of a shipped scenario"),
        (["kakao-2022", "--calibration", "nowhere"], "linchpin calibrate"),
        (["kakao-2022", "--observations", "nowhere.csv"], "nowhere.csv"),
        (["kakao-2022", "--members", "2"], "--members"),
    ],
)
def test_what_cannot_be_answered_is_refused(ask, words, said):
    status, out, err = ask(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
