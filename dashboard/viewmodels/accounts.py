"""Set the three accounts of harm side by side: people, money, distribution."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Language, count, percent, say, say_or
from dashboard.viewmodels.kpis import Kpi
from simulator.analysis.segments import times_the_mean

Summary = Mapping[str, Any]


def accounts(summary: Summary, named: Mapping[str, str], lang: Language) -> list[Kpi]:
    """Write one card for each account; their figures are never added.

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
    list of Kpi
        People, money and distribution.
    """
    told = summary["harm"]["accounts"]
    people, spread = told["people"], told["distribution"]
    weighted = say(lang, "accounts.weighted", value=count(lang, people["weighted"]))
    worst = spread["worst_segment"]
    ratio = None if worst is None else times_the_mean(summary["harm"]["by_segment"])
    note = ""
    if worst is not None and spread["worst_tenth_share"] is not None:
        tenth = percent(spread["worst_tenth_share"])
        note = say(lang, "accounts.worst", group=named.get(worst, worst), tenth=tenth)
    hours = say(lang, "accounts.hours", value=count(lang, people["headline"]))
    return [
        Kpi(say(lang, "accounts.people"), hours, "", "", weighted),
        _money(told["money"]["lines"], lang),
        Kpi(
            say(lang, "accounts.distribution"),
            "-" if ratio is None else say(lang, "accounts.times", value=f"{ratio:.2f}"),
            "", "", note,
        ),
    ]  # fmt: skip


def _money(lines: list[Mapping[str, Any]], lang: Language) -> Kpi:
    """Show the lost time, the line that every run has, with its range."""
    line = next(line for line in lines if line["id"] == "time_cost")
    won = say(lang, "accounts.won", value=count(lang, line["central"]))
    span = {part: count(lang, line[part]) for part in ("low", "high")}
    note = say(lang, "accounts.money_note", lines=len(lines), **span)
    return Kpi(say(lang, "accounts.money"), won, "", "", note)


def money(summary: Summary, named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List the flows of money with their ranges.

    Parameters
    ----------
    summary, named, lang
        As for `accounts`.

    Returns
    -------
    DataFrame
        line, low_krw, central_krw, high_krw (won), bearer, reckoned, counted, basis, cited.
    """
    rows = []
    for line in summary["harm"]["accounts"]["money"]["lines"]:
        kind, _, category = line["id"].partition(".")
        name = say(lang, f"money.{kind}") + (f": {named[category]}" if category else "")
        counted = "lost" if line["lost"] else "not_lost"
        rows.append(
            (
                name, float(line["low"]), float(line["central"]), float(line["high"]),
                say(lang, f"bearer.{line['bearer']}"), _reckoned(line, lang),
                say(lang, f"counted.{counted}"),
                say(lang, f"basis.{line['basis']}"), line["source"],
            )
        )  # fmt: skip
    columns = ["line", "low_krw", "central_krw", "high_krw", "bearer", "reckoned", "counted",
               "basis", "cited"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _reckoned(line: Mapping[str, Any], lang: Language) -> str:
    """Write the amount that is multiplied; a share of person-hours is too small to be printed."""
    unit = "share" if line["unit"].startswith("share") else line["unit"]
    return say(lang, f"reckoned.{unit}", value=count(lang, line["amount"]))


def paid(summary: Summary, named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List what rules of compensation transfer.

    Parameters
    ----------
    summary, named, lang
        As for `accounts`.

    Returns
    -------
    DataFrame
        rule, payer, payee, payees (persons), low_krw, central_krw, high_krw (won), paid_in, note.
    """
    rows = [
        (
            told["name_ko"] if lang == "ko" else told["name"],
            named.get(told["payer"], told["payer"]),
            named.get(told["payee"]) or say_or(lang, f"bearer.{told['payee']}", told["payee"]),
            told["payees"],
            float(told["low"]), float(told["central"]), float(told["high"]),
            say(lang, f"paid.{told['kind']}"),
            told["note"],
        )
        for told in summary["harm"]["accounts"]["transfers"]
    ]  # fmt: skip
    columns = ["rule", "payer", "payee", "payees", "low_krw", "central_krw", "high_krw", "paid_in",
               "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
