"""Write the matrix of causes and redundancy as plain text, the same at every width."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.experiments.redundancy import Cell, Row, Study

FIRST: Final = 26
WIDE: Final = 10
"""Letters of the first and of every other column."""


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
    place, names = study.place, {service.id: service.name for service in study.scenario.services}
    services = ", ".join(names[service] for service in place.services)
    what = "its service" if len(place.services) == 1 else "its services, on average"
    legend = [f"  {by.short:10} {by.name}" for by in study.arrangements]
    lines = [
        f"Hours unserved within {study.horizon_h:g} h of one cause, {what} ({services}),",
        f"for {place.owner} with its main site in {place.site}:",
        f"mean and standard error over {seeds} seeds.",
        "",
        heading(study),
        *(row_text(row) for row in rows),
        "",
        *legend,
        "",
        "All cells have the same luck. Hours count what an ordinary peak's load, or a surge, would",
        "have gone unserved. Standbys have room for all of it. Read differences, not levels.",
    ]
    return "\n".join(lines)


def heading(study: "Study") -> str:
    """Write the heading of the table."""
    return f"{'cause':{FIRST}}" + "".join(f"{by.short:>{WIDE}}" for by in study.arrangements)


def row_text(row: "Row") -> str:
    """Write one line of the table."""
    return f"{row.cause.name:{FIRST}}" + "".join(f"{_cell(cell):>{WIDE}}" for cell in row.cells)


def _cell(cell: "Cell") -> str:
    """Write a mean and its error with the digits that a sample can bear.

    >>> from simulator.experiments.redundancy import Cell
    >>> _cell(Cell(26.82, 2.19)), _cell(Cell(0.43, 0.14)), _cell(Cell(0.0, 0.0))
    ('27±2', '0.43±0.14', '0')
    """
    if cell.mean_h == 0.0:
        return "0"
    digits = 0 if cell.mean_h >= 10.0 else 1 if cell.mean_h >= 1.0 else 2  # noqa: PLR2004
    error = "" if cell.error_h is None else f"±{cell.error_h:.{digits}f}"
    return f"{cell.mean_h:.{digits}f}{error}"
