"""Turn the text of a table into rows that each know their line, and rows into declarations."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import ValidationError

from simulator.errors import Problem
from simulator.io.nodes import quote
from simulator.model.base import Declaration

Kind = TypeVar("Kind", bound=Declaration)

_CODES: Final = {
    "missing": "S201",
    "extra_forbidden": "S202",
    "greater_than_equal": "S204",
    "less_than_equal": "S204",
    "finite_number": "S204",
    "literal_error": "S205",
    "string_pattern_mismatch": "S206",
    "string_too_short": "S206",
    "string_too_long": "S206",
    "value_error": "S208",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, with the line on which it begins."""

    line: int
    """Counted from 1; the header has line 1."""
    cells: dict[str, str]
    """Text by column; empty where nothing is known."""


def parse_rows(text: str, file: str) -> tuple[list[TableRow], list[Problem]]:
    r"""Split comma-separated text with a header into rows.

    Parameters
    ----------
    text : str
        The whole table.
    file : str
        Its name in messages.

    Returns
    -------
    rows : list of TableRow
        Rows with a cell for every column.
    problems : list of Problem
        Rows of another length, columns of one name, or quotes that do not close.

    Examples
    --------
    >>> rows, problems = parse_rows("id,value\na,1\nb\n", "t.csv")
    >>> rows[0].line, rows[0].cells
    (2, {'id': 'a', 'value': '1'})
    >>> print(problems[0])
    [S207] t.csv:3: found 1 cells; expected 2, one for each column.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[TableRow] = []
    problems: list[Problem] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = cells
            elif not cells:
                pass  # a blank line
            elif len(cells) == len(header):
                rows.append(TableRow(line, dict(zip(header, cells, strict=True))))
            else:
                expected = f"{len(header)}, one for each column"
                problems.append(Problem("S207", file, line, "", f"{len(cells)} cells", expected))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem("S102", file, line, "", str(error), "comma-separated values"))
    if len(set(header)) < len(header):
        problems.append(
            Problem("S306", file, 1, "", "a column twice", "columns of different names")
        )
    if not rows and not problems:
        problems.append(Problem("S104", file, None, "", "no rows", "a header and rows"))
    return rows, problems


def declare_rows(
    rows: Iterable[TableRow], kind: type[Kind], file: str
) -> tuple[list[Kind], list[Problem]]:
    """Make a declaration of every row; an empty cell counts as not given.

    Parameters
    ----------
    rows : iterable of TableRow
        The rows.
    kind : type of Declaration
        What each row declares.
    file : str
        Name of the table in messages.

    Returns
    -------
    made : list of Declaration
        Those that hold.
    problems : list of Problem
        What is wrong with the others, cell by cell.
    """
    made: list[Kind] = []
    problems: list[Problem] = []
    for row in rows:
        given = {column: cell for column, cell in row.cells.items() if cell}
        try:
            made.append(kind.model_validate_strings(given))
        except ValidationError as error:
            problems += _translate(error, row, file)
    return made, problems


def _translate(error: ValidationError, row: TableRow, file: str) -> list[Problem]:
    """Write pydantic's complaints about one row as problems."""
    problems = []
    for complaint in error.errors(include_url=False, include_input=False):
        where = str(complaint["loc"][0]) if complaint["loc"] else ""
        code = _CODES.get(complaint["type"], "S203")
        found = quote(row.cells.get(where) or None)
        expected = complaint["msg"].removeprefix("Input should be ")
        if code == "S202":
            found, expected = f"the column {where!r}", "a known column"
        elif code == "S208":
            found, _, expected = str(complaint["ctx"]["error"]).partition("; expected ")
            expected = expected or "a value that follows the rules of its field"
        problems.append(Problem(code, file, row.line, where, found, expected))
    return problems
