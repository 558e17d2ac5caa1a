"""Write what a calibration found: how far runs went, what was learned, what was not."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from simulator.commands.amounts import amount
from simulator.commands.console import Table, write, write_table

_PLAIN: Final = frozenset(
    {"people", "categories", "options", "components", "owners", "operations", "median_h"}
)
"""Steps of a path that a table leaves out."""
_UNEVEN: Final = 0.05
_POOR: Final = 0.4
"""An emulator that foresees less than this share of the runs' variance informs little."""


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
    left = ", ".join(f"{part:.1%}" for part in manifest["left_by_wave"])
    parameters = manifest["parameters"]
    narrowed = sum(one["identified"] for one in parameters)
    write(f"Calibration of {manifest['case']}: {runs:,} runs of {manifest['people']:,} people")
    write(
        f"{narrowed} of {len(parameters)} parameters were narrowed. The other "
        f"{len(parameters) - narrowed} are nearly as wide as before: results that hang on them "
        "rest on their ranges, which are mostly judgement."
    )
    _little(manifest["targets"])
    write(
        f"After each wave this part of the ranges was left: {left}. {manifest['runs_left']} runs "
        f"lie in what is left, and emulators fitted to these draw {manifest['members']} parameter "
        "sets."
    )
    write()
    write_table(_targets(manifest))
    write(
        '"Open" is what errors of reporting and the discrepancy of the model '
        f"({manifest['discrepancy']:.0%} of the value) leave open, one standard deviation; "
        '"luck" is that of a single run, "missed" what the last emulator misses on runs that it '
        "has not seen, luck included; all on the row's scale, mostly its logarithm. "
        '"Foreseen" is the share of the variance of such runs that it foresees.'
    )
    write()
    write_table(_learned(manifest))
    write('"Width" is that of the posterior, the prior\'s being 1, in normal scores.')
    write()
    _recovered(manifest["recovery"])
    write(f"Digest: {manifest['digest']}")
    if folder is not None:
        write(f"Written: {folder}")


def _little(targets: Sequence[Mapping[str, Any]]) -> None:
    """Name rows that taught little, and why."""
    flat = [one["id"] for one in targets if one["flat"]]
    poor = [one["id"] for one in targets if not one["flat"] and one["explained_last"] < _POOR]
    late = [f"{one['id']} ({one['not_back']} runs)" for one in targets if one["not_back"]]
    if flat:
        write(f"The same in every run, so that nothing was learned from them: {', '.join(flat)}.")
    if poor:
        write(
            "Hardly foreseen by its emulator, so that little was learned from it: "
            f"{', '.join(poor)}."
        )
    if late:
        write(
            "Not back when some runs ended, and taken as back then, which makes such runs look "
            f"better than they were: {', '.join(late)}."
        )


def _targets(manifest: Mapping[str, Any]) -> Table:
    rows = [
        [
            one["id"],
            amount(one["observed"], one["unit"]),
            *(_number(one[key]) for key in ("open", "luck", "emulator_last")),
            "never varied" if one["flat"] else f"{one['explained_last']:.0%}",
        ]
        for one in manifest["targets"]
    ]
    headings = ("fitted", "observed", "open", "luck", "missed", "foreseen")
    return Table("What was fitted", headings, rows, left=(0,), whole=(0, 5))


def _learned(manifest: Mapping[str, Any]) -> Table:
    rows = [
        [
            _short(one["id"]),
            f"{one['width']:.2f}",
            _number(one["default"]),
            _span(one["prior"]),
            _span(one["posterior"]),
        ]
        for one in sorted(manifest["parameters"], key=lambda one: float(one["width"]))
    ]
    headings = ("parameter", "width", "default", "prior 5-95 %", "after 5-95 %")
    return Table("What was learned, narrowest first", headings, rows, left=(0,), whole=(0, 1))


def _short(path: str) -> str:
    """Leave out the steps of a path that say nothing new.

    >>> _short("people.categories.messaging.options.line.adoption")
    'messaging.line.adoption'
    """
    return ".".join(step for step in path.split(".") if step not in _PLAIN)


def _span(quantiles: list[float]) -> str:
    return f"{_number(quantiles[0], 2)}-{_number(quantiles[2], 2)}"


def _number(value: float, digits: int = 3) -> str:
    """Write a few digits, and no powers of ten.

    >>> _number(2060.0), _number(0.0012345), _number(16.0), _number(126.4, 2), _number(0.0)
    ('2,060', '0.00123', '16', '126', '0')
    """
    if abs(value) >= 10**digits:
        return f"{value:,.0f}"
    text = f"{value:.{digits}g}"
    return f"{value:.6f}".rstrip("0") if "e" in text else text


def _recovered(told: Mapping[str, Any]) -> None:
    uneven, n_parameters = told["uneven_at_5_percent"], told["parameters"]
    write(
        f"Known parameters: {told['truths']} runs were taken for the truth, one after the other, "
        f"and their parameters looked for from the others: {told['inside_90']:.0%} lie inside "
        f"their 90 % intervals; of {n_parameters} parameters {uneven} have uneven ranks at the 5 % "
        f"level, where chance would give {_UNEVEN * n_parameters:.0f} (smallest p "
        f"{told['smallest_p']:.2g})."
    )
    write()
