"""List, show, check and begin scenario files."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.commands.asking import read
from simulator.commands.console import Format, Table, write_json, write_lines, write_table
from simulator.errors import Problem, ScenarioError

scenarios = typer.Typer(
    help="List, show, check and begin scenario files.",
    epilog="Example: linchpin scenarios check my-town.yaml",
    rich_markup_mode=None,
)

_Format = Annotated[Format, typer.Option("--format", help="How to write.")]


@scenarios.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """List the scenarios where nothing else was asked."""
    if context.invoked_subcommand is None:
        list_(Format.TEXT)


@scenarios.command("list", epilog="Example: linchpin scenarios list")
def list_(format_: _Format = Format.TEXT) -> None:
    """List the shipped scenarios, each with its question."""
    from simulator.io.scenario_files import list_scenarios  # noqa: PLC0415 - loads pydantic

    found = list_scenarios()
    if format_ is Format.JSON:
        write_json([{"name": name, "question": question} for name, question in found])
    else:
        write_table(Table("Scenarios", ("name", "question"), found, left=(0, 1)))


@scenarios.command(epilog="Example: linchpin scenarios show kakao-2022")
def show(name: str, format_: _Format = Format.TEXT) -> None:
    """Write a scenario in full, with everything it takes from worlds and tables."""
    declared = read(name)
    if format_ is Format.JSON:
        write_json(declared.model_dump(mode="json"))
        return
    from simulator.io.scenario_text import dump_scenario  # noqa: PLC0415

    write_lines(dump_scenario(declared))


@scenarios.command(epilog="Example: linchpin scenarios check my-fire.yaml")
def check(files: Annotated[list[str], typer.Argument(help="Files or shipped names.")]) -> None:
    """Check files, alone and under each of their remedies; status 2 if anything is wrong."""
    from simulator.io.scenario_files import check_file  # noqa: PLC0415

    problems: list[Problem] = []
    for file in files:
        found = check_file(file)
        problems += found
        if not found:
            write_lines(f"{file}: fine")
    if problems:
        raise ScenarioError(", ".join(files), problems)


@scenarios.command(epilog="Example: linchpin scenarios schema > scenario.schema.json")
def schema() -> None:
    """Write the JSON schema of scenario files, for editors."""
    from simulator.io.scenario_files import schema as described  # noqa: PLC0415

    write_json(described())


@scenarios.command(epilog="Example: linchpin scenarios new my-fire.yaml --from kakao-2022")
def new(
    file: Annotated[Path, typer.Argument(help="File to write; it must not exist.")],
    *,
    base: Annotated[
        str, typer.Option("--from", metavar="NAME", help="Shipped scenario, or a file beside.")
    ],
) -> None:
    """Begin a scenario file of one's own that builds on another one."""
    from simulator.io.scenario_template import write_template  # noqa: PLC0415

    write_template(file, read(base), base)
    write_lines(f"{file} builds on {base}; change it, then: linchpin run {file}")
