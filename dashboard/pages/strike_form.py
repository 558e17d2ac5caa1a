"""Let the reader strike any site at any hour of the week, and run it from the page."""

from enum import StrEnum, unique
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import Input, Output, State, html

from dashboard.components.asking import Ids as Asking
from dashboard.components.pieces import choice
from dashboard.components.shell import Ids as Shell
from dashboard.ports import JobDesk, RunLibrary
from dashboard.strike import HOURS, WEEKDAYS, strike
from dashboard.texts import Language, language, say
from dashboard.viewmodels.names import names
from simulator.model.scenario import Scenario

PEOPLE = ("20000", "100000")
SEED = 1
ORIGINAL = "kakao-2022"


@unique
class Ids(StrEnum):
    """Names of the parts."""

    SITE = "strike-site"
    DAY = "strike-day"
    HOUR = "strike-hour"
    PEOPLE = "strike-people"
    RUN = "strike-run"


def form(scenario: Scenario, lang: Language) -> html.Div:
    """Offer the sites of a scenario, with its own fire as the first choice.

    Parameters
    ----------
    scenario : Scenario
        Whose sites are offered.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        Four choices and a button.
    """
    named = names(scenario, lang)
    fire = scenario.hazards[0] if scenario.hazards else None
    at = fire.at if fire else scenario.clock.event
    sites = [(site.id, named[site.id]) for site in scenario.sites]
    days = [(str(day), say(lang, f"weekday.{day}")) for day in range(WEEKDAYS)]
    hours = [(str(hour), f"{hour:02}:00") for hour in range(HOURS)]
    sizes = [(size, f"{int(size):,}") for size in PEOPLE]
    choices = [
        choice(Ids.SITE, say(lang, "strike.site"), sites, fire.site if fire else sites[0][0]),
        choice(Ids.DAY, say(lang, "strike.day"), days, str(at.weekday())),
        choice(Ids.HOUR, say(lang, "strike.hour"), hours, str(at.hour)),
        choice(Ids.PEOPLE, say(lang, "strike.people"), sizes, PEOPLE[0]),
        dmc.Button(say(lang, "strike.run"), id=Ids.RUN),
    ]
    return html.Div(choices, className="form")


def wire(app: dash.Dash, library: RunLibrary, desk: JobDesk) -> None:
    """Register the callback of the button.

    Parameters
    ----------
    app : Dash
        The application.
    library : RunLibrary
        Where the original scenario is found.
    desk : JobDesk
        Where the run is asked for.
    """

    @app.callback(
        Output(Asking.JOBS, "data", allow_duplicate=True),
        Output(Asking.POLL, "disabled", allow_duplicate=True),
        Input(Ids.RUN, "n_clicks"),
        State(Ids.SITE, "value"),
        State(Ids.DAY, "value"),
        State(Ids.HOUR, "value"),
        State(Ids.PEOPLE, "value"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def run(
        _: int, site: str, day: str, hour: str, people: str, context: dict[str, Any]
    ) -> tuple[dict[str, Any], bool]:
        lang = language(context["lang"])
        try:
            loaded = library.load(context["run"]) if context.get("run") else None
            real = loaded is not None and loaded.scenario.case is not None
            original = loaded.scenario if loaded and real else library.scenario(ORIGINAL)
            scenario = strike(original, site, int(day), int(hour))
            size = people if people in PEOPLE else PEOPLE[0]
        except (ValueError, TypeError):
            return {"error": say(lang, "strike.unknown")}, False
        job = desk.ask(scenario, SEED, int(size))
        return {"jobs": [job], "then": {}, "show": True}, False
