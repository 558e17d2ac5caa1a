"""Run a scenario, keep the result, and write what happened."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.commands.asking import (
    FEWEST,
    MOST,
    PEOPLE,
    SEED,
    observations,
    read,
    rules,
    simulate,
)
from simulator.commands.console import Format, tell, write_json
from simulator.errors import InvariantBroken

if TYPE_CHECKING:
    from simulator.results.run_result import PairedRun


def run(  # noqa: PLR0913 - one for each option
    scenario: Annotated[str, typer.Argument(help="A shipped scenario, or the path of a file.")],
    *,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Address of the luck.")] = SEED,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")] = PEOPLE,
    threads: Annotated[
        int, typer.Option(min=0, max=64, help="Threads; 0 takes up to two. Same result.")
    ] = 0,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a value.")
    ] = None,
    remedy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Apply a remedy of the scenario.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to keep the run.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Simulate a scenario and say what happened."""
    declared = read(scenario, settings or (), remedy or ())
    started = time.monotonic()
    n_threads = threads or min(2, os.cpu_count() or 1)
    paired = simulate(declared, seed, people, threads=n_threads)
    took_s = round(time.monotonic() - started, 3)
    _keep(paired, out)

    from simulator.analysis.summary import summarise  # noqa: PLC0415 - loads pandas

    summary = summarise(paired, observations(declared), rules(declared), wall_s=took_s)
    if format_ is Format.JSON:
        write_json(summary)
    else:
        from simulator.commands.run_text import write_run  # noqa: PLC0415

        write_run(summary, declared)


def _keep(paired: "PairedRun", out: Path | None) -> None:
    """Store a run; where the same run is stored already, it has to be the same."""
    from simulator.io.result_files import save_paired  # noqa: PLC0415 - loads pyarrow
    from simulator.io.store import RunStore, run_id  # noqa: PLC0415
    from simulator.results.digest import digest  # noqa: PLC0415

    if out is not None:
        save_paired(paired, out)
        tell(f"kept in {out}")
        return
    store, run = RunStore(), paired.run
    name = run_id(run.scenario, run.seed, run.people)
    known = dict(store.manifests()).get(name) if store.holds(name) else None
    found = digest(run.tables)
    if known is not None and not isinstance(known, Exception) and known.digest != found:
        law = "The same scenario, seed and program give the same run"
        raise InvariantBroken(law, f"{known.digest} on {known.created}, {found} now")
    store.save(paired)
    tell(f"kept as run {name}")
