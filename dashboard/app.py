"""Put the pages together into one web application."""

from typing import Any, Final
from urllib.parse import parse_qsl

import dash
from dash import Input, Output, State, dcc, html

from dashboard.components.shell import Ids, frame, outer
from dashboard.downloads import offer, offer_evidence
from dashboard.evidence import Shelf
from dashboard.guard import protect
from dashboard.pages import (
    compare,
    evidence,
    evidence_moves,
    figures,
    jobs,
    parameters,
    people,
    people_moves,
    strike_form,
    what_happened,
    what_moves,
)
from dashboard.pages.pictures import wish as read_wish
from dashboard.ports import Card, JobDesk, RunLibrary
from dashboard.texts import Language, language, say
from dashboard.wiring import in_browser
from simulator.errors import SimulatorError

LONGEST_QUERY: Final = 2000
PAGES: Final = ("/", "/people", "/compare", evidence.PATH)


def create_app(library: RunLibrary, desk: JobDesk, shelf: Shelf) -> dash.Dash:
    """Build the application; two of them never share anything.

    Parameters
    ----------
    library : RunLibrary
        Where runs and scenarios are found.
    desk : JobDesk
        Where new runs are asked for.
    shelf : Shelf
        What was recorded about real cases.

    Returns
    -------
    Dash
        Its ``server`` is a WSGI application; it answers ``/health``.
    """
    app = dash.Dash(
        __name__,
        title="Linchpin",
        update_title="",
        assets_folder="assets",
        compress=True,
        health_endpoint="health",
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        index_string=dash.dash._default_index.replace("<html>", '<html lang="en">'),  # noqa: SLF001
    )
    app.layout = outer()
    _wire_frame(app, library, shelf)
    what_moves.wire(app, library)
    people_moves.wire(app, library)
    strike_form.wire(app, library, desk)
    compare.wire(app, library, desk)
    jobs.wire(app, desk)
    evidence_moves.wire(app, shelf)
    offer(app.server, library)
    offer_evidence(app.server, shelf)
    protect(app)
    return app


def _wire_frame(app: dash.Dash, library: RunLibrary, shelf: Shelf) -> None:
    clicks, stored = Input(Ids.SCHEME_BUTTON, "n_clicks"), State(Ids.SCHEME, "data")
    in_browser(app, "scheme", Output(Ids.SCHEME, "data"), clicks, stored)
    painted = Output(Ids.PROVIDER, "forceColorScheme")
    in_browser(app, "paint", painted, Input(Ids.SCHEME, "data"))
    in_browser(app, "speak", Output(Ids.SPOKEN, "children"), Input(Ids.CONTEXT, "data"))
    drawer, opened = Output(Ids.APP, "navbar"), Input(Ids.BURGER, "opened")
    in_browser(app, "burger", drawer, opened, State(Ids.APP, "navbar"))
    search = Output(Ids.URL, "search", allow_duplicate=True)
    wish, now = Input(Ids.LANGUAGE, "value"), State(Ids.CONTEXT, "data")
    in_browser(app, "language", search, wish, now, at_once=False)

    @app.callback(
        Output(Ids.URL, "search", allow_duplicate=True),
        Input(what_happened.Ids.RUN, "value"),
        State(Ids.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def choose(run: str, context: dict[str, Any]) -> Any:  # noqa: ANN401
        if run == context.get("run"):
            return dash.no_update
        return f"?lang={context['lang']}&run={run}"

    @app.callback(
        Output(Ids.ROOT, "children"), Input(Ids.URL, "pathname"), Input(Ids.URL, "search")
    )
    def render(path: str | None, search: str | None) -> Any:  # noqa: ANN401
        asked = dict(parse_qsl((search or "")[1:LONGEST_QUERY]))
        lang = language(asked.get("lang"))
        path = path if path in PAGES else PAGES[0]
        if path == evidence.PATH:
            page, context = _evidence(library, shelf, asked, lang)
        else:
            page, context = _page(library, path, asked, lang)
        stored = dcc.Store(id=Ids.CONTEXT, data={"lang": lang, **context})
        return [stored, frame(page, lang, path)]


def _page(
    library: RunLibrary, path: str, asked: dict[str, str], lang: Language
) -> tuple[html.Div, dict[str, Any]]:
    if path == "/compare":
        setups = [setup for setup in asked.get("setups", "").split(",") if setup]
        title = f"{say(lang, 'nav.compare')} · Linchpin"
        shown = setups or list(compare.USUAL)
        return compare.layout(library, setups, lang), {"setups": shown, "title": title}
    runs = library.runs()
    wanted = asked.get("run") or _usual(runs)
    loaded = library.load(wanted)
    name = "people" if path == "/people" else "what_happened"
    title = f"{say(lang, f'nav.{name}')} · Linchpin"
    if loaded is None:
        return what_happened.nothing_yet(lang, _original(library)), {"run": "", "title": title}
    layout = people.layout if path == "/people" else what_happened.layout
    page = layout(read_wish(loaded, asked, lang), runs)
    return page, {"run": loaded.id, "title": title}


def _evidence(
    library: RunLibrary, shelf: Shelf, asked: dict[str, str], lang: Language
) -> tuple[html.Div, dict[str, Any]]:
    context = {
        "case": asked.get("case", ""),
        "title": f"{say(lang, 'nav.evidence')} · Linchpin",
    }
    match asked.get("view"):
        case "parameters":
            return parameters.layout(shelf, lang), context
        case "figures":
            shipped = [(card.id, card.named(lang)) for card in library.shipped()]
            return figures.layout(shelf, shipped, asked, lang), context
        case _:
            return evidence.layout(shelf, asked, lang), context


def _usual(runs: list[Card]) -> str:
    """Choose the newest run of the fire as it was, nothing changed, else the newest run."""
    real = [run.id for run in runs if run.scenario == strike_form.ORIGINAL and not run.changed]
    return next(iter([*real, *(run.id for run in runs)]), "")


def _original(library: RunLibrary) -> Any:  # noqa: ANN401 - a scenario or none
    try:
        return library.scenario(strike_form.ORIGINAL)
    except SimulatorError:
        return None
