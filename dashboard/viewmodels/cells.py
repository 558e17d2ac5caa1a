"""Write the values of tables as people read them."""

from collections.abc import Callable
from typing import Any, Final

from dashboard.texts import significant

_SHARES: Final = ("share", "quality", "powered", "reachable", "by_messenger")
_DECIMALS: Final = {"t_h": 1, "per_head_h": 2}


def writer(column: str) -> Callable[[Any], str]:
    """Choose how the values of a column are written.

    >>> writer("share")(0.5), writer("t_h")(10.04), writer("needs")(1234.6), writer("name")("A")
    ('50.0%', '10.0', '1,230', 'A')
    """
    if column in _SHARES:
        return lambda value: f"{100 * float(value):.1f}%"
    if column in _DECIMALS:
        return lambda value: f"{float(value):.{_DECIMALS[column]}f}"
    return _plain


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{significant(value):,.0f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
