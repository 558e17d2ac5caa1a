"""Let the reader choose what strikes, where and when, and run it from the page."""

from enum import StrEnum, unique
from typing import Any, Final

import dash
import dash_mantine_components as dmc
from dash import Input, Output, State, html

from dashboard.blows import KINDS, OF_SITE, Blow
from dashboard.components.asking import Ids as Asking
from dashboard.components.pieces import choice
from dashboard.components.shell import Ids as Shell
from dashboard.ports import JobDesk, Loaded, RunLibrary
from dashboard.strike import HOURS, WEEKDAYS, Moment, TooLateError, strike
from dashboard.texts import Language, language, say
from dashboard.viewmodels.dependence import owners
from dashboard.viewmodels.hazards import struck
from dashboard.viewmodels.names import names
from dashboard.wiring import in_browser
from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

PEOPLE: Final = ("20000", "100000")
SEED: Final = 1
ORIGINAL: Final = "kakao-2022"
USUAL: Final = "usual"
LENGTHS_H: Final = ("1", "4", "12", "24", "72", "168")
BACKUPS: Final = ("clean", "hit")
FALLBACK: Final = "power-loss"


@unique
class Ids(StrEnum):
    """Names of the parts."""

    KIND = "strike-kind"
    SITE = "strike-site"
    OWNER = "strike-owner"
    BACKUPS = "strike-backups"
    DAY = "strike-day"
    HOUR = "strike-hour"
    LASTS = "strike-lasts"
    PEOPLE = "strike-people"
    RUN = "strike-run"


def form(scenario: Scenario, lang: Language) -> html.Div:
    """Offer what may strike, with what goes wrong in the scenario as the first choice.

    Parameters
    ----------
    scenario : Scenario
        Whose sites and companies are offered.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        Choices and a button.
    """
    named, at = names(scenario, lang), scenario.clock.event
    kind, site, owner = usual(scenario)
    kinds = [(name, say(lang, f"hazard.{name}")) for name in KINDS]
    sites = [(place.id, named[place.id]) for place in scenario.sites]
    companies = [(name, named[name]) for name in owners(scenario)]
    backups = [(fate, say(lang, f"strike.backups.{fate}")) for fate in BACKUPS]
    days = [(str(day), say(lang, f"weekday.{day}")) for day in range(WEEKDAYS)]
    hours = [(str(hour), f"{hour:02}:00") for hour in range(HOURS)]
    lengths = [(USUAL, say(lang, "strike.lasts.usual"))]
    lengths += [(length, say(lang, "unit.h", value=length)) for length in LENGTHS_H]
    sizes = [(size, f"{int(size):,}") for size in PEOPLE]
    asked = (
        (Ids.KIND, "strike.kind", kinds, kind, True),
        (Ids.SITE, "strike.site", sites, site, kind in OF_SITE),
        (Ids.OWNER, "strike.owner", companies, owner, kind not in OF_SITE),
        (Ids.BACKUPS, "strike.backups", backups, _fate(scenario), kind == "ransomware"),
        (Ids.DAY, "strike.day", days, str(at.weekday()), True),
        (Ids.HOUR, "strike.hour", hours, str(at.hour), True),
        (Ids.LASTS, "strike.lasts", lengths, USUAL, True),
        (Ids.PEOPLE, "strike.people", sizes, PEOPLE[0], True),
    )
    choices = [
        choice(name, say(lang, label), options, value, shown=shown)
        for name, label, options, value, shown in asked
    ]
    return html.Div([*choices, dmc.Button(say(lang, "strike.run"), id=Ids.RUN)], className="form")


def usual(scenario: Scenario) -> tuple[str, str, str]:
    """Choose kind, site and company that stand in the form before the reader chooses.

    Parameters
    ----------
    scenario : Scenario
        What goes wrong in it comes first.

    Returns
    -------
    tuple of (str, str, str)
        Kind of hazard, id of a site, id of a company.
    """
    listed = [hazard for hazard in scenario.hazards if hazard.kind in KINDS]
    hit = {name for hazard in listed[:1] for name in struck(hazard)}
    runs = {component.id: component.owner for component in scenario.components}
    hit |= {runs[name] for name in hit if name in runs}
    sites, companies = [site.id for site in scenario.sites], owners(scenario)
    return (
        listed[0].kind if listed else FALLBACK,
        next((site for site in sites if site in hit), sites[0]),
        next((name for name in [*companies, ""] if name in hit), next(iter(companies), "")),
    )


