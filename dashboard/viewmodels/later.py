"""Follow apps and markets beyond the run."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Language, say

Summary = Mapping[str, Any]


def later(summary: Summary, named: Mapping[str, str]) -> pd.DataFrame:
    """List what apps have gained and lost on days after the run.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    named : mapping of str to str
        Names by id.

    Returns
    -------
    DataFrame
        app, days_after, date, gained, lost, kept (persons).
    """
    told = summary["afterwards"]
    rows = [
        (
            named.get(app, app),
            after,
            date,
            *(counts[name][n] for name in ("gained", "lost", "kept")),
        )
        for app, counts in told["apps"].items()
        for n, (after, date) in enumerate(zip(told["days_after"], told["dates"], strict=True))
    ]
    table = pd.DataFrame(rows, columns=["app", "days_after", "date", "gained", "lost", "kept"])
    return table.astype({"gained": "int64", "lost": "int64", "kept": "int64"})


def markets(summary: Summary, named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List how concentrated each market is before the event and after it.

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
        market, when, largest, share (of its daily users), hhi, effective_apps.
    """
    rows = []
    for category, course in summary["afterwards"]["markets"].items():
        for told in course:
            if not told["shares"]:
                continue
            largest = max(told["shares"], key=lambda app: told["shares"][app])
            when = "later.before" if not told["days_after"] else "later.days"
            rows.append(
                (
                    named.get(category, category),
                    say(lang, when, days=told["days_after"]),
                    named.get(largest, largest),
                    told["shares"][largest],
                    float(told["hhi"]),
                    f"{told['effective_apps']:.3f}",
                )
            )
    columns = ["market", "when", "largest", "share", "hhi", "effective_apps"]
    return pd.DataFrame(rows, columns=columns)
