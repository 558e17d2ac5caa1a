"""Draw one curve per setup over the hours after the event."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.hours_axis import hours_axis
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
