"""Read a user's own observations, and who measured them, or say everything that is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.io.nodes import quote
from simulator.io.observation_cells import check_cells
from simulator.io.observation_places import check_places, places_of
from simulator.io.paths import choices, nearest
from simulator.io.table_rows import TableRow, declare_rows
from simulator.io.tables import read_panels, seen_by
from simulator.io.user_tables import Columns, read_rows
from simulator.model.evidence import Observation
from simulator.model.panels import Panel
from simulator.model.scenario import Scenario

REQUIRED: Final = (
    "id",
    "quantity",
    "subject",
    "relation",
    "observed",
    "low",
    "high",
    "unit",
    "use",
)
PANEL_REQUIRED: Final = ("id", "panel", "measure")
SOUGHT_AT_MOST: Final = 200
"""Problems after which the search for more is stopped."""
_LEFT_OUT: Final = {
    "interval": "judged",
    "informed": "false",
    "confidence": "C",
    "source": "not stated",
}
"""What an optional column says where it is missing or empty."""
_PANEL_LEFT_OUT: Final = {"basis": "judgement", "source": "not stated"}
_SAME: Final = ("quantity", "subject", "feature", "at_h", "day", "until_day", "panel")
_NOT_IN_FILES: Final = {"seen_by"}


def read_observation_file(
    path: Path, scenario: Scenario, panels: Iterable[Panel] | None = None
) -> tuple[Observation, ...]:
    """Read what a user observed in the case that a scenario describes.

    Parameters
    ----------
    path : Path
        Comma-separated values in UTF-8 with a header: columns of `Observation`, of which those in
        `REQUIRED` must be there.
    scenario : Scenario
        What is to answer them.
    panels : iterable of Panel, optional
        Who measured; the shipped panels where none are given.

    Returns
    -------
    tuple of Observation
        In the order of the file, at least one.

    Raises
    ------
    ScenarioError
        With the problems of all lines, at most `SOUGHT_AT_MOST`.
    """
    known = set(Observation.model_fields) - _NOT_IN_FILES
    rows, problems = read_rows(path, Columns(REQUIRED, known))
    file, case = str(path), scenario.case or scenario.name
    rows = [_filled(row, {"case": case, **_LEFT_OUT}) for row in rows]
    problems += _repeated(rows, file)
    absent = set(REQUIRED) - set(rows[0].cells) if rows else set()
    places = places_of(scenario)
    made: list[Observation] = []
    for row in rows:
        found = [*check_cells(row, file), *check_places(row, places, file)]
        found += _of_another_case(row, case, file)
        declared, more = declare_rows([row], Observation, file)
        told = {problem.where for problem in found} | absent
        problems += found + [p for p in more if not told or (p.where and p.where not in told)]
        made += declared
    _refuse(problems, path)
    by = {(one.panel, one.measure): one for one in (read_panels() if panels is None else panels)}
    return tuple(seen_by(row, by) for row in made)


def read_panel_file(path: Path, scenario: Scenario) -> tuple[Panel, ...]:
    """Read who measured, and how what they report differs from what people do.

    Parameters
    ----------
    path : Path
        Comma-separated values in UTF-8 with a header: columns of `Panel`, of which those in
        `PANEL_REQUIRED` must be there.
    scenario : Scenario
        Whose segments they cover.

    Returns
    -------
    tuple of Panel
        In the order of the file, at least one.

    Raises
    ------
    ScenarioError
        With the problems of all lines, at most `SOUGHT_AT_MOST`.
    """
    rows, problems = read_rows(path, Columns(PANEL_REQUIRED, set(Panel.model_fields)))
    file = str(path)
    rows = [_filled(row, _PANEL_LEFT_OUT) for row in rows]
    problems += _twice(rows, ("id",), file) + _twice(rows, ("panel", "measure"), file)
    segments = tuple(segment.id for segment in scenario.people.segments)
    made: list[Panel] = []
    absent = set(PANEL_REQUIRED) - set(rows[0].cells) if rows else set()
    for row in rows:
        declared, found = declare_rows([row], Panel, file)
        made += declared
        problems += [problem for problem in found if problem.where not in absent]
        problems += [p for one in declared for p in _segments(one, segments, row, file)]
    _refuse(problems, path)
    return tuple(made)


def _filled(row: TableRow, defaults: dict[str, str]) -> TableRow:
    """Write what an optional cell says where it is missing or empty."""
    missing = {name: text for name, text in defaults.items() if not row.cells.get(name)}
    return TableRow(row.line, row.cells | missing)


def _repeated(rows: Sequence[TableRow], file: str) -> list[Problem]:
    """Find ids and observations that stand there twice."""
    return _twice(rows, ("id",), file) + _twice(rows, _SAME, file)


def _twice(rows: Sequence[TableRow], names: tuple[str, ...], file: str) -> list[Problem]:
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row in rows:
        key = tuple(row.cells.get(name, "") for name in names)
        before = first.setdefault(key, row.line)
        if before != row.line and any(key):
            what = quote(key[0]) if len(key) == 1 else " ".join(part for part in key if part)[:100]
            found, expected = f"{what} once more, as on line {before}", "each once"
            problems.append(Problem("S306", file, row.line, names[0], found, expected))
    return problems


def _of_another_case(row: TableRow, case: str, file: str) -> Iterator[Problem]:
    if (found := row.cells.get("case", case)) != case:
        expected = f"{case!r}, or no such column"
        yield Problem("S301", file, row.line, "case", quote(found), expected)


def _segments(panel: Panel, known: Sequence[str], row: TableRow, file: str) -> Iterator[Problem]:
    for name in panel.coverage:
        if name != "*" and name not in known:
            expected = f"a segment of the scenario{choices(known)}"
            hint = nearest(name, known)
            yield Problem("S301", file, row.line, "covers", quote(name), expected, hint)


def _refuse(problems: Sequence[Problem], path: Path) -> None:
    """Raise what is wrong, in the order of lines."""
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.line or 0)
        shown = list(islice(ordered, SOUGHT_AT_MOST))
        raise ScenarioError(str(path), shown, len(ordered) - len(shown))
