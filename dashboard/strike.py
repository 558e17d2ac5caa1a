"""Declare that something else strikes: what, where, on which day, at which hour, for how long."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, Final

from dashboard.blows import OF_OWNER, OF_SITE, Blow, hazard
from dashboard.texts import LANGUAGES, Language, say
from dashboard.viewmodels.names import names
from simulator.model.scenario import LONGEST_WITH_PEOPLE_H, Clock, Scenario
from simulator.units import HOUR_S

WEEKDAYS: Final = 7
HOURS: Final = 24
LONGEST_H: Final = 240.0
"""Longest wait that a reader may choose."""
AFTERWARDS_H: Final = {"ransomware": 240}
AFTERWARDS_USUAL_H: Final = 96
"""Hours that a run goes on after what was chosen, so that recovery is seen (judgement)."""
_LONGEST_NAME: Final = 40
_LONGEST_LABEL: Final = 200


class TooLateError(ValueError):
    """The run would be over before the chosen moment."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A full hour of a day of the week."""

    weekday: int
    """0 for Monday to 6 for Sunday."""
    hour: int
    """0 to 23."""


def strike(scenario: Scenario, blow: Blow, moment: Moment) -> Scenario:
    """Let one thing strike in the place of what goes wrong in a scenario.

    A strike of crews harms nobody by itself: it comes on top of what goes wrong already, on the
    first such day of the run. Anything else takes its place and moves the clock with it, to the
    first such day from the original day on.

    Parameters
    ----------
    scenario : Scenario
        The original.
    blow : Blow
        What strikes, where, for how long.
    moment : Moment
        When.

    Returns
    -------
    Scenario
        A scenario without observations, since none were made of it.

    Raises
    ------
    ValueError
        If there is no such kind, site, company, day, hour or length.
    TooLateError
        If crews would go on strike after the end of the run.
    """
    _check(scenario, blow, moment)
    if blow.kind == "strike":
        at = _on(scenario.clock.start, moment)
        if at >= scenario.clock.start + dt.timedelta(hours=scenario.clock.horizon_h):
            raise TooLateError
        change: dict[str, Any] = {"hazards": (*scenario.hazards, hazard(scenario, blow, at))}
        name = f"{scenario.name}-strike"
    else:
        at = _on(scenario.clock.event, moment)
        change = {
            "clock": _moved(scenario.clock, at, blow),
            "hazards": (hazard(scenario, blow, at),),
            "random_hazards": False,
        }
        name = f"{blow.kind}-{blow.target}"
    change |= {"name": name[:_LONGEST_NAME], "case": None, "remedies": ()}
    for lang, suffix in zip(LANGUAGES, ("", "_ko"), strict=True):
        title, question = _words(scenario, blow, at, lang)
        change |= {f"title{suffix}": title[:_LONGEST_LABEL]}
        change |= {f"question{suffix}": question[:_LONGEST_LABEL]}
    return scenario.model_copy(update=change)


def _check(scenario: Scenario, blow: Blow, moment: Moment) -> None:
    """Refuse what no form offers."""
    sites = {site.id for site in scenario.sites} if blow.kind in OF_SITE else set()
    owners = {part.owner for part in scenario.components} if blow.kind in OF_OWNER else set()
    known = (
        blow.target in sites | owners,
        0 <= moment.weekday < WEEKDAYS,
        0 <= moment.hour < HOURS,
        blow.lasts_h is None or 0.0 < blow.lasts_h <= LONGEST_H,
        blow.backups in {"clean", "hit"},
    )
    if not all(known):
        msg = "no such kind, site, company, day, hour or length"
        raise ValueError(msg)


def _on(day: dt.datetime, moment: Moment) -> dt.datetime:
    """Find the moment on the first such weekday from a day on."""
    days = (moment.weekday - day.weekday()) % WEEKDAYS
    return day.replace(hour=moment.hour, minute=0, second=0) + dt.timedelta(days=days)


def _moved(clock: Clock, at: dt.datetime, blow: Blow) -> Clock:
    """Start the run as many days before the new event as before the old one, and long enough."""
    start = clock.start + (at.date() - clock.event.date())
    after_h = (blow.lasts_h or 0.0) + AFTERWARDS_H.get(blow.kind, AFTERWARDS_USUAL_H)
    needed_h = math.ceil((at - start).total_seconds() / HOUR_S + after_h)
    horizon_h = min(LONGEST_WITH_PEOPLE_H, max(clock.horizon_h, needed_h))
    return clock.model_copy(update={"start": start, "event": at, "horizon_h": horizon_h})


def _words(scenario: Scenario, blow: Blow, at: dt.datetime, lang: Language) -> tuple[str, str]:
    """Write the title and the question."""
    name = names(scenario, lang)[blow.target]
    values = {
        "site": name,
        "owner": name,
        "title": scenario.title_ko if lang == "ko" else scenario.title,
        "weekday": say(lang, f"weekday.{at.weekday()}"),
        "hour": at.hour,
        "backups": say(lang, f"strike.backup_word.{blow.backups}"),
    }
    title = say(lang, f"strike.name.{blow.kind}", **values)
    if blow.lasts_h is not None:
        title = say(lang, "strike.name.lasts", name=title, hours=f"{blow.lasts_h:g}")
    return title, say(lang, f"strike.question.{blow.kind}", **values)
