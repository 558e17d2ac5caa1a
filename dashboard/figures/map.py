"""Draw the country: share of people affected by province, and the sites."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.texts import plot_text, say
from dashboard.theme import STATE_COLOURS, STATE_SYMBOLS, Look


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
    figure.update_geos(visible=False, fitbounds="geojson", bgcolor="rgba(0,0,0,0)")
    return figure


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
