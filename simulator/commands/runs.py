"""List, show, verify and remove the runs that are kept."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulator.commands.asking import observations, rules
from simulator.commands.console import Format, Table, write, write_json, write_lines, write_table

if TYPE_CHECKING:
    from simulator.errors import ResultsError
    from simulator.io.manifest import Manifest

runs = typer.Typer(
    help="List, show, verify and remove the runs that are kept.",
    epilog="Example: linchpin runs list",
    rich_markup_mode=None,
)

_SHORT: Final = 10
"""Letters of an id in a list; enough to name a run by."""
_MINUTE: Final = len("2022-10-15 15:30")

_Run = Annotated[str, typer.Argument(metavar="RUN", help="Its id, or the first letters.")]
_Format = Annotated[Format, typer.Option("--format", help="How to write.")]


@runs.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """List the runs where nothing else was asked."""
    if context.invoked_subcommand is None:
        list_(Format.TEXT)


@runs.command("list", epilog="Example: linchpin runs list")
def list_(format_: _Format = Format.TEXT) -> None:
    """List the runs that are kept, oldest first."""
    from simulator.io.store import RunStore  # noqa: PLC0415 - loads pyarrow

    found = list(RunStore().manifests())
    if format_ is Format.JSON:
        write_json([{"run": name, **_fields(manifest)} for name, manifest in found])
    elif found:
        rows = [_row(name, manifest) for name, manifest in found]
        headings = ("run", "scenario", "", "seed", "people", "made")
        write_table(Table("", headings, rows, left=(0, 1, 2, 5), whole=(0, 2, 3, 4, 5)))
    else:
        write("No runs are kept yet. Make one: linchpin run kakao-2022")


def _fields(manifest: "Manifest | ResultsError") -> dict[str, object]:
    if isinstance(manifest, Exception):
        return {"damaged": str(manifest)}
    return asdict(manifest) | {"changed": _changed(manifest)}


def _changed(manifest: "Manifest") -> bool:
    from simulator.io.originals import is_changed  # noqa: PLC0415 - reads scenarios

    return is_changed(manifest.scenario, manifest.scenario_sha256)


def _row(name: str, manifest: "Manifest | ResultsError") -> list[str]:
    if isinstance(manifest, Exception):
        return [name[:_SHORT], "(damaged)", "", "", "", ""]
    m = manifest
    mark = "changed" if _changed(m) else ""
    made = m.created.replace("T", " ")[:_MINUTE]
    return [name[:_SHORT], m.scenario, mark, str(m.seed), f"{m.people:,}", made]


@runs.command(epilog="Example: linchpin runs show 4f0")
def show(name: _Run, format_: _Format = Format.TEXT) -> None:
    """Write what a kept run found, without simulating again."""
    from simulator.analysis.summary import summarise  # noqa: PLC0415 - loads pandas
    from simulator.commands.run_text import write_run  # noqa: PLC0415
    from simulator.io.store import RunStore  # noqa: PLC0415

    paired = RunStore().load(name)
    declared = paired.run.scenario
    summary = summarise(paired, observations(declared), rules(declared))
    if format_ is Format.JSON:
        write_json(summary)
    else:
        write_run(summary, declared)


@runs.command(epilog="Example: linchpin runs verify 4f0")
def verify(name: _Run) -> None:
    """Check every byte of a kept run; status 2 if any differs from what was written."""
    from simulator.io.store import RunStore  # noqa: PLC0415

    manifest = RunStore().verify(name)
    write_lines(f"whole: {len(manifest.files)} files, {manifest.digest}")


@runs.command(epilog="Example: linchpin runs remove 4f0")
def remove(name: _Run) -> None:
    """Remove a kept run."""
    from simulator.io.store import RunStore  # noqa: PLC0415

    write_lines(f"removed {RunStore().remove(name)}")
