"""Check single cells of a user's observations: numbers, units and dates, with what to write."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import Final

from simulator.errors import Problem
from simulator.io.nodes import quote
from simulator.io.paths import choices, nearest
from simulator.io.table_rows import TableRow
from simulator.model.evidence import UNITS

NUMBERS: Final = ("observed", "low", "high")
_DATES: Final = ("day", "until_day", "base")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_NOT_FINITE: Final = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[-+]?[0-9]{1,3}(?:[,' _][0-9]{3})+(?:\.[0-9]*)?")
_DECIMAL_COMMA: Final = re.compile(r"[-+]?[0-9]+,[0-9]+")
_WITH_UNIT: Final = re.compile(r"[-+]?[0-9][0-9.,]*\s*(?P<unit>[^0-9.,\s].*)")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST: Final = 1e15
_LEAST_SHARE, _MOST_SHARE = -1.5, 5.0
_WRITE: Final = {
    "%": "divide by 100 and write the unit share",
    "min": "divide by 60 and write the unit h",
    "s": "divide by 3600 and write the unit h",
    "h": "write the unit h",
    "days": "multiply by 24 and write the unit h",
    "persons": "write the unit persons",
    "만": "multiply by 10000 and write the unit persons",
    "ratio": "write the unit ratio",
    "servers": "write the unit servers",
    "share": "write the unit share",
}
_ALSO: Final = {
    "%": ("percent", "퍼센트", "%p", "pct", "프로"),
    "min": ("mins", "minute", "minutes", "분"),
    "s": ("sec", "second", "seconds", "초"),
    "h": ("hr", "hrs", "hour", "hours", "시간"),
    "days": ("d", "day", "일"),
    "persons": ("people", "person", "users", "명", "인"),
    "만": ("만명", "만 명"),
    "ratio": ("x", "times", "배"),
    "servers": ("machines", "대", "서버"),
}
_MEANT: Final = {word: unit for unit, words in _ALSO.items() for word in (unit, *words)}


def check_cells(row: TableRow, file: str) -> Iterator[Problem]:
    """Check the numbers, the unit and the dates of a row.

    Parameters
    ----------
    row : TableRow
        Cells by column.
    file : str
        Its name in messages.

    Yields
    ------
    Problem
        What is wrong with a cell.
    """
    values = {}
    for name in (*NUMBERS, "at_h"):
        if cell := row.cells.get(name, ""):
            value = _number(cell)
            if value is None:
                yield _no_number(cell, name, row, file)
            else:
                values[name] = value
    yield from _order(values, row, file)
    yield from _unit(values, row, file)
    for name in _DATES:
        cell = row.cells.get(name, "")
        if cell and date_of(cell) is None:
            yield _no_date(cell, name, row, file)


def date_of(cell: str) -> dt.date | None:
    """Read a date; none where the cell holds none.

    >>> date_of("2022-10-15"), date_of("2022-02-30"), date_of("15/10/2022")
    (datetime.date(2022, 10, 15), None, None)
    """
    try:
        return dt.date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        return None


def _number(cell: str) -> float | None:
    value = float(cell) if _NUMBER.fullmatch(cell) else math.nan
    return value if abs(value) <= _LARGEST else None


def _no_number(cell: str, name: str, row: TableRow, file: str) -> Problem:
    """Say what stands in place of a number."""
    finite = not (_NOT_FINITE.fullmatch(cell) or _NUMBER.fullmatch(cell))
    expected = "a number alone, such as 0.5"
    if not finite:
        expected = f"a finite number up to {_LARGEST:g}"
    hint = ""
    if _THOUSANDS.fullmatch(cell):
        hint = "write it without marks between thousands"
    elif _DECIMAL_COMMA.fullmatch(cell):
        hint = "write a decimal point"
    elif with_unit := _WITH_UNIT.fullmatch(cell):
        meant = _MEANT.get(with_unit["unit"].strip().lower())
        hint = _WRITE[meant] if meant else "units stand in their own column"
    return Problem("S203" if finite else "S116", file, row.line, name, quote(cell), expected, hint)


def _order(values: dict[str, float], row: TableRow, file: str) -> Iterator[Problem]:
    """Check that the interval is one and holds the value."""
    low, high, observed = (values.get(name) for name in ("low", "high", "observed"))
    if low is not None and high is not None and low > high:
        found = f"{low:g} to {high:g}"
        yield Problem("S309", file, row.line, "low", found, "low <= high")
    elif None not in (low, high, observed) and not low <= observed <= high:  # type: ignore[operator]
        found = f"{observed:g} outside of {low:g} to {high:g}"
        yield Problem("S309", file, row.line, "observed", found, "low <= observed <= high")


def _unit(values: dict[str, float], row: TableRow, file: str) -> Iterator[Problem]:
    """Check that the unit is that of the quantity, and that shares are no percentages."""
    unit, quantity = row.cells.get("unit", ""), row.cells.get("quantity", "")
    due = {str(name): own for name, own in UNITS.items()}.get(quantity)
    if quantity and due is None:
        names = sorted(UNITS)
        expected = f"a quantity that is known{choices(names)}"
        yield Problem(
            "S205", file, row.line, "quantity", quote(quantity), expected, nearest(quantity, names)
        )
    elif unit and due and unit != due:
        meant = _MEANT.get(unit.strip().lower())
        hint = _WRITE[meant] if meant else ""
        yield Problem("S205", file, row.line, "unit", quote(unit), f"{due} for {quantity}", hint)
    elif due == "share":
        wide = [name for name in NUMBERS if not _is_share(values.get(name, 0.0))]
        if wide:
            found = f"{values[wide[0]]:g}"
            hint = "if this is a percentage, divide it by 100"
            yield Problem("S405", file, row.line, wide[0], found, "a share, such as -0.2", hint)


def _is_share(value: float) -> bool:
    return _LEAST_SHARE <= value <= _MOST_SHARE


def _no_date(cell: str, name: str, row: TableRow, file: str) -> Problem:
    """Say what stands in place of a date."""
    hint = "no such day in the calendar" if _DATE.fullmatch(cell) else "write the year first"
    expected = "a date such as 2022-10-15"
    return Problem("S203", file, row.line, name, quote(cell), expected, hint)
