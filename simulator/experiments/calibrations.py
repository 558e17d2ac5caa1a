"""Keep calibrations as data, and read them back: ensembles, runs, and how they were made."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.errors import Problem, ScenarioError
from simulator.experiments.members import Member
from simulator.io.atomic import write_atomically
from simulator.io.bundled import bundled, user_data_dir

PRIOR, POSTERIOR, RUNS, MANIFEST = "prior.csv", "posterior.csv", "runs.csv", "manifest.json"
LEFT_OUT: Final = "without-"
"""Begins the name of an ensemble, and of its file, that was drawn without a subject's rows."""
_FOLDER: Final = "calibrations"
_OWN: Final = ("member", "seed")


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Parameter sets drawn from the ranges alone, and such that fit."""

    prior: tuple[Member, ...]
    posterior: tuple[Member, ...]
    manifest: Mapping[str, Any]
    """How they were made."""


def own_folder(case: str) -> Path:
    """Say where a calibration of one's own is kept."""
    return user_data_dir() / _FOLDER / case


def shipped_folder(case: str) -> Path:
    """Say where the calibration that comes with the program stands."""
    return bundled("data", f"{_FOLDER}/{case}")


def read_ensemble(case: str, folder: Path | None = None) -> Ensemble:
    """Read the ensembles of a case.

    Parameters
    ----------
    case : str
        For example ``kakao-2022``.
    folder : Path, optional
        Where they stand; those that come with the program where none is given.

    Returns
    -------
    Ensemble
        Members in order.

    Raises
    ------
    ScenarioError
        If there are none, or a file is not as it was written.
    """
    place = folder or shipped_folder(case)
    try:
        texts = {name: (place / name).read_bytes() for name in (PRIOR, POSTERIOR, MANIFEST)}
        manifest = json.loads(texts[MANIFEST])
        members = {name: read_members(texts[name]) for name in (PRIOR, POSTERIOR)}
        changed = [n for n in (PRIOR, POSTERIOR) if _sha(texts[n]) != manifest["sha256"][n]]
    except FileNotFoundError:
        expected = f"a case that has been calibrated: linchpin calibrate {case}"
        raise ScenarioError(
            case, [Problem("S301", str(place), None, "case", repr(case), expected)]
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        expected = "the files that a calibration wrote"
        raise ScenarioError(
            case, [Problem("S101", str(place), None, "", str(error)[:200], expected)]
        ) from None
    _refuse_changed(place, changed)
    return Ensemble(members[PRIOR], members[POSTERIOR], manifest)


def _refuse_changed(place: Path, names: Sequence[str]) -> None:
    """Refuse files whose content is not what the manifest says."""
    if names:
        expected = "the content whose SHA-256 stands in manifest.json"
        problems = [
            Problem("S101", str(place / name), None, "", "another content", expected)
            for name in names
        ]
        raise ScenarioError(place.name, problems)


def read_members(text: bytes) -> tuple[Member, ...]:
    """Read what `members_text` wrote."""
    rows = csv.DictReader(io.StringIO(text.decode("utf-8")))
    return tuple(
        Member(
            int(row["member"]),
            int(row["seed"]),
            {path: float(value) for path, value in row.items() if path not in _OWN},
        )
        for row in rows
    )


def read_left_out(folder: Path) -> dict[str, tuple[Member, ...]]:
    """Read the ensembles of a calibration that were drawn without a subject's rows.

    Parameters
    ----------
    folder : Path
        Of a calibration.

    Returns
    -------
    dict of str to tuple of Member
        By the name of the ensemble, such as ``without-kakaotalk``; empty if it keeps none.

    Raises
    ------
    ScenarioError
        If a file is not as it was written.
    """
    files = {file.name: file.read_bytes() for file in sorted(folder.glob(f"{LEFT_OUT}*.csv"))}
    if files:
        sums = json.loads((folder / MANIFEST).read_bytes())["sha256"]
        _refuse_changed(folder, [name for name in files if sums.get(name) != _sha(files[name])])
    return {Path(name).stem: read_members(text) for name, text in files.items()}


def members_text(members: Sequence[Member]) -> bytes:
    """Write members as a table.

    Parameters
    ----------
    members : sequence of Member
        All with the same parameters.

    Returns
    -------
    bytes
        CSV: member, seed, one column for each parameter.
    """
    paths = list(members[0].values) if members else []
    rows = [[one.number, one.seed, *(repr(one.values[path]) for path in paths)] for one in members]
    return table_text([*_OWN, *paths], rows)


def table_text(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Write a table as CSV with one kind of line end everywhere."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def write_calibration(
    folder: Path, tables: Mapping[str, bytes], manifest: dict[str, Any]
) -> dict[str, Any]:
    """Write a calibration, the manifest last.

    Parameters
    ----------
    folder : Path
        Where to.
    tables : mapping of str to bytes
        Files by name.
    manifest : dict
        How they were made; the checksums and the digest are added.

    Returns
    -------
    dict
        The manifest with checksums and the digest of all tables.
    """
    sums = {name: _sha(content) for name, content in tables.items()}
    digest = f"sha256:{_sha(json.dumps(sums, sort_keys=True).encode())}"
    for name, content in tables.items():
        write_atomically(folder / name, content)
    whole = manifest | {"sha256": sums, "digest": digest}
    write_atomically(folder / MANIFEST, (json.dumps(whole, indent=1) + "\n").encode())
    return whole


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
