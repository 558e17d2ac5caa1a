"""Draw regions as a map where there is one of the country, else as bars with the sites below."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.map import map_figure, site_labels, site_marker
from dashboard.texts import plot_text, say
from dashboard.theme import Look


def is_mapped(provinces: pd.DataFrame, outlines: dict[str, Any]) -> bool:
    """Tell whether there is an outline of every region."""
    return set(provinces["region"]) <= {shape["id"] for shape in outlines["features"]}


def region_figure(
    provinces: pd.DataFrame,
    sites: pd.DataFrame,
    outlines: dict[str, Any],
    most: float,
    look: Look,
) -> go.Figure:
    """Draw the share of people affected by region, and how the sites fare.

    Parameters
    ----------
    provinces : DataFrame
        What `dashboard.viewmodels.provinces` returns.
    sites : DataFrame
        What `dashboard.viewmodels.sites` returns.
    outlines : dict
        GeoJSON whose features carry the ids of the regions that can be drawn.
    most : float
        Share at which the colour is strongest.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A map of the regions, or bars where one of them has no outline.
    """
    if is_mapped(provinces, outlines):
        known = set(provinces["region"])
        shapes = [shape for shape in outlines["features"] if shape["id"] in known]
        return map_figure(provinces, sites, outlines | {"features": shapes}, most, look)
    return _bars(provinces, sites, most, look)


def _bars(provinces: pd.DataFrame, sites: pd.DataFrame, most: float, look: Look) -> go.Figure:
    figure = go.Figure()
    share = (100 * provinces["share"]).round(2)
    figure.add_bar(
        x=share,
        y=[plot_text(name) for name in provinces["name"]],
        orientation="h",
        marker={
            "color": share,
            "cmin": 0,
            "cmax": round(100 * most, 1),
            "colorscale": look.scale,
            "line": {"color": look.faint, "width": 1},
        },
        text=[f"{value:.1f}%" for value in share],
        textposition="outside",
        hovertemplate="%{y}: %{x:.1f}%<extra></extra>",
    )
    figure.add_scatter(
        x=[0] * len(sites),
        y=list(range(len(sites))),
        mode="markers+text",
        text=[f"  {label}" for label in site_labels(sites, look)],
        textposition="middle right",
        hoverinfo="skip",
        marker=site_marker(sites, look),
        xaxis="x2",
        yaxis="y2",
    )
    figure.update_layout(look.layout, hovermode="closest", showlegend=False)
    rows = len(provinces) + len(sites) + 1
    edge = (len(sites) + 1) / rows
    bare = {"showgrid": False, "zeroline": False, "showticklabels": False}
    figure.update_layout(
        xaxis={
            "title": say(look.lang, "axis.share"), "ticksuffix": "%",
            "range": [0, 118 * most], "side": "top",
        },
        yaxis={"autorange": "reversed", "automargin": True, "domain": [edge, 1]},
        xaxis2={"range": [-0.05, 1], "anchor": "y2", **bare},
        yaxis2={
            "autorange": "reversed", "domain": [0, edge - 0.5 / rows], "anchor": "x2", **bare
        },
        margin={"t": 56, "b": 12},
    )  # fmt: skip
    return figure
