"""Tell the troubles of one watched person: each need, its steps, and why they failed."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from dashboard.texts import Language, say
from simulator.analysis.blame import Cause, blame
from simulator.analysis.lives import Need, needs_of
from simulator.results.run_result import RunResult

BAD: Final = {"deferred": "late", "abandoned": "unmet", "pending": "unmet"}
GOOD: Final = {"met": "met", "met_elsewhere": "shifted", "fallback": "shifted"}
MOST_PEOPLE: Final = 60


def people(run: RunResult, named: Mapping[str, str]) -> list[tuple[int, str]]:
    """List watched people, those with most needs met late or never first.

    Parameters
    ----------
    run : RunResult
        A finished run.
    named : mapping of str to str
        Names by id.

    Returns
    -------
    list of (int, str)
        Number and label of each.
    """
    rows = run.tables["panel"]
    bad = rows[rows["outcome"].isin(list(BAD))].groupby("person").size()
    first = rows.drop_duplicates("person").set_index("person")
    ranked = bad.reindex(first.index, fill_value=0).sort_values(ascending=False, kind="stable")
    groups, regions = (first[name].map(named).to_dict() for name in ("segment", "region"))
    return [
        (int(person), f"{person} · {groups[person]} · {regions[person]}")
        for person in ranked.index[:MOST_PEOPLE].tolist()
    ]


def needs(run: RunResult, person: int) -> list[Need]:
    """Read the record of one person."""
    return needs_of(run, blame(run), person=person)


def spans(found: Iterable[Need], named: Mapping[str, str]) -> pd.DataFrame:
    """List the needs of a person as spans of time.

    Parameters
    ----------
    found : iterable of Need
        What the record holds.
    named : mapping of str to str
        Names by id.

    Returns
    -------
    DataFrame
        need, born_h, end_h (hours after the event), fate (met, shifted, late or unmet).
    """
    fates = GOOD | BAD
    rows = [
        (named[n.category], n.born_h, n.end_h, fates[n.outcome])
        for n in found
        if n.end_h is not None and n.outcome
    ]
    return pd.DataFrame(rows, columns=["need", "born_h", "end_h", "fate"])


def steps(found: Iterable[Need], named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List every step of a person with why it failed.

    Parameters
    ----------
    found : iterable of Need
        What the record holds.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        at, need, step, means, why; in order of time.
    """
    rows = [
        (
            step.at,
            named[need.category],
            say(lang, f"step.{step.step}"),
            named.get(step.means, "-"),
            _why(step.cause, named, lang),
        )
        for need in found
        for step in need.steps
    ]
    table = pd.DataFrame(rows, columns=["at", "need", "step", "means", "why"])
    return table.sort_values("at", kind="stable", ignore_index=True)


def _why(cause: Cause | None, named: Mapping[str, str], lang: Language) -> str:
    """Write a chain of causes, the nearest first."""
    if cause is None:
        return ""
    if not cause.chain:
        return say(lang, f"why.{cause.why}")
    links = [f"{say(lang, f'event.{h.kind}')}: {named.get(h.where, h.where)}" for h in cause.chain]
    return " ← ".join(links)
