"""Draw what became of one need over time."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.hours_axis import hours_axis
from dashboard.figures.marker import mark
from dashboard.figures.ticks import ticks
from dashboard.texts import say
from dashboard.theme import FATE_COLOURS, FATE_PATTERNS, Look


def demand_figure(table: pd.DataFrame, look: Look, t_h: float | None = None) -> go.Figure:
    """Stack needs met as usual, shifted, late and given up; dotted: an ordinary day.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.demand` returns.
    look : Look
        Language and background.
    t_h : float, optional
        Hour to mark, hours after the event.

    Returns
    -------
    Figure
        One area per fate, and a line.
    """
    figure = go.Figure()
    for fate, colour in FATE_COLOURS.items():
        figure.add_scatter(
            x=table["t_h"],
            y=table[fate].round(),
            name=say(look.lang, f"fate.{fate}"),
            stackgroup="needs",
            mode="lines",
            line={"width": 0.5, "color": colour, "shape": "hvh"},
            fillcolor=colour,
            fillpattern={
                "shape": FATE_PATTERNS[fate],
                "fgcolor": look.paper,
                "bgcolor": colour,
                "size": 6,
                "solidity": 0.25,
            },
        )
    figure.add_scatter(
        x=table["t_h"],
        y=table["usual"].round(),
        name=say(look.lang, "fate.usual"),
        mode="lines",
        line={"width": 1.6, "color": look.ink, "dash": "dot"},
    )
    figure.update_layout(look.layout)
    figure.update_xaxes(hours_axis(table["t_h"], look))
    figure.update_yaxes(title=say(look.lang, "axis.needs"), rangemode="tozero")
    stacked = table[list(FATE_COLOURS)].sum(axis="columns")
    figure.update_yaxes(ticks(look.lang, max(stacked.max(), table["usual"].max())))
    return mark(figure, look, t_h)
