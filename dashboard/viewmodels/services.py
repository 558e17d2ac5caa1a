"""List from when each service was down, when it first worked, when it was whole."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Language, say


def services(summary: Mapping[str, Any], named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List every service that lost a function, the first to be lost first.

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
        service, owner, down_from, first_function, full_function, availability; texts.
    """
    rows = []
    for name, told in summary["services"].items():
        if told["down_from_h"] is None:
            continue
        moments = [told[f"{k}_h"] for k in ("down_from", "first_function", "full_function")]
        owner = named.get(told["owner"] or "", "")
        share = f"{100 * told['availability']:.1f}%"
        rows.append((named.get(name, name), owner, *[_hours(lang, m) for m in moments], share))
    columns = ["service", "owner", "down_from", "first_function", "full_function", "availability"]
    return pd.DataFrame(rows, columns=columns)


def _hours(lang: Language, moment: float | None) -> str:
    if moment is None:
        return say(lang, "not_in_time")
    return say(lang, "unit.h", value=f"{moment:.1f}")
