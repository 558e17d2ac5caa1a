"""Check that tables are read as they stand, and that a bad row says where it is bad."""

from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.io import tables
from simulator.io.table_rows import declare_rows, parse_rows
from simulator.io.tables import (
    read_observations,
    read_population,
    read_provinces,
    read_table,
)
from simulator.model.evidence import Observation
from simulator.model.people import AGE_GROUPS

RESIDENTS = 51_200_910
POPULATION = "korea_population_2022"
GOOD = read_table("observations")[0]
HEADER = "province_id,province_ko,province_en,age_group,residents\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a folder of one's own in the place of the shipped tables."""
    (tmp_path / "tables").mkdir()
    monkeypatch.setattr(tables, "bundled_root", lambda _kind: tmp_path)
    monkeypatch.setattr(tables, "bundled", lambda _kind, name: tmp_path / name)
    return tmp_path / "tables"


def codes(error: ScenarioError) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.line, problem.where) for problem in error.problems]


def problems_of(row: dict[str, str]) -> list[tuple[str, str]]:
    text = ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    rows, problems = parse_rows(text, "t.csv")
    assert problems == []
    _, problems = declare_rows(rows, Observation, "t.csv")
    assert all(problem.line == 2 for problem in problems)
    return [(problem.code, problem.where) for problem in problems]


def test_the_population_adds_up():
    regions = read_population(POPULATION)
    assert sum(sum(region.residents.values()) for region in regions) == RESIDENTS
    assert len({region.id for region in regions}) == 17
    assert all(tuple(region.residents) == AGE_GROUPS for region in regions)


def test_the_suffix_may_be_written_or_left_out():
    assert read_population(POPULATION) == read_population(f"{POPULATION}.csv")


def test_every_region_has_an_outline_of_the_same_name():
    outlines = {feature["id"]: feature["properties"] for feature in read_provinces()["features"]}
    regions = {region.id: region for region in read_population(POPULATION)}
    assert len(outlines) == 17
    assert set(outlines) == set(regions)
    for name, properties in outlines.items():
        assert properties["name_en"] == regions[name].name
        assert properties["name_ko"] == regions[name].name_ko


def test_outlines_are_closed_rings_in_korea():
    for feature in read_provinces()["features"]:
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        assert rings
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(124 < east < 132 and 33 < north < 39 for east, north in ring)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"low": "ten"}, ("S203", "low")),
        ({"use": "tune"}, ("S205", "use")),
        ({"case": ""}, ("S201", "case")),
        ({"colour": "red"}, ("S202", "colour")),
        ({"id": "Text First"}, ("S206", "id")),
        ({"source": "", "source_url": ""}, ("S201", "source")),
        ({"source_url": "www.example.com"}, ("S206", "source_url")),
        ({"observed": "nan"}, ("S204", "observed")),
        ({"day": "2022-13-01"}, ("S203", "day")),
        ({"high": "1"}, ("S208", "")),
        ({"unit": "servers"}, ("S208", "")),
        ({"at_h": "3"}, ("S208", "")),
        ({"at_h": "-3"}, ("S204", "at_h")),
    ],
)
def test_a_bad_cell_is_named(change, expected):
    assert problems_of(GOOD) == []
    assert problems_of(GOOD | change) == [expected]


def test_all_bad_cells_are_named_at_once():
    found = problems_of(GOOD | {"low": "x", "use": "y", "informed": "perhaps"})
    assert sorted(found) == [("S203", "informed"), ("S203", "low"), ("S205", "use")]


@pytest.mark.parametrize("name", ["../sources", "", "no_such_table", "a/b", "x" * 300, "A B"])
def test_an_unknown_table_is_refused(name):
    with pytest.raises(ScenarioError) as caught:
        read_table(name)
    assert codes(caught.value) == [("S304", None, "")]


def test_a_slip_in_the_name_is_guessed():
    with pytest.raises(ScenarioError, match="did you mean 'korea_population_2022'"):
        read_population("korea_population_2021")


def test_an_unknown_case_is_refused():
    with pytest.raises(ScenarioError, match="did you mean 'kakao-2022'") as caught:
        read_observations("kakao-2023")
    assert codes(caught.value) == [("S301", None, "case")]


def test_an_id_twice_is_refused(shelf: Path):
    line = ",".join(f'"{cell}"' for cell in GOOD.values()) + "\n"
    (shelf / "observations.csv").write_text(",".join(GOOD) + "\n" + line * 2, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_observations("kakao-2022")
    assert codes(caught.value) == [("S306", None, "id")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "S103"),
        (b"", "S104"),
        (b"a,b\n", "S104"),
        (b"a,b\n1\n", "S207"),
        (b"a,a\n1,2\n", "S306"),
        (b'a,b\n"1,2\n', "S102"),
    ],
)
def test_a_file_that_is_no_table_is_refused(shelf: Path, content: bytes, code: str):
    (shelf / "bad.csv").write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        read_table("bad")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_row_over_two_lines_does_not_shift_the_count():
    rows, problems = parse_rows('a,b\n"x\ny",1\nz,2\n', "t.csv")
    assert problems == []
    assert [row.line for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("KR-11,서울,Seoul,0-9,many\n", ("S203", 2, "residents")),
        ("KR-11,서울,Seoul,0-9,-1\n", ("S204", 2, "residents")),
        ("kr-11,서울,Seoul,0-9,1\n", ("S206", 2, "province_id")),
        ("KR-11,서울,Seoul,0-9,1\n", ("S207", None, "KR-11")),
    ],
)
def test_a_population_that_cannot_be_is_refused(shelf: Path, lines: str, expected):
    (shelf / "town.csv").write_text(HEADER + lines, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_population("town")
    assert codes(caught.value) == [expected]
