"""Read and check the table of every parameter, with the standard library alone."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Final, Literal, TypeAlias, get_args

from simulator.errors import Problem

Distribution: TypeAlias = Literal["lognormal", "beta", "normal", "uniform", "fixed"]
Footing: TypeAlias = Literal["measured", "derived", "literature", "judgement", "invented"]
Confidence: TypeAlias = Literal["high", "medium", "low"]
Overrider: TypeAlias = Literal["any", "world", "none"]

RULE: Final = "rule"
"""The scope of a default that holds for every scenario."""
UNITS: Final = frozenset(
    {
        *("1", "share", "factor", "multiple", "utility", "h", "min", "s", "days", "months"),
        *("1/h", "1/day", "1/year", "servers/h", "servers", "machines", "teams", "persons"),
        *("failures", "outages", "requests", "service times", "days of fee"),
    }
)
"""In which a parameter may be given."""
COLUMNS: Final = (
    *("id", "scope", "value", "unit", "low", "high", "distribution", "least", "most", "basis"),
    *("confidence", "source", "overridden_by", "calibrated", "note"),
)
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "distribution": get_args(Distribution),
    "basis": get_args(Footing),
    "confidence": get_args(Confidence),
    "overridden_by": get_args(Overrider),
    "unit": tuple(sorted(UNITS)),
}
_PATH: Final = re.compile(r"(\*\*|[a-z][\w-]*)(\.(\*|[\w-]+)|\[\d{1,3}\])+", re.ASCII)
_SCOPE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it is worth, how sure that is, and what it rests on."""

    id: str
    """Dotted path, as settings take it; the star is any element."""
    scope: str
    """`rule` for a default of the model, else the world or scenario whose figure it is."""
    value: float
    """The default, in `unit`."""
    unit: str
    low: float
    """5 % point of what the value may be; the value itself for a convention."""
    high: float
    """95 % point."""
    distribution: Distribution
    """Of what the value may be; `fixed` is a convention that is not uncertain."""
    least: float
    """Hard lower bound of validation, minus infinity where there is none."""
    most: float
    """Hard upper bound, infinity where there is none."""
    beyond: bool
    """Whether the lower bound itself is left out."""
    below: bool
    """Whether the upper bound itself is left out."""
    basis: Footing
    confidence: Confidence
    source: str
    overridden_by: Overrider
    """Who may set another value."""
    calibrated: str
    """The case whose calibration moves it; empty for none."""
    note: str

    @property
    def fixed(self) -> bool:
        """Whether it is a convention and not uncertain."""
        return self.distribution == "fixed"


def parse_parameters(text: str, file: str) -> tuple[list[Parameter], list[Problem]]:
    """Read the table and find everything that is wrong with it.

    Parameters
    ----------
    text : str
        The whole table.
    file : str
        Its name in messages.

    Returns
    -------
    made : list of Parameter
        The rows that hold.
    problems : list of Problem
        What is wrong with the others, each with its line.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        found = ", ".join(reader.fieldnames or ["nothing"])
        return [], [Problem("S207", file, 1, "", found[:200], f"the columns {', '.join(COLUMNS)}")]
    made: list[Parameter] = []
    problems: list[Problem] = []
    lines: dict[tuple[str, str], int] = {}
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            n_cells = f"{len(COLUMNS)} cells"
            problems.append(Problem("S207", file, line, "", "another number of cells", n_cells))
            continue
        wrong = [Problem(c, file, line, w, f, e) for c, w, f, e in _row_problems(row)]
        key = (row["id"], row["scope"])
        if key in lines:
            again = f"{row['id']!r} of {row['scope']!r} as on line {lines[key]}"
            wrong.append(Problem("S306", file, line, "id", again, "each parameter once"))
        lines.setdefault(key, line)
        problems += wrong
        if not wrong:
            made.append(_make(row))
    return made, problems


def _row_problems(row: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Check the cells of one row: code, column, found, expected."""
    for column, words in _WORDS.items():
        if row[column] not in words:
            yield "S205", column, repr(row[column]), "one of " + ", ".join(words)
    if not _PATH.fullmatch(row["id"]):
        yield "S206", "id", repr(row["id"]), "a dotted path"
    if not _SCOPE.fullmatch(row["scope"]):
        yield "S206", "scope", repr(row["scope"]), "'rule', or the name of a world or scenario"
    if not row["source"]:
        yield "S201", "source", "nothing", "a source, or the reason of a judgement"
    numbers = ["value", *(() if row["distribution"] == "fixed" else ("low", "high"))]
    bad = [column for column in numbers if _number(row[column]) is None]
    bad += [c for c in ("least", "most") if row[c] and _number(row[c].lstrip("<>")) is None]
    for column in bad:
        yield "S203", column, repr(row[column]), "a finite number"
    if not bad:
        yield from _order_problems(row)


def _order_problems(row: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Check that value, range and bounds lie in order, and that the distribution can be drawn."""
    value = float(row["value"])
    fixed = row["distribution"] == "fixed"
    if fixed and (row["low"] or row["high"]):
        yield "S309", "low", "a range of a convention", "none, since it is not uncertain"
    if fixed and not row["note"]:
        yield "S201", "note", "nothing", "why it is a convention"
    low, high = (value, value) if fixed else (float(row["low"]), float(row["high"]))
    if not low <= value <= high and not row["note"]:
        found = f"{low:g} to {high:g} around {value:g}"
        yield "S403", "value", found, "a value within its range, or the reason in the note"
    if not fixed and low >= high:
        yield "S403", "low", f"{low:g} to {high:g}", "low below high"
    least, most, beyond, below = _bounds(row)
    if low < least or high > most or (beyond and low == least) or (below and high == most):
        found = f"{low:g} to {high:g} for {row['least'] or '-'} to {row['most'] or '-'}"
        yield "S204", "low", found, "a range within the bounds"
    if row["distribution"] == "lognormal" and low <= 0.0:
        yield "S405", "low", f"{low:g}", "above 0 for a lognormal parameter"
    if row["distribution"] == "beta" and not 0.0 < low < high < 1.0:
        yield "S405", "low", f"{low:g} to {high:g}", "between 0 and 1 for a beta parameter"


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _bounds(row: Mapping[str, str]) -> tuple[float, float, bool, bool]:
    """Read the hard bounds, and whether each is left out itself."""
    least, most = row["least"], row["most"]
    return (
        float(least.lstrip(">")) if least else -inf,
        float(most.lstrip("<")) if most else inf,
        least.startswith(">"),
        most.startswith("<"),
    )


def _make(row: Mapping[str, str]) -> Parameter:
    least, most, beyond, below = _bounds(row)
    value = float(row["value"])
    return Parameter(
        id=row["id"],
        scope=row["scope"],
        value=value,
        unit=row["unit"],
        low=float(row["low"] or value),
        high=float(row["high"] or value),
        distribution=row["distribution"],  # type: ignore[arg-type]  # checked above
        least=least,
        most=most,
        beyond=beyond,
        below=below,
        basis=row["basis"],  # type: ignore[arg-type]
        confidence=row["confidence"],  # type: ignore[arg-type]
        source=row["source"],
        overridden_by=row["overridden_by"],  # type: ignore[arg-type]
        calibrated=row["calibrated"],
        note=row["note"],
    )
