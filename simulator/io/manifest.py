"""Say who made a stored run: program, scenario, seed, and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from simulator.errors import Problem, ResultsError
from simulator.io.atomic import write_atomically

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_HINT: Final = "run the scenario again; the other stored runs are not affected"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a stored run's manifest."""

    scenario: str
    scenario_sha256: str
    seed: int
    people: int
    beat_s: int
    digest: str
    """Of the tables of the run itself, without its twin."""
    version: str
    program: str
    """Fingerprint of the source and libraries that made it."""
    libraries: dict[str, str]
    created: str
    """UTC, ISO 8601."""
    files: dict[str, str]
    """SHA-256 by name, for every other file of the run."""
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """Write the manifest, the only way in which it is read."""
        content = asdict(self)
        content["sha256"] = hashlib.sha256(_canonical(content)).hexdigest()
        return _canonical(content)


def _canonical(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write a manifest; from then on the stored run exists."""
    write_atomically(folder / MANIFEST, manifest.as_bytes())


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest and check it against itself.

    Parameters
    ----------
    folder : Path
        Folder of a stored run.

    Returns
    -------
    Manifest
        As it was written.

    Raises
    ------
    ResultsError
        If there is none, if it is damaged, or if it is of another format.
    """
    shown = f"{folder.name}/{MANIFEST}"
    try:
        written = (folder / MANIFEST).read_bytes()
    except OSError as error:
        expected = "the manifest of a stored run"
        raise ResultsError(
            shown, [Problem("R101", shown, None, "", "nothing", expected)]
        ) from error
    try:
        content = json.loads(written)
        other_format = content.get("format") != FORMAT
        content.pop("sha256", None)
        manifest = Manifest(**content)
    except (ValueError, TypeError, AttributeError) as error:
        raise damaged(shown) from error
    if manifest.as_bytes() != written:
        raise damaged(shown)
    if other_format:
        found, expected = f"format {manifest.format}", f"format {FORMAT}"
        raise ResultsError(shown, [Problem("R103", shown, None, "", found, expected, _HINT)])
    return manifest


def damaged(shown: str, found: str = "other bytes than were written") -> ResultsError:
    """Report a damaged file of a stored run."""
    expected = "a file that matches its checksum"
    return ResultsError(shown, [Problem("R102", shown, None, "", found, expected, _HINT)])
