"""Draw how well each service worked over time, one band per service."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.hours_axis import hours_axis
from dashboard.figures.marker import mark
from dashboard.texts import plot_text, say
from dashboard.theme import AMBER, BLUE, VERMILION, Look

_SCALE = ((0.0, VERMILION), (0.5, AMBER), (0.95, BLUE), (1.0, BLUE))


def quality_figure(table: pd.DataFrame, look: Look, t_h: float | None = None) -> go.Figure:
    """Draw a band per service, from what failed (vermilion) to what works (blue).

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.quality` returns.
    look : Look
        Language and background.
    t_h : float, optional
        Hour to mark, hours after the event.

    Returns
    -------
    Figure
        A heat map.
    """
    wide = table.pivot_table(index="name", columns="t_h", values="quality", sort=False)
    figure = go.Figure(
        go.Heatmap(
            z=(100 * wide.to_numpy()).round(1),
            x=wide.columns.to_numpy(),
            y=[plot_text(name) for name in wide.index],
            zmin=0,
            zmax=100,
            colorscale=[list(step) for step in _SCALE],
            ygap=3,
            hovertemplate="%{y}, %{x:.0f} h: %{z:.0f}%<extra></extra>",
            colorbar={"thickness": 10, "ticksuffix": "%"},
        )
    )
    figure.update_layout(look.layout, hovermode="closest", height=90 + 26 * max(len(wide), 3))
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    figure.update_xaxes(hours_axis(table["t_h"], look), showgrid=False)
    if table.empty:
        figure.add_annotation(text=say(look.lang, "nothing_impaired"), showarrow=False)
    return mark(figure, look, t_h)
