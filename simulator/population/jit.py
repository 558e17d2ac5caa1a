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
from llvmlite import ir  # noqa: E402
from numba.core import types  # noqa: E402
from numba.extending import intrinsic  # noqa: E402

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


def _fetch(_context: Any, array: Any, index: Any) -> Any:
    """Ask the processor to bring a row of an array into its cache; nothing else happens.

    People are met in the order of their needs, so their rows lie anywhere; whoever is known to come
    soon can be sent for in time.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        rows = context.make_array(signature.args[0])(context, builder, args[0])
        whole, short = ir.IntType(64), ir.IntType(32)
        start = builder.ptrtoint(rows.data, whole)
        address = builder.add(start, builder.mul(args[1], rows.itemsize))
        place = builder.inttoptr(address, ir.IntType(8).as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [place.type, short, short, short])
        function = builder.module.declare_intrinsic("llvm.prefetch", (place.type,), kind)
        builder.call(function, [place, short(0), short(3), short(1)])
        return context.get_dummy_value()

    return types.void(array, index), generate


fetch: Any = intrinsic(_fetch)
