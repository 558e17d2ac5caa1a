"""Declare the same fire at another site, on another day of the week, at another hour."""

import datetime as dt
from typing import Final

from simulator.model.hazards import PowerStage
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
        stages = (PowerStage(after_h=stages[-1].after_h, source="as the last stage of the original"),)
    moved = fire.model_copy(update={"site": site, "at": at, "power_stages": stages})
    clock = scenario.clock.model_copy(update={"start": start, "event": at})
    there = places[site]
    return scenario.model_copy(
        update={
            "name": f"fire-{site}"[:40],
            "title": f"A fire at {there.name}, {at:%A} {at:%H:%M}",
            "title_ko": f"{there.name_ko} 화재, {'월화수목금토일'[weekday]}요일 {hour}시",
            "question": f"What if {there.name} had burned on a {at:%A} at {at:%H:%M}?",
            "question_ko": f"{'월화수목금토일'[weekday]}요일 {hour}시에 {there.name_ko}에 "
            "불이 났다면 어떻게 되었을까?",
            "case": None,
            "clock": clock,
            "hazards": (moved,),
        }
    )
