"""Draw the country: share of people affected by province, and the sites."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.texts import plot_text, say
from dashboard.theme import STATE_COLOURS, STATE_SYMBOLS, Look

MARGIN = 0.12
"""Degrees around the country."""


def map_figure(
    provinces: pd.DataFrame,
    sites: pd.DataFrame,
    outlines: dict[str, Any],
    most: float,
    look: Look,
) -> go.Figure:
    """Colour the provinces by affected share and mark the sites by colour and shape.

    Parameters
    ----------
    provinces : DataFrame
        What `dashboard.viewmodels.provinces` returns.
    sites : DataFrame
        What `dashboard.viewmodels.sites` returns.
    outlines : dict
        GeoJSON whose features carry the ids of the regions in small letters.
    most : float
        Share at which the colour is strongest.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A choropleth, and one set of markers.
    """
    figure = go.Figure()
    figure.add_choropleth(
        geojson=outlines,
        featureidkey="id",
        locations=provinces["region"],
        z=(100 * provinces["share"]).round(2),
        customdata=[plot_text(name) for name in provinces["name"]],
        hovertemplate="%{customdata}: %{z:.1f}%<extra></extra>",
        zmin=0,
        zmax=round(100 * most, 1),
        colorscale=look.scale,
        marker={"line": {"color": look.paper, "width": 0.8}},
        colorbar={
            "title": {"text": say(look.lang, "axis.share"), "side": "top"},
            "orientation": "h",
            "thickness": 10,
            "len": 0.8,
            "y": -0.02,
            "yanchor": "top",
            "ticksuffix": "%",
        },
    )
    figure.add_scattergeo(
        lat=sites["latitude"],
        lon=sites["longitude"],
        mode="markers",
        customdata=site_labels(sites, look),
        hovertemplate="%{customdata}<extra></extra>",
        marker=site_marker(sites, look),
        showlegend=False,
    )
    figure.update_layout(look.layout, margin={"l": 0, "r": 0, "t": 0, "b": 8}, hovermode="closest")
    west, south, east, north = extent(outlines)
    figure.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        fitbounds=False,
        projection={"type": "mercator"},
        lonaxis={"range": [west, east]},
        lataxis={"range": [south, north]},
    )
    return figure


def extent(outlines: dict[str, Any]) -> tuple[float, float, float, float]:
    """Find the box around the largest part of every region, so that far islets don't shrink it.

    Parameters
    ----------
    outlines : dict
        GeoJSON of polygons and sets of polygons.

    Returns
    -------
    tuple of float
        West, south, east, north; degrees, with a margin.
    """
    boxes = [_largest(shape["geometry"]) for shape in outlines["features"]]
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests) - MARGIN, min(souths) - MARGIN, max(easts) + MARGIN, max(norths) + MARGIN


def _largest(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    whole = geometry["coordinates"]
    parts = whole if geometry["type"] == "MultiPolygon" else [whole]
    boxes = []
    for part in parts:
        easting, northing = zip(*part[0], strict=True)
        boxes.append((min(easting), min(northing), max(easting), max(northing)))
    return max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))


def site_labels(sites: pd.DataFrame, look: Look) -> list[str]:
    """Write the name and the state of each site."""
    told = zip(sites["name"], sites["state"], strict=True)
    return [f"{plot_text(name)}: {say(look.lang, f'state.{state}')}" for name, state in told]


def site_marker(sites: pd.DataFrame, look: Look) -> dict[str, Any]:
    """Choose colour and shape of each site by its state."""
    return {
        "size": [11 if state == "works" else 17 for state in sites["state"]],
        "color": [STATE_COLOURS[state] for state in sites["state"]],
        "symbol": [STATE_SYMBOLS[state] for state in sites["state"]],
        "line": {"color": look.paper, "width": 1.5},
    }
