"""Comma-separated tables from strangers to rows that each know their line, or every problem."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from simulator.errors import Problem
from simulator.io.nodes import quote
from simulator.io.paths import choices, nearest
from simulator.io.raw_text import decode
from simulator.io.scenario_sources import read_bytes
from simulator.io.table_rows import TableRow, parse_rows

MAX_ROWS: Final = 1_000
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 1_000
_NAME: Final = 200
_OTHER: Final = ((";", "semicolons"), ("\t", "tabs"), ("|", "strokes"))
_NOT_TEXT: Final = {
    b"PK": "this is an Excel or zip file; save the sheet as CSV UTF-8",
    b"\xd0\xcf\x11\xe0": "this is an old Excel file; save the sheet as CSV UTF-8",
    b"\xff\xfe": "this looks like UTF-16; in Excel: Save as, CSV UTF-8",
    b"\xfe\xff": "this looks like UTF-16; in Excel: Save as, CSV UTF-8",
}
"""What files begin with that are no text in UTF-8, and what to do about each."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a table may have."""

    required: Collection[str]
    """Without these it says nothing."""
    known: Collection[str]
    """All that mean something, the required ones too."""


def read_rows(path: Path, columns: Columns) -> tuple[list[TableRow], list[Problem]]:
    """Read a user's table and check everything that can be told without knowing its meaning.

    Parameters
    ----------
    path : Path
        A file of comma-separated values in UTF-8 with a header.
    columns : Columns
        Which it must and may have.

    Returns
    -------
    rows : list of TableRow
        Those that have a cell for each column; columns without a meaning are left out.
    problems : list of Problem
        Everything that is wrong so far.
    """
    file = str(path)[:_NAME].encode("utf-8", "replace").decode("utf-8")
    data = read_bytes(path, file, "a file of comma-separated values")
    if isinstance(data, Problem):
        return [], [data]
    return rows_of(data, file, columns)


def rows_of(data: bytes | str, file: str, columns: Columns) -> tuple[list[TableRow], list[Problem]]:
    """Split what was read; see `read_rows`."""
    text, problems = decode(data, file)
    if text is None or problems:
        return [], [replace(problem, hint=_how_to_save(data)) for problem in problems]
    if not text.strip():
        return [], [Problem("S104", file, None, "", "an empty file", "a header and rows")]
    header = text.lstrip().splitlines()[0]
    for mark, name in _OTHER:
        if mark in header and "," not in header:
            hint = "save it with commas between cells, and points in decimals"
            return [], [Problem("S102", file, 1, "", f"cells parted by {name}", "commas", hint)]
    rows, problems = parse_rows(text, file)
    if len(rows) > MAX_ROWS:
        found, expected = f"{len(rows):,} rows", f"at most {MAX_ROWS:,}"
        return [], [Problem("S114", file, None, "", found, expected)]
    names = next(iter(rows)).cells if rows else {}
    if len(names) > MAX_COLUMNS:
        found, expected = f"{len(names):,} columns", f"at most {MAX_COLUMNS}"
        return [], [Problem("S114", file, 1, "", found, expected)]
    problems += _header(names, file, columns) if rows else []
    problems += [p for row in rows for p in _long(row, file)]
    kept = [
        TableRow(r.line, {k: v for k, v in r.cells.items() if k in columns.known}) for r in rows
    ]
    return kept, problems


def _how_to_save(data: bytes | str) -> str:
    """Guess in which form a spreadsheet was saved that is no text in UTF-8."""
    if isinstance(data, str):
        return ""
    for mark, hint in _NOT_TEXT.items():
        if data.startswith(mark):
            return hint
    if not (_reads(data, "utf-8") or b"\0" in data) and _reads(data, "cp949"):
        return "this may be CP949 (EUC-KR); in Excel: Save as, CSV UTF-8"
    return ""


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _header(names: Collection[str], file: str, columns: Columns) -> list[Problem]:
    """Name columns that are unknown or missing."""
    known = sorted(columns.known)
    problems = [
        Problem(
            "S202", file, 1, "", f"the column {quote(name)}",
            f"a known column{choices(known)}", nearest(name.strip().lower(), known),
        )
        for name in names
        if name not in columns.known
    ]  # fmt: skip
    return problems + [
        Problem("S201", file, 1, name, f"no column {quote(name)}", f"a column {quote(name)}")
        for name in sorted(set(columns.required) - set(names))
    ]


def _long(row: TableRow, file: str) -> list[Problem]:
    """Name cells that are too long."""
    expected = f"at most {MAX_CELL:,} characters"
    return [
        Problem("S115", file, row.line, name[:_NAME], f"{len(cell):,} characters", expected)
        for name, cell in row.cells.items()
        if len(cell) > MAX_CELL
    ]
