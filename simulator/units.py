"""Durations, shares and counts as people write them; the only file that knows 3600."""

import math
import re
from typing import Final, TypeAlias

Seconds: TypeAlias = float
"""A length of simulated time, or an instant counted from the start of the run."""
Share: TypeAlias = float
"""A part of a whole, 0 to 1."""
Persons: TypeAlias = int
"""A number of people."""

MS_PER_S: Final = 1000
MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000
"""Milliseconds in an hour, whole, as kernels need it."""
DAY_MS: Final = 86_400_000
MINUTE_S: Final = 60.0
HOUR_S: Final = 3600.0
DAY_S: Final = 86_400.0
WEEK_S: Final = 604_800.0
YEAR_S: Final = 365.25 * DAY_S
HOURS_PER_DAY: Final = 24

_UNITS_S: Final = {
    "ms": 1 / MS_PER_S,
    "s": 1.0,
    "min": MINUTE_S,
    "h": HOUR_S,
    "d": DAY_S,
    "wk": WEEK_S,
}
_PART = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?(ms|s|min|h|d|wk)")
_MAX_LETTERS: Final = 60
DURATION_FORM: Final = "a duration such as '30 s', '15 min', '2.5 h' or '1 d 6 h'"
"""How a duration is written, for messages."""


def parse_duration(text: str) -> Seconds:
    """Read a duration with its unit.

    Parameters
    ----------
    text : str
        One or more numbers with units (ms, s, min, h, d, wk), largest unit first.

    Returns
    -------
    float
        The duration. Seconds, >= 0.

    Raises
    ------
    ValueError
        If the text is not a duration; the message says how to write one.

    Examples
    --------
    >>> parse_duration("15 min")
    900.0
    >>> parse_duration("1 d 6 h")
    108000.0
    """
    parts = _PART.findall(text) if len(text) <= _MAX_LETTERS else []
    sizes = [_UNITS_S[unit] for _, unit in parts]
    rest = _PART.sub("", text)
    if not parts or rest.strip(" ") or sizes != sorted(set(sizes), reverse=True):
        raise ValueError(DURATION_FORM)
    return math.fsum(float(number) * size for (number, _), size in zip(parts, sizes, strict=True))


def hours(seconds: Seconds) -> float:
    """Convert seconds to hours.

    >>> hours(5400.0)
    1.5
    """
    return seconds / HOUR_S


def seconds_from_hours(n_hours: float) -> Seconds:
    """Convert hours to seconds.

    >>> seconds_from_hours(0.25)
    900.0
    """
    return n_hours * HOUR_S


def milliseconds(seconds: Seconds) -> int:
    """Round a time to whole milliseconds, the unit in which harm is added up exactly.

    >>> milliseconds(1.2345)
    1234
    """
    return round(seconds * MS_PER_S)


def format_hours(seconds: Seconds) -> str:
    """Write a duration in hours with one decimal.

    >>> format_hours(36_000.0)
    '10.0 h'
    """
    return f"{hours(seconds):.1f} h"


def format_duration(seconds: Seconds) -> str:
    """Write a duration in the two largest fitting units, for screens.

    Parameters
    ----------
    seconds : float
        The duration. Seconds.

    Returns
    -------
    str
        Text in whole units, rounded to the smaller of the two.

    Examples
    --------
    >>> format_duration(183_600.0)
    '2 d 3 h'
    >>> format_duration(5_399.0)
    '1 h 30 min'
    >>> format_duration(45.0)
    '45 s'
    """
    if seconds < 0:
        return f"-{format_duration(-seconds)}"
    for large, small in (("d", "h"), ("h", "min"), ("min", "s")):
        step = _UNITS_S[small]
        count = round(seconds / step)
        if count * step >= _UNITS_S[large]:
            whole, rest = divmod(count, round(_UNITS_S[large] / step))
            return f"{whole} {large} {rest} {small}" if rest else f"{whole} {large}"
    return f"{seconds:.3g} s"
