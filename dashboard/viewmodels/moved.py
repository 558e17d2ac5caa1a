"""Tell what moved people to take up each app, and how many of their ties can reach each other."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.texts import Language, say
from simulator.results.steps import CAUSES

Summary = Mapping[str, Any]
MOST_APPS: Final = 8


def moved(summary: Summary, named: Mapping[str, str], lang: Language, rule: str) -> pd.DataFrame:
    """List adoptions by app and cause under one rule, the most adopted app first.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.
    rule : str
        first, last, linear or decay: to which touch an adoption is credited.

    Returns
    -------
    DataFrame
        app, cause, code (of the cause), people.
    """
    told = summary["attribution"]
    totals = {app: sum(rules[rule].values()) for app, rules in told.items()}
    ranked = sorted(totals, key=lambda app: -totals[app])[:MOST_APPS]
    rows = [
        (named.get(app, app), say(lang, f"cause.{cause}"), cause, told[app][rule][cause])
        for app in ranked
        for cause in CAUSES
    ]
    return pd.DataFrame(rows, columns=["app", "cause", "code", "people"])


def reachable(summary: Summary) -> pd.DataFrame:
    """List the share of ties that can reach each other, by hour.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.

    Returns
    -------
    DataFrame
        t_h (hours after the event), reachable and by_messenger (shares).
    """
    told = summary["reachability"]
    shares = {"reachable": told["share"], "by_messenger": told["by_messenger"]}
    return pd.DataFrame({"t_h": told["at_h"], **shares}, dtype=float)
