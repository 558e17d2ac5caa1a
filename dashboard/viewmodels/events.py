"""Tell the story of a run as a table: when, what, where, because of what."""

import pandas as pd

from dashboard.texts import Language, say_or
from dashboard.viewmodels.names import names
from simulator.analysis.story import story
from simulator.results.run_result import RunResult


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
        detail = h.detail if lang == "en" else ""
        rows.append((h.event, h.t_h, h.at, *said[h.event], cause, detail))
    columns = ["event", "t_h", "at", "what", "where", "because", "detail"]
    return pd.DataFrame(rows, columns=columns)


def _what(kind: str, lang: Language) -> str:
    return say_or(lang, f"event.{kind}", kind.replace("-", " "))
