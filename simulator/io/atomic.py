"""Write files so that a reader finds the old one or the new one, never half of one."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

from simulator.errors import Problem, ResultsError

UNFINISHED: Final = ".unfinished"


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, flush it to the disk, then move it there.

    Parameters
    ----------
    path : Path
        Where the file shall stand.
    content : bytes
        All of it.

    Raises
    ------
    ResultsError
        If the disk is full or the folder may not be written.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise _refused(path, error) from error


def clear(folder: Path, name: str) -> None:
    """Remove a file, and what interrupted writers left behind, where they are there.

    Parameters
    ----------
    folder : Path
        Where they stand; it need not exist.
    name : str
        The file.

    Raises
    ------
    ResultsError
        If the folder may not be written.
    """
    if not folder.is_dir():
        return
    try:
        for file in [folder / name, *folder.glob(f"*{UNFINISHED}")]:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(folder / name, error) from error


def _refused(path: Path, error: OSError) -> ResultsError:
    found = error.strerror or "an error of the disk"
    expected = "a folder that can be written, with room"
    problem = Problem("R104", path.name, None, "", found, expected, f"look at {path.parent}")
    return ResultsError(path.name, [problem])
