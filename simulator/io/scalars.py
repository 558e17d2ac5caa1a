"""Unquoted YAML words read by the YAML 1.2 core rules, and only by those."""

import math
import re
from typing import Final

from simulator.io.nodes import Scalar

MAX_INTEGER: Final = 2**53
"""Above it a float no longer holds every whole number."""

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_DIGITS: Final = 17


class NumberRefusedError(ValueError):
    """A number that is not finite or too large to be held exactly."""


def resolve(word: str) -> Scalar:
    """Give an unquoted word its value.

    ``NO``, ``on``, ``22:22``, ``010`` and ``0x10`` stay texts, unlike in YAML 1.1; ``1e5`` is
    a number.

    Parameters
    ----------
    word : str
        The word as it stands in the file.

    Returns
    -------
    str, int, float, bool or None
        Its value.

    Raises
    ------
    NumberRefusedError
        If it is a number that is not finite, or an integer beyond 2**53.

    References
    ----------
    .. [1] YAML Ain't Markup Language, version 1.2.2 (2021), section 10.3.2, core schema.

    Examples
    --------
    >>> [resolve(word) for word in ("NO", "010", "1e5", "0.5", "-3", "true", "~")]
    ['NO', '010', 100000.0, 0.5, -3, True, None]
    """
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return _integer(word)
    if _FLOAT.fullmatch(word):
        return _finite(float(word))
    if _NOT_FINITE.fullmatch(word):
        raise NumberRefusedError
    return word


def _integer(word: str) -> int:
    """Read an integer whose digits were counted first, since reading takes quadratic time."""
    if len(word) > _MOST_DIGITS or abs(int(word)) > MAX_INTEGER:
        raise NumberRefusedError
    return int(word)


def _finite(number: float) -> float:
    """Refuse what overflowed."""
    if not math.isfinite(number):
        raise NumberRefusedError
    return number