def _fate(scenario: Scenario) -> str:
    """Choose the backups' fate that stands in the form first: that of the scenario's own attack."""
    fates = (getattr(hazard, "backups", None) for hazard in scenario.hazards)
    return next((fate for fate in fates if fate in BACKUPS), BACKUPS[0])


def original(library: RunLibrary, loaded: Loaded | None, kind: str) -> Scenario:
    """Find the scenario that a choice changes.

    Parameters
    ----------
    library : RunLibrary
        Where shipped scenarios are found.
    loaded : Loaded or None
        The run that the page shows.
    kind : str
        What strikes; a strike of crews comes on top of the run shown.

    Returns
    -------
    Scenario
        The run's own; of a what-if a shipped scenario in the same world, if there is one, with
        a fire rather than without, since that says how power returns.
    """
    if loaded is None:
        return library.scenario(ORIGINAL)
    shipped = [card.id for card in library.shipped()]
    if kind == "strike" or loaded.scenario.name in shipped:
        return loaded.scenario
    known = [library.scenario(name) for name in shipped]
    known.sort(key=lambda found: not any(hazard.kind == "fire" for hazard in found.hazards))
    own = _world(loaded.scenario)
    return next((found for found in known if _world(found) == own), loaded.scenario)


def _world(scenario: Scenario) -> tuple[Any, ...]:
    return scenario.sites, scenario.owners, scenario.components, scenario.services, scenario.people


def wire(app: dash.Dash, library: RunLibrary, desk: JobDesk) -> None:
    """Register the callbacks of the kind and of the button.

    Parameters
    ----------
    app : Dash
        The application.
    library : RunLibrary
        Where the original scenario is found.
    desk : JobDesk
        Where the run is asked for.
    """
    styles = [Output(name, "style") for name in (Ids.SITE, Ids.OWNER, Ids.BACKUPS)]
    in_browser(app, "fits", styles, Input(Ids.KIND, "value"), at_once=False)
    chosen = {
        name: State(f"strike-{name}", "value")
        for name in ("kind", "site", "owner", "backups", "day", "hour", "lasts", "people")
    }

    @app.callback(
        output=(
            Output(Asking.JOBS, "data", allow_duplicate=True),
            Output(Asking.POLL, "disabled", allow_duplicate=True),
        ),
        inputs={"_": Input(Ids.RUN, "n_clicks")},
        state={"asked": chosen, "context": State(Shell.CONTEXT, "data")},
        prevent_initial_call=True,
    )
    def run(_: int, asked: dict[str, str], context: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        loaded = library.load(context["run"]) if context.get("run") else None
        found = declare(library, loaded, asked, language(context["lang"]))
        if isinstance(found, str):
            return {"error": found}, False
        size = asked["people"] if asked["people"] in PEOPLE else PEOPLE[0]
        job = desk.ask(found, SEED, int(size))
        return {"jobs": [job], "then": {}, "show": True}, False


def declare(
    library: RunLibrary, loaded: Loaded | None, asked: dict[str, str], lang: Language
) -> Scenario | str:
    """Declare what the form asks for, or say in words why that cannot be.

    Parameters
    ----------
    library : RunLibrary
        Where shipped scenarios are found.
    loaded : Loaded or None
        The run that the page shows.
    asked : dict of str to str
        Values of the form: kind, site, owner, backups, day, hour, lasts.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Scenario or str
        What can be run, or what is wrong with it.
    """
    try:
        kind = asked["kind"]
        target = asked["site"] if kind in OF_SITE else asked["owner"]
        lasts_h = None if asked["lasts"] == USUAL else float(asked["lasts"])
        blow = Blow(kind, target, lasts_h, asked["backups"])
        moment = Moment(int(asked["day"]), int(asked["hour"]))
        scenario = strike(original(library, loaded, kind), blow, moment)
    except TooLateError:
        return say(lang, "strike.too_late")
    except (ValueError, TypeError):
        return say(lang, "strike.unknown")
    for problem in find_problems(scenario):
        told = f"{problem.where}: {problem.found}; {problem.expected}"
        return say(lang, "strike.impossible", problem=told)
    return scenario
