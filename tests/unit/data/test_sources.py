"""Check that every table has a source, a licence, a paragraph and the contents it says."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from simulator.io.bundled import bundled_root
from simulator.io.table_rows import parse_rows

DATA = bundled_root("data")
TABLES = sorted((DATA / "tables").iterdir())
COLUMNS = ("table", "citation", "url", "retrieved", "licence", "sha256")


def read_sources() -> dict[str, dict[str, str]]:
    rows, problems = parse_rows((DATA / "sources.csv").read_text("utf-8"), "sources.csv")
    assert problems == []
    return {row.cells["table"]: row.cells for row in rows}


def test_every_table_and_nothing_else_has_a_source():
    sources = read_sources()
    assert len(TABLES) >= 9
    assert list(sources) == [path.name for path in TABLES]
    assert all(tuple(row) == COLUMNS for row in sources.values())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_holds_what_its_source_entry_says(path: Path):
    entry = read_sources()[path.name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    assert entry["citation"]
    assert entry["licence"]
    assert dt.date.fromisoformat(entry["retrieved"]) >= dt.date(2022, 10, 15)


def test_the_authorities_are_attributed():
    sources = read_sources()
    assert "Ministry of the Interior" in sources["korea_population_2022.csv"]["citation"]
    assert "Geographic Information" in sources["korea_provinces.geojson"]["citation"]
    for name in ("korea_population_2022.csv", "korea_provinces.geojson"):
        assert "attribution" in sources[name]["licence"]


def test_every_table_has_a_paragraph():
    text = (DATA / "README.md").read_text("utf-8")
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    tables = [name for name in headings if name.startswith("tables/")]
    assert sorted(tables) == [f"tables/{path.name}" for path in TABLES]
    assert "validations/CASE.csv, CASE.json" in headings


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_tables_are_plain_text_with_line_feeds(path: Path):
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert path.stat().st_size < 200_000
