"""Redraw what changes on the page "What happened" when the reader moves something."""

from typing import Any

import dash
from dash import Input, Output, Patch, State, ctx, no_update

from dashboard.components import graph
from dashboard.components.shell import Ids as Shell
from dashboard.components.tables import table
from dashboard.figures.demand import demand_figure
from dashboard.figures.map import site_labels, site_marker
from dashboard.figures.quality import quality_figure
from dashboard.figures.regions import is_mapped, region_figure
from dashboard.figures.sankey import sankey_figure
from dashboard.pages.pictures import TABLES, Wish, wish
from dashboard.pages.what_happened import Ids
from dashboard.ports import RunLibrary
from dashboard.texts import language, say
from dashboard.theme import Look
from dashboard.viewmodels.demand import demand
from dashboard.viewmodels.dependence import dependence
from dashboard.viewmodels.hours import said_when
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.provinces import largest_share, provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.sites import sites
from dashboard.wiring import in_browser

Context = dict[str, Any]


def wire(app: dash.Dash, library: RunLibrary) -> None:
    """Register the callbacks.

    Parameters
    ----------
    app : Dash
        The application.
    library : RunLibrary
        Where runs are found.
    """
    desk = _Desk(library)
    _wire_time(app, desk)
    _wire_map(app, desk)
    _wire_graph(app, desk)
    _wire_curves(app, desk)
    _wire_moves(app, desk)


class _Desk:
    """Answers what the callbacks ask."""

    def __init__(self, library: RunLibrary) -> None:
        self.library = library

    def wish(self, context: Context, hour: float, **asked: str) -> Wish:
        """Find the run that the page shows."""
        loaded = self.library.load(context["run"])
        if loaded is None:
            raise dash.exceptions.PreventUpdate
        told = {"t": str(hour), **asked}
        return wish(loaded, told, language(context["lang"]))


def _look(context: Context, scheme: str | None) -> Look:
    return Look(language(context["lang"]), dark=scheme == "dark")


def _listed(w: Wish, name: str) -> Any:  # noqa: ANN401
    return table(TABLES[name](w), w.lang, w.href(name), say(w.lang, f"{name}.table"))


def _only(name: str) -> bool:
    return list(ctx.triggered_prop_ids.values()) == [name]


def _wire_time(app: dash.Dash, desk: _Desk) -> None:
    hour = Input(Ids.HOUR, "value")
    in_browser(app, "remember", Output(Ids.WRITTEN, "children"), hour, at_once=False)
    stopped = State(Ids.CLOCK, "disabled")
    clicks = Input(Ids.PLAY, "n_clicks")
    in_browser(app, "play", Output(Ids.CLOCK, "disabled"), clicks, stopped, at_once=False)
    in_browser(
        app,
        "advance",
        [Output(Ids.HOUR, "value"), Output(Ids.CLOCK, "disabled", allow_duplicate=True)],
        Input(Ids.CLOCK, "n_intervals"),
        State(Ids.HOUR, "value"),
        State(Ids.LAST, "data"),
        at_once=False,
    )

    @app.callback(
        Output(Ids.WHEN, "children"), Input(Ids.HOUR, "value"), State(Shell.CONTEXT, "data")
    )
    def when(hour: float, context: Context) -> str:
        w = desk.wish(context, hour)
        return said_when(w.loaded.scenario, hour, w.lang)


def _wire_map(app: dash.Dash, desk: _Desk) -> None:
    @app.callback(
        Output(Ids.MAP, "figure"),
        Output(Ids.MAP_TABLE, "children"),
        Input(Ids.HOUR, "value"),
        Input(Ids.MAP_NEED, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(hour: float, need: str, scheme: str, context: Context) -> tuple[Any, Any]:
        w, look = desk.wish(context, hour, need=need), _look(context, scheme)
        run = w.loaded.paired.run
        affected = provinces(run, w.t_h, w.need, w.lang)
        placed = sites(run, w.t_h, w.lang)
        outlines = desk.library.outlines()
        if not _only(Ids.HOUR) or not is_mapped(affected, outlines):
            most = largest_share(run, w.need)
            figure = region_figure(affected, placed, outlines, most, look)
            return figure, _listed(w, "provinces")
        change = Patch()
        change["data"][0]["z"] = (100 * affected["share"]).round(2).tolist()
        change["data"][1]["customdata"] = site_labels(placed, look)
        change["data"][1]["marker"] = site_marker(placed, look)
        return change, _listed(w, "provinces")


def _wire_graph(app: dash.Dash, desk: _Desk) -> None:
    @app.callback(
        Output(Ids.GRAPH, "elements"),
        Output(Ids.GRAPH, "stylesheet"),
        Output(Ids.GRAPH_TABLE, "children"),
        Input(Ids.HOUR, "value"),
        Input(Ids.OWNER, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(hour: float, owner: str, scheme: str, context: Context) -> tuple[Any, Any, Any]:
        w = desk.wish(context, hour, owner=owner)
        picture = dependence(w.loaded.paired.run, w.owner, w.t_h, w.lang)
        style = no_update if _only(Ids.HOUR) else graph.stylesheet(_look(context, scheme))
        return graph.elements(picture), style, _listed(w, "dependence")


def _moved(hour: float) -> Patch:
    change = Patch()
    change["layout"]["shapes"][0]["x0"] = hour
    change["layout"]["shapes"][0]["x1"] = hour
    return change


def _wire_curves(app: dash.Dash, desk: _Desk) -> None:
    @app.callback(
        Output(Ids.DEMAND, "figure"),
        Output(Ids.DEMAND_TABLE, "children"),
        Input(Ids.HOUR, "value"),
        Input(Ids.NEED, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw_demand(hour: float, need: str, scheme: str, context: Context) -> tuple[Any, Any]:
        if _only(Ids.HOUR):
            return _moved(hour), no_update
        w = desk.wish(context, hour, need=need)
        figure = demand_figure(demand(w.loaded.paired, w.need), _look(context, scheme), w.t_h)
        return figure, _listed(w, "demand")

    @app.callback(
        Output(Ids.QUALITY, "figure"),
        Output(Ids.QUALITY, "style"),
        Output(Ids.QUALITY_TABLE, "children"),
        Input(Ids.HOUR, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw_quality(hour: float, scheme: str, context: Context) -> tuple[Any, Any, Any]:
        if _only(Ids.HOUR):
            return _moved(hour), no_update, no_update
        w = desk.wish(context, hour)
        rows = quality(w.loaded.paired.run, w.lang)
        figure = quality_figure(rows, _look(context, scheme), w.t_h)
        return figure, {"height": f"{figure.layout.height}px"}, _listed(w, "quality")


def _wire_moves(app: dash.Dash, desk: _Desk) -> None:
    @app.callback(
        Output(Ids.MOVES, "figure"),
        Output(Ids.MOVES_TABLE, "children"),
        Input(Ids.MOVES_NEED, "value"),
        Input(Shell.SCHEME, "data"),
        State(Shell.CONTEXT, "data"),
    )
    def draw(need: str, scheme: str, context: Context) -> tuple[Any, Any]:
        w = desk.wish(context, 0, need=need)
        figure = sankey_figure(moves(w.loaded.paired, w.need, w.lang), _look(context, scheme))
        return figure, _listed(w, "moves")
