"""Write results to standard output and everything else to standard error."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

_QUIET_S: Final = 1.0
"""Work that is done sooner shows no progress."""
_STEP: Final = 0.25
_STEP_WATCHED: Final = 0.01
"""Progress is told in steps of this share, in smaller ones where a person watches."""


class Format(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; the first column is left-aligned, and so are those named."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: Sequence[int] = (0,)
    whole: Sequence[int] = (0,)
    """Columns whose cells are not broken."""


def write_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Write one JSON object, alone, to standard output."""
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def write(text: str = "") -> None:
    """Write a paragraph to standard output, broken at the width of the screen."""
    _console().print(text, highlight=False, markup=False)


def write_lines(text: str) -> None:
    """Write text to standard output as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def tell(text: str) -> None:
    """Tell whoever watches, on standard error."""
    sys.stderr.write(text + "\n")


def width() -> int:
    """Tell how many characters fit on a line."""
    return _console().width


def write_table(table: Table) -> None:
    """Write a table to standard output in characters that every terminal and file has."""
    from rich.box import Box  # noqa: PLC0415 - slow to load
    from rich.table import Table as Drawn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    plain = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    tight = (0, 1, 0, 0)
    drawn = Drawn(box=plain, show_edge=False, pad_edge=False, padding=tight, header_style="bold")
    for number, heading in enumerate(table.headings):
        drawn.add_column(
            Text(heading),
            justify="left" if number in table.left else "right",
            overflow="fold",
            no_wrap=number in table.whole,
            min_width=max(map(len, heading.split()), default=1),
        )
    for row in table.rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console = _console()
    if table.title:
        console.print(Text(table.title, style="bold"))
    console.print(drawn)
    console.print()


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415 - slow to load

    return Console(soft_wrap=False, highlight=False)


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None]]:
    """Show how far work is, once it has taken longer than a second.

    Parameters
    ----------
    label : str
        What is being done.

    Yields
    ------
    callable
        To be told the part that is done, 0 to 1.
    """
    watched = sys.stderr.isatty()
    started, shown = time.monotonic(), [0.0]
    first = threading.Timer(_QUIET_S, tell, [f"{label} ..."])
    first.daemon = True
    first.start()

    def show(done: float) -> None:
        step = _STEP_WATCHED if watched else _STEP
        if time.monotonic() - started > _QUIET_S and done >= shown[0] + step:
            shown[0] = done
            sys.stderr.write(f"\r  {done:4.0%} " if watched else f"  {done:.0%}\n")
            sys.stderr.flush()

    try:
        yield show
    finally:
        first.cancel()
        if watched and shown[0]:
            sys.stderr.write("\r       \r")
