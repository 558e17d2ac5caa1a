"""Tell the course of a run as a chain of causes."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulator.commands.asking import FEWEST, MOST, SEED, read, stored
from simulator.commands.console import (
    Format,
    Table,
    width,
    write,
    write_json,
    write_lines,
    write_table,
)
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.analysis.story import Happening
    from simulator.model.scenario import Scenario
    from simulator.results.run_result import RunResult

_WIDE: Final = 110
_NAMED: Final = 96
_PEOPLE: Final = 1_000
"""Machines and operators hardly feel how many people are simulated, so a few are enough."""
_CROWDED: Final = 20_000
"""From about so many people on, crowds fill the room of the shipped scenarios' main services."""


def story(
    name: Annotated[str, typer.Argument(metavar="SCENARIO|RUN", help="What to tell.")],
    *,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=2**63 - 1, help=f"Address of a scenario's luck; else {SEED}."),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(min=FEWEST, max=MOST, help=f"People of a scenario; else {_PEOPLE}."),
    ] = None,
    chain: Annotated[bool, typer.Option(help="Causes before effects, not by time.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Tell the chain of causes: time, event, where, because."""
    from simulator.analysis.story import consequences  # noqa: PLC0415
    from simulator.analysis.story import story as told  # noqa: PLC0415

    paired = stored(name)
    if paired is None:
        run = _fresh(read(name), SEED if seed is None else seed, people or _PEOPLE)
    else:
        _refuse(name, {"--seed": seed, "--people": people})
        run = paired.run
    happenings = told(run)
    if chain:
        happenings = list(consequences(happenings))
    if format_ is Format.JSON:
        write_json([asdict(happening) for happening in happenings])
        return
    write(f"{run.scenario.title}: {len(happenings)} events, {_crowd(run.people)}")
    write()
    if chain:
        write_lines("\n".join(map(_line, happenings)))
    else:
        write_table(_table(happenings))


def _crowd(people: int) -> str:
    """Say with how many people it was told, and what so many cannot show."""
    if not people:
        return "told without people, so overload does not show"
    weak = f"; overload shows from about {_CROWDED:,} (--people)" if people < _CROWDED else ""
    return f"told with {people:,} people{weak}"


def _refuse(run: str, asked: dict[str, int | None]) -> None:
    """Refuse to tell a run that is kept with other luck or people than its own."""
    expected = f"a scenario; run {run} is kept and has its own"
    problems = [
        Problem("S309", option, None, "", str(value), expected, "leave it out")
        for option, value in asked.items()
        if value is not None
    ]
    if problems:
        raise ScenarioError(run, problems)


def _fresh(declared: "Scenario", seed: int, people: int) -> "RunResult":
    """Run a scenario with a few people, or without any where it is too long for them."""
    from simulator.model.scenario import LONGEST_WITH_PEOPLE_H  # noqa: PLC0415

    if declared.clock.horizon_h > LONGEST_WITH_PEOPLE_H:
        from simulator.engine.machines_alone import run_machines  # noqa: PLC0415 - loads simpy
        from simulator.results.run_result import RunResult  # noqa: PLC0415

        return RunResult(declared, seed, 0, run_machines(declared, seed).tables)
    from simulator.engine.run import run as simulate  # noqa: PLC0415 - loads the kernels

    return simulate(declared, seed, people)


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
