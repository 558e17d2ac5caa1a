"""Declare the same fire at another site, on another day of the week, at another hour."""

import datetime as dt
from typing import Final

from dashboard.texts import LANGUAGES, Language, say
from simulator.model.hazards import PowerStage
from simulator.model.places import Site
from simulator.model.scenario import Scenario

WEEKDAYS: Final = 7
HOURS: Final = 24


def strike(scenario: Scenario, site: str, weekday: int, hour: int) -> Scenario:
    """Move the first hazard of a scenario, and its clock with it.

    Times after the start of the fire stay as they are. At another site power returns in one
    stage, when the last stage was due in the original.

    Parameters
    ----------
    scenario : Scenario
        The original; its first hazard is moved, the others are dropped.
    site : str
        Id of the site that is to burn.
    weekday : int
        0 for Monday to 6 for Sunday: the first such day from the original day on.
    hour : int
        Full hour of that day, 0 to 23.

    Returns
    -------
    Scenario
        A scenario without observations, since none were made of it.

    Raises
    ------
    ValueError
        If there is no such site, day or hour.
    """
    places = {place.id: place for place in scenario.sites}
    if site not in places or not (0 <= weekday < WEEKDAYS and 0 <= hour < HOURS):
        msg = "no such site, day or hour"
        raise ValueError(msg)
    fire = scenario.hazards[0]
    days = (weekday - fire.at.weekday()) % WEEKDAYS
    at = fire.at.replace(hour=hour, minute=0, second=0) + dt.timedelta(days=days)
    start = scenario.clock.start + dt.timedelta(days=days)
    stages = fire.power_stages
    if site != fire.site:
        stages = (
            PowerStage(after_h=stages[-1].after_h, source="as the last stage of the original"),
        )
    moved = fire.model_copy(update={"site": site, "at": at, "power_stages": stages})
    clock = scenario.clock.model_copy(update={"start": start, "event": at})
    titles = {lang: _words(places[site], at, lang) for lang in LANGUAGES}
    return scenario.model_copy(
        update={
            "name": f"fire-{site}"[:40],
            "title": titles["en"][0],
            "title_ko": titles["ko"][0],
            "question": titles["en"][1],
            "question_ko": titles["ko"][1],
            "case": None,
            "clock": clock,
            "hazards": (moved,),
        }
    )


def _words(site: Site, at: dt.datetime, lang: Language) -> tuple[str, str]:
    """Write the title and the question."""
    values = {
        "site": site.name_ko if lang == "ko" else site.name,
        "weekday": say(lang, f"weekday.{at.weekday()}"),
        "hour": at.hour,
    }
    return say(lang, "strike.name", **values), say(lang, "strike.question", **values)
