"""Tell the course of a run as a chain of causes."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulator.commands.asking import SEED, read, stored
from simulator.commands.console import (
    Format,
    Table,
    width,
    write,
    write_json,
    write_lines,
    write_table,
)

if TYPE_CHECKING:
    from simulator.analysis.story import Happening

_WIDE: Final = 110
_NAMED: Final = 96
_PEOPLE: Final = 1_000
"""Machines and operators do not feel how many people are simulated, so a few are enough."""


def story(
    name: Annotated[str, typer.Argument(metavar="SCENARIO|RUN", help="What to tell.")],
    *,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Address of the luck.")] = SEED,
    chain: Annotated[bool, typer.Option(help="Causes before effects, not by time.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Tell the chain of causes: time, event, where, because."""
    from simulator.analysis.story import consequences  # noqa: PLC0415
    from simulator.analysis.story import story as told  # noqa: PLC0415

    paired = stored(name)
    if paired is not None:
        run = paired.run
    else:
        declared = read(name)
        from simulator.engine.run import run as simulate  # noqa: PLC0415 - loads the kernels

        run = simulate(declared, seed, _PEOPLE)
    happenings = told(run)
    if chain:
        happenings = list(consequences(happenings))
    if format_ is Format.JSON:
        write_json([asdict(happening) for happening in happenings])
        return
    write(f"{run.scenario.title}: {len(happenings)} events")
    write()
    if chain:
        write_lines("\n".join(map(_line, happenings)))
    else:
        write_table(_table(happenings))


def _line(h: "Happening") -> str:
    """Write an event below its cause and further to the right."""
    return f"{h.at[5:]}  {'  ' * h.depth}{h.kind} {h.where}"


def _cause(h: "Happening", happened: "dict[int, Happening]") -> str:
    """Name the cause by its number, and by its place where there is room."""
    if h.because is None:
        return ""
    named = width() >= _NAMED
    return f"{h.because} {happened[h.because].where}" if named else str(h.because)


def _table(told: "list[Happening]") -> Table:
    """Arrange a story by time; names of causes, then sentences, need wider screens."""
    happened = {h.event: h for h in told}
    headings = ["no.", "time", "event", "where", "because", "in words"]
    rows = [
        [
            str(h.event),
            h.at[5:],
            h.kind,
            h.where,
            _cause(h, happened),
            h.detail,
        ]
        for h in told
    ]
    shown = len(headings) if width() >= _WIDE else len(headings) - 1
    cells = [row[:shown] for row in rows]
    return Table("", headings[:shown], cells, left=(1, 2, 3, 4, 5), whole=(1, 2, 3))
