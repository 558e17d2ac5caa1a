"""Choose the few numbers that say what happened, each with what was observed."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from dashboard.texts import Language, count, percent, say
from dashboard.viewmodels.verdicts import figure, verdict
from simulator.analysis.harm import hour_from

Summary = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kpi:
    """One number on a card."""

    label: str
    """What it is."""
    simulated: str
    """What the run has."""
    observed: str
    """What was observed; empty where nothing was."""
    verdict: str
    """hit, miss, open, or empty where nothing was observed."""
    note: str = ""
    """A few words more."""


_FROM_EVIDENCE = {
    "text-first": "text",
    "kakao-full": "all_back",
    "line-16-oct": "line",
    "sms-volume": "sms",
    "ut-15-oct": "ut",
}
"""Label by id of the observation."""


def kpis(
    summary: Summary,
    named: Mapping[str, str],
    lang: Language,
    case: str | None,
    *,
    changed: bool = False,
) -> list[Kpi]:
    """Choose the numbers for the cards.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.
    case : str or None
        The real case that the scenario is held against; a what-if of it is neither hit nor miss.
    changed : bool
        Whether the setup bears the name of the case but is another; then nothing is compared.

    Returns
    -------
    list of Kpi
        Up to six cards: the peak, then what was observed, or else the plain course.
    """
    cards = [_peak(summary, lang)]
    rows = {row["id"]: row for row in summary["observations"]}
    real = summary["scenario"] == case
    cards += [
        _alone(rows[i], label, lang) if changed else _observed(rows[i], label, lang, real=real)
        for i, label in _FROM_EVIDENCE.items()
        if i in rows
    ]
    if len(cards) == 1:
        cards += _plain(summary, named, lang)
    return cards


def _peak(summary: Summary, lang: Language) -> Kpi:
    peak, residents = summary["peak_people_affected"], summary["residents"]
    at = summary["peak_at_h"]
    when = "" if at is None else say(lang, "kpi.peak_at", hours=hour_from(at))
    share = say(lang, "kpi.share", share=percent(peak / residents))
    said = count(lang, peak)
    return Kpi(say(lang, "kpi.peak"), said, "", "", f"{share} · {when}" if when else share)


def _observed(row: Mapping[str, Any], label: str, lang: Language, *, real: bool) -> Kpi:
    simulated, observed = (_short(lang, row[k], row["unit"]) for k in ("simulated", "observed"))
    name = say(lang, f"kpi.{label}")
    if real:
        return Kpi(name, simulated, observed, verdict(row))
    return Kpi(name, simulated, "", "", say(lang, "kpi.real", value=observed))


def _alone(row: Mapping[str, Any], label: str, lang: Language) -> Kpi:
    """Give the simulated number by itself."""
    return Kpi(say(lang, f"kpi.{label}"), _short(lang, row["simulated"], row["unit"]), "", "")


def _plain(summary: Summary, named: Mapping[str, str], lang: Language) -> list[Kpi]:
    down = {i: s for i, s in summary["services"].items() if s["down_from_h"] is not None}
    cards = [
        Kpi(say(lang, "kpi.unmet"), count(lang, summary["harm"]["unmet_need_hours"]), "", ""),
        Kpi(say(lang, "kpi.services_down"), str(len(down)), "", ""),
    ]
    ends = {i: s["full_function_h"] for i, s in down.items()}
    if ends:
        last, end = _latest(ends)
        when = say(lang, "not_in_time") if end is None else figure(lang, end, "h")
        cards.append(Kpi(say(lang, "kpi.last_back"), when, "", "", named.get(last, last)))
    relieved = {
        i: s["overrun_until_h"]
        for i, s in summary["services"].items()
        if s["overrun_from_h"] is not None
    }
    if relieved:
        cards.append(_overrun(relieved, named, lang))
    gains = {i: a["excess_daily_users_peak"] for i, a in summary["apps"].items()}
    if gains and max(gains.values()) > 0:
        most = max(gains, key=lambda i: gains[i])
        said = f"+{count(lang, gains[most])}"
        cards.append(Kpi(say(lang, "kpi.gained"), said, "", "", named.get(most, most)))
    return cards


def _overrun(relieved: Mapping[str, float | None], named: Mapping[str, str], lang: Language) -> Kpi:
    """Count the services that were overrun, and tell which one was for longest."""
    last, end = _latest(relieved)
    service = named.get(last, last)
    if end is None:
        note = say(lang, "kpi.overrun_on", service=service)
    else:
        note = say(lang, "kpi.overrun_until", service=service, hours=f"{end:.1f}")
    return Kpi(say(lang, "kpi.overrun"), str(len(relieved)), "", "", note)


def _latest(ends: Mapping[str, float | None]) -> tuple[str, float | None]:
    """Find which of some services was the last for which something ended, if it ever did."""
    return max(ends.items(), key=lambda pair: inf if pair[1] is None else pair[1])


def _short(lang: Language, value: float | None, unit: str) -> str:
    if value is not None and unit == "persons":
        return count(lang, value)
    return figure(lang, value, unit)


def lead(summary: Summary, lang: Language) -> str:
    """Say in one or two sentences how bad it was."""
    if summary["peak_at_h"] is None:
        return say(lang, "lead.nobody")
    peak = summary["peak_people_affected"]
    return say(
        lang,
        "lead",
        people=count(lang, peak),
        share=percent(peak / summary["residents"]),
        hours=hour_from(summary["peak_at_h"]),
        unmet=count(lang, summary["harm"]["unmet_need_hours"]),
    )
