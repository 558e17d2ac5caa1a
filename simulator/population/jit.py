"""Compile kernels: the only import of numba, behind a typed decorator."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def _cache_directory() -> Path:
    """Name a cache that goes with these very sources: numba does not see changed helpers."""
    here = Path(__file__).parent
    sources = [
        *sorted(here.glob("*.py")),
        here.parent / "topology" / "world.py",
        here.parent / "units.py",
    ]
    sha = hashlib.sha256(b"".join(source.read_bytes() for source in sources))
    home = os.environ.get("LINCHPIN_HOME") or os.environ.get("XDG_CACHE_HOME")
    root = Path(home) if home else Path.home() / ".cache"
    return root / "linchpin" / "kernels" / sha.hexdigest()[:16]


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_directory()))

import numba  # noqa: E402 - reads its cache directory while it is imported

_LEAN: Any = {"error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}
"""Division by zero gives infinity; no references are counted (numba's types hide that flag)."""

_INSIDE: Any = {"forceinline": True, "no_cpython_wrapper": True, **_LEAN}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel that Python calls: it releases the interpreter lock and is kept on disk.

    Kernels count no references and so can make no arrays; they write into those they are given.

    Parameters
    ----------
    function : callable
        Plain Python over numpy arrays; no floating sums across people.

    Returns
    -------
    callable
        The same function, compiled at its first call.
    """
    kernel: Callable[P, R] = numba.njit(cache=True, nogil=True, **_LEAN)(function)
    return kernel


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a part of a kernel into the kernels that call it.

    A call by reference would copy the headers of some eighty arrays; inlined, a need costs a
    fifteenth of the time.

    Parameters
    ----------
    function : callable
        As for `compiled`.

    Returns
    -------
    callable
        The same function, for kernels and tests.
    """
    part: Callable[P, R] = numba.njit(forceinline=True, **_LEAN)(function)
    return part


def part(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a part of a kernel that only kernels call.

    An entry for Python would unpack some eighty arrays and takes longer to compile than the part.

    Parameters
    ----------
    function : callable
        As for `compiled`.

    Returns
    -------
    callable
        The same function, for kernels; Python must not call it.
    """
    piece: Callable[P, R] = numba.njit(**_INSIDE)(function)
    return piece
