"""Set the main numbers of several runs side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.texts import Language, count, relative, say

Summary = Mapping[str, Any]


def differences(
    summaries: Mapping[str, Summary], named: Mapping[str, str], lang: Language
) -> pd.DataFrame:
    """List the numbers of each setup, and how the others differ from the first.

    Parameters
    ----------
    summaries : mapping of str to mapping
        What `simulator.analysis.summary.summarise` returns, by name of the setup.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        measure, and one column of texts per setup.
    """
    setups = list(summaries)
    rows = []
    for label, unit, values in _measures(list(summaries.values()), named, lang):
        first = values[0]
        told = [_told(value, unit, lang) for value in values]
        change = [_change(value, first, unit, lang) for value in values]
        cells = [f"{t} {c}".strip() for t, c in zip(told, change, strict=True)]
        rows.append((label, *cells))
    return pd.DataFrame(rows, columns=["measure", *setups])


Measure = tuple[str, str, list[float | None]]


def _measures(
    summaries: Sequence[Summary], named: Mapping[str, str], lang: Language
) -> Iterator[Measure]:
    yield say(lang, "kpi.peak"), "n", [s["peak_people_affected"] for s in summaries]
    yield say(lang, "kpi.unmet"), "n", [s["harm"]["unmet_need_hours"] for s in summaries]
    for category in summaries[0]["needs"]:
        counts = [s["needs"].get(category) for s in summaries]
        scales = [s["residents"] / s["people"] for s in summaries]
        unmet = [
            None if c is None else c["unmet_need_hours"] * scale
            for c, scale in zip(counts, scales, strict=True)
        ]
        label = f"{say(lang, 'measure.unmet')}: {named.get(category, category)}"
        yield label, "n", unmet
    for service, told in summaries[0]["services"].items():
        if told["owner"] is None:
            continue
        for moment in ("first_function_h", "full_function_h", "overrun_until_h"):
            values = [s["services"].get(service, {}).get(moment) for s in summaries]
            if any(value is not None for value in values):
                label = f"{named.get(service, service)}: {say(lang, f'measure.{moment}')}"
                yield label, "h", values


def _told(value: float | None, unit: str, lang: Language) -> str:
    if value is None:
        return "-"
    return say(lang, "unit.h", value=f"{value:.1f}") if unit == "h" else count(lang, value)


def _change(value: float | None, first: float | None, unit: str, lang: Language) -> str:
    if value is None or first is None or value == first:
        return ""
    if unit == "h":
        return f"({say(lang, 'unit.h', value=f'{value - first:+.1f}')})"
    return f"({relative(value / first - 1)})" if first else ""
