"""Word what is wrong between fields, with the nearest known name."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from simulator.errors import Problem

_NAMES_SHOWN: Final = 12


def complaint(code: str, where: str, found: str, expected: str, hint: str = "") -> Problem:
    """Make a problem of a field; whoever read the file adds file and line."""
    return Problem(code, "", None, where, found, expected, hint)


def unknown(where: str, name: str, kind: str, known: Collection[str]) -> Iterator[Problem]:
    """Complain if a name is not among the known ones.

    >>> [problem.hint for problem in unknown("hazards.f.site", "pangio", "site", ["pangyo"])]
    ["did you mean 'pangyo'?"]
    """
    if name in known:
        return
    names = list(known)
    listed = f" ({', '.join(names)})" if 0 < len(names) <= _NAMES_SHOWN else ""
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else ""
    yield complaint("S301", where, repr(name), f"a declared {kind}{listed}", hint)


def repeated(where: str, names: Sequence[str]) -> Iterator[Problem]:
    """Complain about every name that stands twice in a list of declarations.

    >>> [problem.where for problem in repeated("sites", ["a", "b", "a"])]
    ['sites[2].id']
    """
    first: dict[str, int] = {}
    for number, name in enumerate(names):
        if name in first:
            hint = f"see {where}[{first[name]}]"
            yield complaint("S306", f"{where}[{number}].id", repr(name), "an id of its own", hint)
        first.setdefault(name, number)
