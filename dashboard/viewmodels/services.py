"""List from when each service was down, when it first worked, when it was whole."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.texts import Language, say

NEVER: Final = "-"
"""In place of a moment of what did not happen."""


def services(summary: Mapping[str, Any], named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List every service that lost a function or was overrun by requests.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        service, owner, down_from, first_function, full_function, overrun, availability; texts.
    """
    rows = []
    for name, told in summary["services"].items():
        if told["down_from_h"] is None and told["overrun_from_h"] is None:
            continue
        moments = [told[f"{k}_h"] for k in ("down_from", "first_function", "full_function")]
        owner = named.get(told["owner"] or "", "")
        share = f"{100 * told['availability']:.1f}%"
        lost = told["down_from_h"] is not None
        course = [_hours(lang, m) if lost else NEVER for m in moments]
        crowd = summary["overruns"].get(name)
        rows.append((named.get(name, name), owner, *course, _overrun(lang, crowd), share))
    columns = ["service", "owner", "down_from", "first_function", "full_function", "overrun",
               "availability"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _overrun(lang: Language, told: Mapping[str, Any] | None) -> str:
    """Write from when to when a service was overrun; of several spans, how long in all."""
    if told is None:
        return NEVER
    begun, ended = f"{told['from_h']:.1f}", told["until_h"]
    if ended is None:
        span = say(lang, "overrun.on", begun=begun)
    else:
        span = say(lang, "overrun.span", begun=begun, ended=f"{ended:.1f}")
    if told["spans"] == 1:
        return span
    return say(lang, "overrun.spans", span=span, hours=f"{told['hours']:.1f}")


def _hours(lang: Language, moment: float | None) -> str:
    if moment is None:
        return say(lang, "not_in_time")
    return say(lang, "unit.h", value=f"{moment:.1f}")
