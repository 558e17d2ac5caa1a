"""Redraw what changes on the pages on evidence when the reader chooses something."""

from typing import Any

import dash
from dash import Input, Output, State

from dashboard.components.shell import Ids as Shell
from dashboard.evidence import Shelf
from dashboard.pages.evidence import SHOWN, Ids, address, shown_rows
from dashboard.pages.figures import Ids as Figures
from dashboard.pages.figures import listing, wish_of
from dashboard.texts import language
from dashboard.wiring import in_browser
from simulator.experiments.gallery import gallery_case

Context = dict[str, Any]


def wire(app: dash.Dash, shelf: Shelf) -> None:
    """Register the callbacks.

    Parameters
    ----------
    app : Dash
        The application.
    shelf : Shelf
        What was recorded.
    """
    _wire_case(app, shelf)
    _wire_figures(app, shelf)


def _wire_case(app: dash.Dash, shelf: Shelf) -> None:
    @app.callback(
        Output(Shell.URL, "search", allow_duplicate=True),
        Input(Ids.CASE, "value"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def turn(name: str, context: Context) -> Any:  # noqa: ANN401
        if name == context.get("case") or gallery_case(name) is None:
            return dash.no_update
        return "?" + address(language(context["lang"]), case=name).partition("?")[2]

    written = Output(Ids.WRITTEN, "children")
    in_browser(app, "show", written, Input(Ids.SHOWN, "value"), at_once=False)

    @app.callback(
        Output(Ids.ROWS, "children"),
        Input(Ids.SHOWN, "value"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def leave(show: str, context: Context) -> Any:  # noqa: ANN401
        case = gallery_case(context.get("case", ""))
        validation = None if case is None else shelf.validation(case.id)
        if validation is None:
            return dash.no_update
        chosen = show if show in SHOWN else "all"
        return shown_rows(validation, shelf, chosen, language(context["lang"]))


def _wire_figures(app: dash.Dash, shelf: Shelf) -> None:
    @app.callback(
        Output(Figures.ROWS, "children"),
        Input(Figures.SCENARIO, "value"),
        Input(Figures.BASIS, "value"),
        Input(Figures.FIND, "value"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def draw(scenario: str, basis: list[str] | None, find: str, context: Context) -> Any:  # noqa: ANN401
        lang = language(context["lang"])
        asked = {"scenario": scenario, "basis": ",".join(basis or ()), "find": find or ""}
        return listing(shelf, wish_of(asked), lang)
