"""Set every observation beside what the run has for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.texts import Language, say, say_or, significant

TIMES = "\N{MULTIPLICATION SIGN}"
Summary = Mapping[str, Any]
"""What `simulator.analysis.summary.summarise` returns."""


def verdicts(summary: Summary, named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List the observations with the simulated value and hit or miss.

    Parameters
    ----------
    summary : mapping
        Summary of a run.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        what, observed, range, simulated, verdict, use, cited; texts.
    """
    rows = [
        (
            what(row, named, lang),
            figure(lang, row["observed"], row["unit"]),
            wanted(row, lang),
            figure(lang, row["simulated"], row["unit"]),
            say(lang, f"verdict.{verdict(row)}"),
            _use(row, lang),
            row["source"],
        )
        for row in summary["observations"]
    ]
    columns = ["what", "observed", "range", "simulated", "verdict", "use", "cited"]
    return pd.DataFrame(rows, columns=columns)


def verdict(row: Mapping[str, Any]) -> str:
    """Name what became of one observation: hit, miss or open."""
    if row["simulated"] is None:
        return "open"
    return "hit" if row["hit"] else "miss"


def figure(lang: Language, value: float | None, unit: str) -> str:
    """Write a value with its unit as people read it.

    >>> figure("en", 0.25, "share"), figure("en", 10.04, "h"), figure("en", None, "h")
    ('25%', '10.0 h', '-')
    """
    if value is None:
        return "-"
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit == "h":
        return say(lang, "unit.h", value=f"{value:.1f}")
    if unit == "ratio":
        return f"{TIMES}{value:.2f}"
    number = f"{significant(value):,.0f}"
    return say(lang, f"unit.{unit}", value=number) if unit in ("persons", "servers") else number


def what(row: Mapping[str, Any], named: Mapping[str, str], lang: Language) -> str:
    """Name what an observation is about: who, which quantity, when."""
    subject = row["subject"]
    whole = f"{subject}.{row['feature']}"
    who = named.get(whole) or named.get(subject) or say_or(lang, f"subject.{subject}", subject)
    if whole not in named and row["feature"] in named:
        who = f"{who}: {named[row['feature']]}"
    quantity = say_or(lang, f"quantity.{row['quantity']}", row["quantity"])
    when = _when(row, lang)
    return f"{who}: {quantity}, {when}" if when else f"{who}: {quantity}"


def _when(row: Mapping[str, Any], lang: Language) -> str:
    """Tell the day or the hour that an observation is about, empty if it is about neither."""
    if row.get("day"):
        ends = (row["day"], row.get("until_day"))
        return " - ".join(_day(end, lang) for end in ends if end)
    if row.get("at_h") is not None:
        return say(lang, "at_h", hours=f"{row['at_h']:g}")
    return ""


def _day(written: str, lang: Language) -> str:
    day = date.fromisoformat(written)
    return say(
        lang, "day", day=day.day, month=day.month, month_name=say(lang, f"month.{day.month}")
    )


def wanted(row: Mapping[str, Any], lang: Language) -> str:
    """Write the interval in which a hit lies; a bound where only that was observed."""
    low, high = (figure(lang, row[end], row["unit"]) for end in ("low", "high"))
    match row.get("relation"):
        case "at_most":
            return say(lang, "range.by" if row["unit"] == "h" else "range.at_most", value=high)
        case "order":
            return say(lang, "range.more" if row["low"] >= 1 else "range.less")
        case _:
            return f"{low} - {high}"


def tally(summary: Summary) -> dict[str, int]:
    """Count hits and answers, apart for what may set parameters and what is only compared."""
    rows = summary["observations"]
    counts = {"all": len(rows)}
    for use in ("fit", "check"):
        answered = [row for row in rows if row["use"] == use and row["simulated"] is not None]
        counts[use] = len(answered)
        counts[f"{use}_hits"] = sum(row["hit"] for row in answered)
    return counts


def _use(row: Mapping[str, Any], lang: Language) -> str:
    said = say(lang, f"use.{row['use']}")
    return f"{said}, {say(lang, 'use.informed')}" if row["informed"] else said
