"""Write files so that a reader finds the old one or the new one, never half of one."""

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
        part.unlink(missing_ok=True)
        problem = Problem(
            "R104", path.name, None, "", error.strerror or "an error of the disk",
            "a folder that can be written, with room", f"look at {path.parent}",
        )  # fmt: skip
        raise ResultsError(path.name, [problem]) from error


def sweep(folder: Path) -> None:
    """Remove what interrupted writers left behind in a folder."""
    for file in folder.glob(f"*{UNFINISHED}"):
        file.unlink(missing_ok=True)
