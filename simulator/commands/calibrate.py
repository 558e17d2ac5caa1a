"""Fit the parameters of a case to what may be fitted, and keep the ensemble that fits."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from simulator.commands.asking import FEWEST, MOST
from simulator.commands.console import Format, progress, tell, write_json
from simulator.errors import RunFailed

_PEOPLE: Final = 100_000
_WAVES: Final = (400, 300, 100)
_REPLICATES: Final = 40
_LEAST_RUNS: Final = 30


def calibrate(  # noqa: PLR0913 - one for each option
    case: Annotated[str, typer.Argument(help="A shipped case, such as kakao-2022.")],
    *,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")] = _PEOPLE,
    wave: Annotated[
        list[int] | None,
        typer.Option(min=_LEAST_RUNS, metavar="RUNS", help="Runs of a wave; repeat. [400 300 100]"),
    ] = None,
    replicates: Annotated[
        int, typer.Option(min=2, max=10_000, help="Runs of the defaults, for luck alone.")
    ] = _REPLICATES,
    members: Annotated[
        int, typer.Option(min=10, max=1_000, help="Parameter sets to keep that fit.")
    ] = 200,
    seed: Annotated[int, typer.Option(min=1, help="Address of the luck of the design.")] = 1,
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="Processes; 0 takes every core. Same result.")
    ] = 0,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; else the user's folder.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Show the one that was made (in --out DIR, or shipped).")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Rule out what cannot be in waves of runs, then draw parameters that fit. Resumable."""
    if show:
        _show(case, out, format_)
        return
    _check_extra()
    from simulator.commands.calibrate_text import write_calibrated  # noqa: PLC0415
    from simulator.experiments.calibration import Plan, calibrate  # noqa: PLC0415 - loads kernels
    from simulator.experiments.calibration_files import manifest_of, tables_of  # noqa: PLC0415
    from simulator.experiments.calibrations import own_folder, write_calibration  # noqa: PLC0415
    from simulator.experiments.recovery import recover  # noqa: PLC0415
    from simulator.io.run_log import RunLog  # noqa: PLC0415

    plan = Plan(case, people, tuple(wave or _WAVES), replicates, members, seed)
    log = RunLog(f"calibrate-{case}")
    label = f"{plan.runs:,} runs of {people:,} people (cut off, it goes on where it was)"
    with progress(label) as told:
        found = calibrate(plan, workers=workers or os.cpu_count() or 1, log=log, progress=told)
    tell("drawing ensembles, and looking for known parameters")
    manifest = manifest_of(found, recover(found))
    folder = out or own_folder(case)
    written = write_calibration(folder, tables_of(found), manifest)
    if format_ is Format.JSON:
        write_json(written)
    else:
        write_calibrated(written, folder)


def _show(case: str, place: Path | None, format_: Format) -> None:
    """Write what an earlier calibration found."""
    from simulator.commands.calibrate_text import write_calibrated  # noqa: PLC0415
    from simulator.experiments.calibrations import read_ensemble  # noqa: PLC0415

    manifest = dict(read_ensemble(case, place).manifest)
    if format_ is Format.JSON:
        write_json(manifest)
    else:
        write_calibrated(manifest)


def _check_extra() -> None:
    """Say what to install where the extra is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("sklearn") is None:
        raise RunFailed("calibrate needs scikit-learn: pip install 'linchpin[study]'")
