"""Set every observation beside what the run has for it."""

from collections.abc import Mapping
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
            _what(row, named, lang),
            figure(lang, row["observed"], row["unit"]),
            f"{figure(lang, row['low'], row['unit'])} - {figure(lang, row['high'], row['unit'])}",
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


def _what(row: Mapping[str, Any], named: Mapping[str, str], lang: Language) -> str:
    subject = row["subject"]
    whole = f"{subject}.{row['feature']}"
    who = named.get(whole) or named.get(subject) or say_or(lang, f"subject.{subject}", subject)
    quantity = say_or(lang, f"quantity.{row['quantity']}", row["quantity"])
    day = row.get("day")
    return f"{who}: {quantity}" + (f" ({day})" if day else "")


def _use(row: Mapping[str, Any], lang: Language) -> str:
    said = say(lang, f"use.{row['use']}")
    return f"{said}, {say(lang, 'use.informed')}" if row["informed"] else said
