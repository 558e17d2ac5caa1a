"""Put setups of the same event side by side: a table of differences, and curves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import Input, Output, State, html

from dashboard.components.asking import Ids as Asking
from dashboard.components.asking import asking
from dashboard.components.pieces import chart, choice, fold, framed
from dashboard.components.shell import Ids as Shell
from dashboard.components.tables import table
from dashboard.figures.lines import lines_figure
from dashboard.pages.grounded import grounds_of, heading
from dashboard.ports import JobDesk, Loaded, RunLibrary
from dashboard.texts import Language, language, say
from dashboard.theme import Look
from dashboard.viewmodels.affected import affected
from dashboard.viewmodels.differences import differences
from dashboard.viewmodels.names import names
from dashboard.viewmodels.provinces import ANY
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.side_by_side import side_by_side

SEED, PEOPLE = 1, 20_000
MOST = 6
USUAL = ("kakao-2022", "kakao-2022-naver-design", "kakao-2022-tools-outside")


@unique
class Ids(StrEnum):
    """Names of the parts."""

    SETUPS = "compare-setups"
    GO = "compare-go"
    NEED = "compare-need"
    UNMET = "compare-unmet"
    UNMET_TABLE = "compare-unmet-table"
    SERVICE = "compare-service"
    QUALITY = "compare-quality"
    QUALITY_TABLE = "compare-quality-table"


@dataclass(slots=True)
class Found:
    """Setups that have been run, and names of scenarios that have not."""

    loaded: dict[str, Loaded] = field(default_factory=dict)
    """By title, in the order asked for."""
    missing: list[str] = field(default_factory=list)
    """Names of shipped scenarios."""


def find(library: RunLibrary, setups: Sequence[str], lang: Language) -> Found:
    """Look up the run of every setup: the id of a run, or the name of a scenario."""
    found = Found()
    shipped = {card.id for card in library.shipped()}
    for setup in setups[:MOST]:
        run: str | None = setup
        if setup in shipped:
            run = library.made(library.scenario(setup), SEED, PEOPLE)
            if run is None:
                found.missing.append(setup)
        loaded = library.load(run) if run else None
        if loaded is not None:
            scenario = loaded.scenario
            title = scenario.title_ko if lang == "ko" else scenario.title
            if loaded.changed:
                title = f"{title}, {say(lang, 'changed')}"
            taken = title in found.loaded
            found.loaded[f"{title} ({loaded.id[:4]})" if taken else title] = loaded
    return found


def layout(library: RunLibrary, setups: Sequence[str], lang: Language) -> html.Div:
    """Lay the page out for some setups.

    Parameters
    ----------
    library : RunLibrary
        Where runs and scenarios are found.
    setups : sequence of str
        Ids of runs, or names of shipped scenarios.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        The page; the curves are drawn by callbacks.
    """
    chosen = list(setups) or list(USUAL)
    found = find(library, chosen, lang)
    parts: list[Any] = [
        html.H1(say(lang, "compare.title")),
        html.P(say(lang, "compare.text"), className="lead"),
        _chooser(library, chosen, lang),
        asking(lang),
    ]
    if found.missing:
        titles = {card.id: card.named(lang) for card in library.shipped()}
        listed = ", ".join(titles[name] for name in found.missing)
        parts.append(html.P(say(lang, "compare.missing", setups=listed), className="hint"))
    if found.loaded:
        parts += _results(found.loaded, lang)
    return html.Div(parts, className="page")


def _chooser(library: RunLibrary, chosen: list[str], lang: Language) -> html.Div:
    shipped = [(card.id, card.named(lang)) for card in library.shipped()]
    runs = [(c.id, c.label(lang)) for c in library.runs()]
    data = [
        {"group": say(lang, "compare.shipped"), "items": _items(shipped)},
        {"group": say(lang, "compare.stored"), "items": _items(runs)},
    ]
    known = dict(shipped + runs)
    select = dmc.MultiSelect(
        id=Ids.SETUPS, label=say(lang, "compare.setups"), data=data, maxValues=MOST,
        value=[setup for setup in chosen if setup in known], className="wide",
    )  # fmt: skip
    return html.Div([select, dmc.Button(say(lang, "compare.go"), id=Ids.GO)], className="form")


def _items(options: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": key, "label": said} for key, said in options]


def _results(loaded: dict[str, Loaded], lang: Language) -> list[Any]:
    run = next(iter(loaded.values()))
    first = run.scenario
    named = names(first, lang)
    rows = differences({name: run.summary for name, run in loaded.items()}, named, lang)
    needs = [(ANY, say(lang, "need.any")), *((c.id, named[c.id]) for c in first.people.categories)]
    services = [(s.id, named[s.id]) for s in first.services if s.owner]
    return [
        grounds_of(run, lang),
        framed(heading(run, "numbers", "compare.table", lang), say(lang, "compare.table_hint"),
               table(rows, lang)),
        framed(
            heading(run, "demand", "compare.unmet", lang), say(lang, "compare.unmet_hint"),
            chart(Ids.UNMET, 360, say(lang, "compare.unmet")),
            controls=choice(Ids.NEED, say(lang, "need"), needs, ANY),
            below=fold(Ids.UNMET_TABLE, lang),
        ),
        framed(
            heading(run, "quality", "compare.quality", lang), say(lang, "compare.quality_hint"),
            chart(Ids.QUALITY, 320, say(lang, "compare.quality")),
            controls=choice(Ids.SERVICE, say(lang, "service"), services, _first(services)),
            below=fold(Ids.QUALITY_TABLE, lang),
        ),
    ]  # fmt: skip


def _first(options: Sequence[tuple[str, str]]) -> str:
    return options[0][0] if options else ""


def wire(app: dash.Dash, library: RunLibrary, desk: JobDesk) -> None:
    """Register the callbacks of the button and of the curves.

    Parameters
    ----------
    app : Dash
        The application.
    library : RunLibrary
        Where runs and scenarios are found.
    desk : JobDesk
        Where missing runs are asked for.
    """

    @app.callback(
        Output(Asking.JOBS, "data", allow_duplicate=True),
        Output(Asking.POLL, "disabled", allow_duplicate=True),
        Input(Ids.GO, "n_clicks"),
        State(Ids.SETUPS, "value"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def go(_: int, setups: list[str], context: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        lang = language(context["lang"])
        if not setups:
            return {"error": say(lang, "compare.none")}, False
        missing = find(library, setups, lang).missing
        jobs = [desk.ask(library.scenario(name), SEED, PEOPLE) for name in missing]
        return {"jobs": jobs, "then": {"setups": ",".join(setups)}}, False

    for place, chooser, shape in (
        (Ids.UNMET, Ids.NEED, _unmet),
        (Ids.QUALITY, Ids.SERVICE, _quality),
    ):
        _wire_curves(app, library, (place, chooser), shape)


def _unmet(run: Loaded, need: str, _: Language) -> Any:  # noqa: ANN401
    return affected(run.paired.run, need)


def _quality(run: Loaded, service: str, lang: Language) -> Any:  # noqa: ANN401
    return quality(run.paired.run, lang, [service])[["t_h", "quality"]]


def _wire_curves(app: dash.Dash, library: RunLibrary, names_: tuple[Ids, Ids], shape: Any) -> None:  # noqa: ANN401
    place, chooser = names_

    @app.callback(
        Output(place, "figure"),
        Output(f"{place}-table", "children"),
        Input(chooser, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(chosen: str, scheme: str, context: dict[str, Any]) -> tuple[Any, Any]:
        lang = language(context["lang"])
        found = find(library, context["setups"], lang)
        curves = {name: shape(run, chosen, lang) for name, run in found.loaded.items()}
        value = "affected" if place == Ids.UNMET else "quality"
        figure = lines_figure(curves, value, Look(lang, dark=scheme == "dark"))
        return figure, table(side_by_side(curves, value), lang)
