"""Check that draws are kept to the last digit that counts, and that damage is told."""

import json

import pytest

from simulator.errors import ResultsError
from simulator.io.draw_files import Draw, DrawRecord, read_draws, rounded, write_draws

ANSWERS = {"text": 10.125, "servers": 12_000.0, "bank": "never stopped, not once"}
RECORD = DrawRecord(
    (
        Draw("prior", 0, 7, ANSWERS),
        Draw("prior", 1, 8, {**ANSWERS, "text": "not back"}),
        Draw("posterior", 0, 7, {**ANSWERS, "text": -0.5}),
    ),
    {"case": "toy", "people": 100},
)


@pytest.fixture
def kept(tmp_path):
    """Write the record."""
    assert [file.name for file in write_draws(RECORD, tmp_path, "toy")] == ["toy.csv", "toy.json"]
    return tmp_path


def test_what_is_written_is_read(kept):
    assert read_draws(kept, "toy") == RECORD
    assert (kept / "toy.csv").read_text("utf-8").splitlines()[0] == (
        "ensemble,member,seed,text,servers,bank"
    )


def test_a_record_knows_its_ensembles():
    assert RECORD.ensembles() == ["prior", "posterior"]
    assert [draw.member for draw in RECORD.of("prior")] == [0, 1]
    assert RECORD.of("luck") == []


def test_the_digest_tells_draws_apart_but_not_what_is_said_about_them():
    other = DrawRecord(RECORD.draws[:-1], RECORD.about)
    assert RECORD.digest == DrawRecord(RECORD.draws, {}).digest != other.digest
    assert RECORD.digest.startswith("sha256:")


def test_six_digits_are_kept():
    assert rounded({"a": 1 / 3, "b": 123_456_789.0, "c": "why"}) == {
        "a": 0.333333,
        "b": 123_457_000.0,
        "c": "why",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("toy.csv", "10.125", "10.126", "R102"),
        ("toy.csv", ",7,", ",x,", "R102"),
        ("toy.csv", "ensemble", "group", "R102"),
        ("toy.csv", "12000,", "", "R102"),
        ("toy.json", '"format": 1', '"format": 2', "R103"),
        ("toy.json", "{", "[", "R102"),
    ],
)
def test_a_changed_file_is_refused(kept, file, old, new, code):
    text = (kept / file).read_text("utf-8")
    assert old in text
    (kept / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ResultsError) as caught:
        read_draws(kept, "toy")
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("file", ["toy.csv", "toy.json"])
def test_a_missing_or_unreadable_file_is_refused(kept, file):
    (kept / file).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ResultsError):
        read_draws(kept, "toy")
    (kept / file).unlink()
    with pytest.raises(ResultsError) as caught:
        read_draws(kept, "toy")
    assert [problem.code for problem in caught.value.problems] == ["R101"]


def test_how_they_were_made_is_plain_json(kept):
    about = json.loads((kept / "toy.json").read_text("utf-8"))
    assert about == {"format": 1, "case": "toy", "people": 100, "digest": RECORD.digest}
