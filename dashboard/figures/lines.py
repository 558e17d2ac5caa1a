"""Draw one curve per setup over the hours after the event."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.hours_axis import hours_axis
from dashboard.figures.nothing import nothing
from dashboard.figures.ticks import ticks
from dashboard.texts import plot_text, say
from dashboard.theme import DASHES, SERIES, Look


def lines_figure(curves: dict[str, pd.DataFrame], value: str, look: Look) -> go.Figure:
    """Lay the curves over each other, told apart by colour and by dashes.

    Parameters
    ----------
    curves : dict of str to DataFrame
        By name of the setup; each with t_h and the value.
    value : str
        Column that is drawn; its axis has the title of the same name.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A line per setup.
    """
    figure = go.Figure()
    for number, (name, table) in enumerate(curves.items()):
        figure.add_scatter(
            x=table["t_h"],
            y=table[value],
            name=plot_text(name),
            mode="lines",
            line={
                "color": SERIES[number % len(SERIES)],
                "dash": DASHES[number % len(DASHES)],
                "width": 2.2,
            },
        )
    figure.update_layout(look.layout)
    hours = pd.concat([table["t_h"] for table in curves.values()]) if curves else pd.Series()
    figure.update_xaxes(hours_axis(hours, look))
    figure.update_yaxes(title=say(look.lang, f"axis.{value}"), rangemode="tozero")
    most = max((table[value].max() for table in curves.values()), default=0)
    figure.update_yaxes(ticks(look.lang, most))
    return figure


def reach_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw the shares of ties that can reach each other, from nothing to all.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.moved.reachable` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A line for any channel, and one for messengers alone.
    """
    curves = {
        say(look.lang, f"column.{name}"): table[["t_h"]].assign(reachable=table[name])
        for name in ("reachable", "by_messenger")
    }
    figure = lines_figure(curves, "reachable", look)
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    return nothing(figure, look) if table.empty else figure
