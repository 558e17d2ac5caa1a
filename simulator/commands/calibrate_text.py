"""Write what a calibration found: how far runs went, what was learned, what was not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from simulator.commands.amounts import amount
from simulator.commands.console import Table, write, write_table

_PLACES: Final = 31
"""Characters of a picture of a range; odd, so that there is a middle."""
_REACH: Final = 1.3
"""How far such a picture goes beyond a prior's range."""


def write_calibrated(manifest: Mapping[str, Any], folder: Path | None = None) -> None:
    """Write a calibration.

    Parameters
    ----------
    manifest : mapping
        As `simulator.experiments.calibrations` keeps it.
    folder : Path, optional
        Where it was written.
    """
    runs = sum(manifest["runs_by_wave"]) + manifest["replicates"]
    left = ", ".join(f"{part:.2%}" for part in manifest["left_by_wave"])
    write(f"Calibration of {manifest['case']}: {runs:,} runs of {manifest['people']:,} people")
    write(
        f"After each wave this part of the ranges was left: {left}. {manifest['runs_left']} runs "
        f"lie in what is left; {manifest['members']} parameter sets were drawn from it."
    )
    write()
    write_table(_targets(manifest))
    write(
        '"open" is what errors of reporting and the discrepancy of the model '
        f"({manifest['discrepancy']:.0%} of the value) leave open, one standard deviation; "
        '"luck" is that of a single run, "missed" what the emulator misses on runs that it has not '
        "seen, luck included; all on the scale named."
    )
    write()
    write_table(_learned(manifest))
    write(
        "Picture: the prior's range from 5 to 95 % lies between the brackets, the posterior's "
        "between the equals signs, its median at the star. "
        "Width: of the posterior, the prior's being 1."
    )
    write()
    _unidentified(manifest)
    _recovered(manifest["recovery"])
    write(f"Digest: {manifest['digest']}")
    if folder is not None:
        write(f"Written: {folder}")


def _targets(manifest: Mapping[str, Any]) -> Table:
    rows = [
        [
            one["id"],
            amount(one["observed"], one["unit"]),
            one["scale"],
            *(f"{one[key]:.3g}" for key in ("open", "luck", "emulator_first", "emulator_last")),
            f"{one['explained_last']:.0%}",
        ]
        for one in manifest["targets"]
    ]
    headings = ("fitted", "observed", "scale", "open", "luck", "missed first", "last", "foreseen")
    return Table("What was fitted", headings, rows, left=(0, 2))


def _learned(manifest: Mapping[str, Any]) -> Table:
    rows = [
        [
            one["id"],
            f"{one['default']:.4g}",
            _span(one["prior"]),
            _span(one["posterior"]),
            one["unit"],
            _picture(one["prior"], one["posterior"]),
            f"{one['width']:.2f}",
        ]
        for one in sorted(manifest["parameters"], key=lambda one: one["width"])
    ]
    headings = ("parameter", "default", "prior 5-95 %", "posterior 5-95 %", "unit", "", "width")
    return Table("What was learned, narrowest first", headings, rows, left=(0, 4, 5), whole=(5,))


def _span(quantiles: list[float]) -> str:
    return f"{quantiles[0]:.3g}-{quantiles[2]:.3g}"


def _picture(prior: list[float], posterior: list[float]) -> str:
    """Draw two ranges above each other in one line.

    >>> _picture([0, 1, 2], [0.5, 1, 1.5]).count("="), len(_picture([0, 1, 2], [0, 1, 2]))
    (11, 31)
    """
    middle, half = (prior[0] + prior[2]) / 2, (prior[2] - prior[0]) / 2 * _REACH

    def place(value: float) -> int:
        at = round(((value - middle) / half + 1) / 2 * (_PLACES - 1))
        return min(max(at, 0), _PLACES - 1)

    line = [" "] * _PLACES
    line[place(prior[0])], line[place(prior[2])] = "[", "]"
    for at in range(place(posterior[0]), place(posterior[2]) + 1):
        line[at] = "="
    line[place(posterior[1])] = "*"
    return "".join(line)


def _unidentified(manifest: Mapping[str, Any]) -> None:
    open_ = [one["id"] for one in manifest["parameters"] if not one["identified"]]
    if open_:
        write(
            f"Not identified: {len(open_)} of {len(manifest['parameters'])} parameters are nearly "
            f"as wide as before, so results that hang on them rest on judgement: "
            f"{', '.join(open_)}."
        )
        write()


def _recovered(told: Mapping[str, Any]) -> None:
    uneven, n_parameters = told["uneven_at_5_percent"], told["parameters"]
    write(
        f"Known parameters: {told['truths']} runs were taken for the truth, one after the other, "
        f"and their parameters looked for from the others: {told['inside_90']:.0%} lie inside "
        f"their 90 % intervals; of {n_parameters} parameters {uneven} have uneven ranks at the 5 % "
        f"level (smallest p {told['smallest_p']:.2g})."
    )
    write()
