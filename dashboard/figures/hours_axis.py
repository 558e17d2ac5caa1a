"""Number an axis of hours after the event, and open it shortly before the event."""

from typing import Any, Final

import pandas as pd

from dashboard.texts import say
from dashboard.theme import Look

BEFORE_H: Final = 48
"""Hours before the event that a picture opens with; the rest is reached by dragging."""
_EACH_H: Final = 24
_MOST_TICKS: Final = 14


def hours_axis(t_h: pd.Series, look: Look) -> dict[str, Any]:
    """Choose title, range and distance of ticks.

    Parameters
    ----------
    t_h : Series
        Hours after the event that are drawn.
    look : Look
        Language of the title.

    Returns
    -------
    dict
        Settings of a horizontal axis.
    """
    axis: dict[str, Any] = {"title": say(look.lang, "axis.t_h"), "dtick": _EACH_H}
    if len(t_h):
        first, last = max(float(t_h.min()), -BEFORE_H), float(t_h.max())
        days = 1 + int((last - first) / _EACH_H / _MOST_TICKS)
        axis |= {"range": [first - 0.5, last + 0.5], "dtick": _EACH_H * days}
    return axis
