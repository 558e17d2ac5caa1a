"""Say which program makes a result: its version and a fingerprint of what decides results."""

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from simulator.model.parameter_rows import RULE
from simulator.model.parameters import parameters

_ROOMS: Final = ("engine", "infrastructure", "population", "topology", "results", "model")
_FILES: Final = ("streams.py", "units.py")
_LIBRARIES: Final = ("numpy", "numba", "simpy")


@cache
def version() -> str:
    """Name the installed version of the program."""
    return metadata.version("linchpin")


@cache
def libraries() -> dict[str, str]:
    """Name the versions of Python and of the libraries on which results depend."""
    found = {name: metadata.version(name) for name in _LIBRARIES}
    return {"python": platform.python_version(), **found}


@cache
def reading_fingerprint() -> str:
    """Reduce the source that reads observables off results to one SHA-256, 64 digits."""
    sha = hashlib.sha256()
    for file in sorted((Path(__file__).resolve().parent.parent / "analysis").glob("*.py")):
        sha.update(f"{file.name}\n".encode() + file.read_bytes())
    return sha.hexdigest()


@cache
def fingerprint() -> str:
    """Reduce the source and defaults that decide results, and the libraries, to one SHA-256.

    Returns
    -------
    str
        64 hexadecimal digits that change when a result might.
    """
    root = Path(__file__).resolve().parent.parent
    files = [root / name for name in _FILES]
    files += [file for room in _ROOMS for file in sorted((root / room).glob("*.py"))]
    sha = hashlib.sha256(repr(sorted(libraries().items())).encode())
    values = [(row.id, row.value) for row in parameters() if row.scope == RULE]
    sha.update(repr(values).encode())
    for file in files:
        sha.update(f"{file.relative_to(root).as_posix()}\n".encode() + file.read_bytes())
    return sha.hexdigest()
