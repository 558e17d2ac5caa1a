"""Write the matrix of causes and redundancy as plain text, the same at every width."""

from textwrap import wrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.experiments.redundancy import Cell, Row, Study

FIRST: Final = 26
WIDE: Final = 10
"""Letters of the first and of every other column."""
_TENTH: Final = 0.05
_LEAST_ERROR: Final = 0.0005
"""What is written as 0.1 and 0.001 at least."""


def redundancy_text(study: "Study", seeds: int, rows: "list[Row]") -> str:
    """Write the whole answer.

    Parameters
    ----------
    study : Study
        Who was arranged.
    seeds : int
        How many seeds were run.
    rows : list of Row
        What came out.

    Returns
    -------
    str
        Table, legend and how to read it.
    """
    from simulator.experiments.redundancy import a_year  # noqa: PLC0415 - loads the engine

    place, names = study.place, {service.id: service.name for service in study.scenario.services}
    services = ", ".join(names[service] for service in place.services)
    what = "its service" if len(place.services) == 1 else "its services, on average"
    legend = [f"  {by.short:10} {by.name}" for by in study.arrangements]
    lines = [
        *wrap(
            f"Hours unserved within {study.horizon_h:g} h of one cause, {what}: {services}.",
            92,
            break_on_hyphens=False,
        ),
        f"Owner {place.owner}, main site {place.site}. Mean and standard error over {seeds} seeds.",
        "",
        heading(study),
        *(row_text(row) for row in rows),
        "",
        line("a year, at their rates", a_year(study, rows)) if rows else "",
        "",
        *legend,
        "",
        *_rates(study),
        "All cells have the same luck. Hours count what an ordinary peak's load, or a surge, would",
        "have gone unserved. Standbys have room for all of it. Read differences, not levels.",
        *_notes(study, rows),
    ]
    return "\n".join(lines)


def _notes(study: "Study", rows: "list[Row]") -> list[str]:
    """Explain what only some tables have."""
    notes = []
    if any(cell.cut for row in rows for cell in row.cells):
        notes.append(
            f">: with some seeds not whole again after {study.horizon_h:g} h, so it costs more."
        )
    if study.with_declared:
        notes.append("declared: with its own sites, standbys and tools, which may have less room.")
    return notes


def heading(study: "Study") -> str:
    """Write the heading of the table."""
    return f"{'cause':{FIRST}}" + "".join(f"{by.short:>{WIDE}}" for by in study.arrangements)


def row_text(row: "Row") -> str:
    """Write what one cause costs."""
    return line(row.cause.name, row.cells)


def line(name: str, cells: "Sequence[Cell]") -> str:
    """Write one line of the table."""
    return f"{name:{FIRST}}" + "".join(f"{_cell(cell):>{WIDE}}" for cell in cells)


def _cell(cell: "Cell") -> str:
    """Write a mean and its error with the digits that a sample can bear, > for what was cut.

    >>> from simulator.experiments.redundancy import Cell
    >>> _cell(Cell((20.0, 30.0, 31.0))), _cell(Cell((0.2, 0.6))), _cell(Cell((0.0,)))
    ('27±4', '0.40±0.20', '0')
    >>> _cell(Cell((16.0, 16.2))), _cell(Cell((5.0, 5.0))), _cell(Cell((0.2, 0.6), cut=True))
    ('16±0.1', '5.0', '>0.4±0.2')
    """
    if cell.mean_h == 0.0:
        return "0"
    digits = 0 if cell.mean_h >= 10.0 else 1 if cell.mean_h >= 1.0 or cell.cut else 2  # noqa: PLR2004
    return f"{'>' if cell.cut else ''}{cell.mean_h:.{digits}f}{_error(cell.error_h, digits)}"


def _error(value: float | None, digits: int) -> str:
    """Write a standard error, with one more digit or two rather than as zero.

    >>> _error(0.2, 0), _error(0.004, 2), _error(1e-9, 2), _error(None, 1)
    ('±0.2', '±.004', '', '')
    """
    if value is None or value < _LEAST_ERROR:
        return ""
    written = f"{value:.{digits}f}"
    if float(written) > 0.0:
        return f"±{written}"
    return f"±{value:.{1 if value >= _TENTH else 3}f}".replace("±0.0", "±.0")


def _rates(study: "Study") -> list[str]:
    """Say how often each cause strikes in a year."""
    from simulator.experiments.causes import CAUSES  # noqa: PLC0415 - loads the engine
    from simulator.experiments.redundancy import rate_per_year  # noqa: PLC0415

    said = [f"{each.id} {rate:.3g}" for each in CAUSES if (rate := rate_per_year(study, each))]
    return wrap(
        f"Rates a year: {', '.join(said)}. The other rows are variants or left out.",
        92,
        break_on_hyphens=False,
    )
