"""Tell the story of a run as a table: when, what, where, because of what."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from dashboard.texts import Language, say_or
from dashboard.viewmodels.names import names
from simulator.analysis.story import story
from simulator.results.run_result import RunResult

_ID: Final = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)+")
_WORD: Final = re.compile(r"[a-z][a-z0-9_-]*")
_LISTING: Final = ("strike-began", "surge-began")
"""Kinds of events whose details list ids that may be ordinary words."""
_LARGE: Final = re.compile(r"(?<![\w.-])[0-9]{4,}(?![\w-]|\.[0-9])")


def events(run: RunResult, lang: Language, owner: str = "") -> pd.DataFrame:
    """List what happened to machines and operators.

    Parameters
    ----------
    run : RunResult
        A finished run.
    lang : {"en", "ko"}
        Language of the words.
    owner : str
        Whose events, together with those of nobody; empty for everyone's.

    Returns
    -------
    DataFrame
        event, t_h (hours after the event), at, what, where, because, detail (English or empty).
    """
    named = names(run.scenario, lang)
    told = story(run)
    said = {h.event: (_what(h.kind, lang), named.get(h.where, h.where)) for h in told}
    rows = []
    for h in told:
        if owner and h.owner not in ("", owner):
            continue
        cause = "" if h.because is None else ": ".join(said[h.because])
        ids = _WORD if h.kind in _LISTING else _ID
        detail = _readable(h.detail, named, ids) if lang == "en" else ""
        rows.append((h.event, h.t_h, h.at, *said[h.event], cause, detail))
    columns = ["event", "t_h", "at", "what", "where", "because", "detail"]
    return pd.DataFrame(rows, columns=columns)


def _readable(detail: str, named: Mapping[str, str], ids: re.Pattern[str] = _ID) -> str:
    """Put names in place of ids, and separators into large numbers.

    >>> _readable("Crews restart 6000 machines in hall-a.", {"hall-a": "Hall A"})
    'Crews restart 6,000 machines in Hall A.'
    """
    told = ids.sub(lambda found: named.get(found[0], found[0]), detail)
    return _LARGE.sub(lambda found: f"{int(found[0]):,}", told)


def _what(kind: str, lang: Language) -> str:
    return say_or(lang, f"event.{kind}", kind.replace("-", " "))
