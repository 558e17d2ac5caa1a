"""Write numbers as people say them, in sentences and in tables."""

from typing import Final

NOTHING: Final = "-"
SHORT: Final = "k thousand, M million, bn billion"
"""What the letters in tables stand for."""
_SIZES: Final = ((1e9, "billion", "bn"), (1e6, "million", "M"), (1e3, "thousand", "k"))
_LARGE: Final = 99.95


def hours(value: float | None) -> str:
    """Write a time in hours without its unit; a dash where there is none.

    >>> hours(10.04)
    '10.0'
    """
    return NOTHING if value is None else f"{value:.1f}"


def count(value: float) -> str:
    """Write a count for a sentence, with two or three digits.

    >>> count(530_000), count(21_300_000), count(-1_234), count(12)
    ('530 thousand', '21.3 million', '-1.2 thousand', '12')
    """
    return _scaled(value, short=False)


def short(value: float) -> str:
    """Write a count for a table; a dash for nothing.

    >>> short(530_000), short(21_300_000), short(0)
    ('530 k', '21.3 M', '-')
    """
    return _scaled(value, short=True) if value else NOTHING


def _scaled(value: float, *, short: bool) -> str:
    for size, word, letters in _SIZES:
        if abs(value) >= size:
            part = value / size
            digits = f"{part:.0f}" if abs(part) >= _LARGE else f"{part:.1f}"
            return f"{digits} {letters if short else word}"
    return f"{value:.0f}"


def amount(value: float | None, unit: str) -> str:
    """Write a number with its unit, for a table.

    >>> amount(-0.219, "share"), amount(3.6, "ratio"), amount(12_000, "servers")
    ('-21.9 %', 'x3.6', '12,000')
    """
    if value is None:
        return NOTHING
    match unit:
        case "h":
            return f"{round(value, 1) + 0.0:.1f} h"  # never minus nothing
        case "share":
            return f"{value * 100:.1f} %"
        case "ratio":
            return f"x{value:.3g}"
        case "persons" | "needs" | "need-h" | "KRW":
            return _scaled(value, short=True)
        case _:
            return f"{value:,.0f}"


def span(low: float, high: float, unit: str) -> str:
    """Write an interval with its unit once.

    >>> span(-0.259, -0.179, "share"), span(9, 11, "h"), span(0, 30, "h")
    ('-25.9 to -17.9 %', '9-11 h', 'by 30 h')
    """
    match unit:
        case "h":
            return f"by {high:g} h" if low <= 0 else f"{low:g}-{high:g} h"
        case "share":
            return f"{low * 100:.1f} to {high * 100:.1f} %"
        case "difference in h":
            return f"{low:.1f} to {high:.1f} h"
        case _:
            return f"{amount(low, unit)} to {amount(high, unit)}"
