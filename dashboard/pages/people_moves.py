"""Redraw what changes on the page "People" when the reader chooses something."""

from collections.abc import Callable
from typing import Any

import dash
import plotly.graph_objects as go
from dash import Input, Output, State

from dashboard.components.shell import Ids as Shell
from dashboard.components.tables import table
from dashboard.figures.heads import heads_figure, later_figure, money_figure
from dashboard.figures.lines import lines_figure, reach_figure
from dashboard.figures.moved import life_figure, moved_figure
from dashboard.pages.people import Ids
from dashboard.pages.pictures import TABLES, Wish, wish
from dashboard.ports import RunLibrary
from dashboard.texts import language, say
from dashboard.theme import Look
from dashboard.viewmodels.life import needs, spans
from dashboard.viewmodels.moved import moved

Context = dict[str, Any]
Draw = Callable[[Wish, Look], go.Figure]


def wire(app: dash.Dash, library: RunLibrary) -> None:
    """Register the callbacks.

    Parameters
    ----------
    app : Dash
        The application.
    library : RunLibrary
        Where runs are found.
    """
    _wire_heads(app, library)
    for place, draw, name in (
        (Ids.MONEY, _money, "money"),
        (Ids.REACH, _reach, "reach"),
        (Ids.LATER, _later, "later"),
    ):
        _wire_plain(app, library, place, (draw, name))
    _wire_choice(app, library, (Ids.JOBS, Ids.SUPPLIER, "supplier"), (jobs_figure, "jobs"))
    _wire_choice(app, library, (Ids.MOVED, Ids.RULE, "rule"), (_moved, "moved"))
    _wire_choice(app, library, (Ids.LIFE, Ids.PERSON, "person"), (_life, "life"))


def _wish(library: RunLibrary, context: Context, **asked: str) -> Wish:
    loaded = library.load(context["run"])
    if loaded is None:
        raise dash.exceptions.PreventUpdate
    return wish(loaded, asked, language(context["lang"]))


def _look(w: Wish, scheme: str | None) -> Look:
    return Look(w.lang, dark=scheme == "dark")


def _listed(w: Wish, name: str) -> Any:  # noqa: ANN401
    return table(TABLES[name](w), w.lang, w.href(name), say(w.lang, f"{name}.title"))


def _money(w: Wish, look: Look) -> go.Figure:
    return money_figure(TABLES["money"](w), look)


def _later(w: Wish, look: Look) -> go.Figure:
    return later_figure(TABLES["later"](w), look)


def _moved(w: Wish, look: Look) -> go.Figure:
    return moved_figure(moved(w.loaded.summary, w.named, w.lang, w.rule), look)


def _reach(w: Wish, look: Look) -> go.Figure:
    return reach_figure(TABLES["reach"](w), look)


def _life(w: Wish, look: Look) -> go.Figure:
    return life_figure(spans(needs(w.loaded.paired.run, w.person), w.named), look)


def jobs_figure(w: Wish, look: Look) -> go.Figure:
    """Draw what was asked for, what was carried out, and what is usual."""
    table_ = TABLES["jobs"](w)
    curves = {
        say(w.lang, f"column.{name}"): table_[["t_h"]].assign(jobs=table_[name])
        for name in ("jobs", "jobs_usual", "requests")
    }
    return lines_figure(curves, "jobs", look)


def _wire_heads(app: dash.Dash, library: RunLibrary) -> None:
    @app.callback(
        Output(Ids.HEADS, "figure"), Input(Shell.SCHEME, "data"), State(Shell.CONTEXT, "data")
    )
    def draw(scheme: str, context: Context) -> go.Figure:
        w = _wish(library, context)
        return heads_figure(TABLES["segments"](w), _look(w, scheme))


def _wire_plain(app: dash.Dash, library: RunLibrary, place: Ids, told: tuple[Draw, str]) -> None:
    shape, name = told

    @app.callback(
        Output(place, "figure"),
        Output(f"{place}-table", "children"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(scheme: str, context: Context) -> tuple[Any, Any]:
        w = _wish(library, context)
        return shape(w, _look(w, scheme)), _listed(w, name)


def _wire_choice(
    app: dash.Dash, library: RunLibrary, at: tuple[Ids, Ids, str], told: tuple[Draw, str]
) -> None:
    (place, chooser, key), (shape, name) = at, told

    @app.callback(
        Output(place, "figure"),
        Output(f"{place}-table", "children"),
        Input(chooser, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(chosen: str, scheme: str, context: Context) -> tuple[Any, Any]:
        w = _wish(library, context, **{key: chosen})
        return shape(w, _look(w, scheme)), _listed(w, name)
