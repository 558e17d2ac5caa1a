"""Draw what moved people, and the spans in which one person's needs waited."""

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.hours_axis import hours_axis
from dashboard.figures.nothing import nothing
from dashboard.figures.ticks import ticks
from dashboard.texts import plot_text, say
from dashboard.theme import (
    AMBER,
    BLUE,
    FATE_COLOURS,
    FATE_PATTERNS,
    GREEN,
    PURPLE,
    SKY,
    VERMILION,
    Look,
)

CAUSE_COLOURS: Final = {
    "failure": BLUE, "contact": GREEN, "media": AMBER, "notice": SKY, "advert": VERMILION,
    "fear": PURPLE,
}  # fmt: skip
CAUSE_PATTERNS: Final = {
    "failure": "", "contact": "/", "media": ".", "notice": "-", "advert": "+", "fear": "x",
}  # fmt: skip
_THIN_H: Final = 0.5
"""Width of a span that would be too thin to see."""


def moved_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Stack adoptions of each app by what moved people.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.moved.moved` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A bar for each app, told apart by colour and by pattern.
    """
    figure = go.Figure()
    for code, colour in CAUSE_COLOURS.items():
        rows = table[table["code"] == code]
        figure.add_bar(
            x=rows["people"].round(),
            y=[plot_text(str(app)) for app in rows["app"]],
            name=say(look.lang, f"cause.{code}"),
            orientation="h",
            marker={
                "color": colour,
                "pattern": {
                    "shape": CAUSE_PATTERNS[code], "fgcolor": look.paper, "bgcolor": colour,
                    "size": 6, "solidity": 0.25,
                },
            },
        )  # fmt: skip
    figure.update_layout(look.layout, barmode="stack", hovermode="y unified")
    most = table.groupby("app")["people"].sum().max() if len(table) else 0
    figure.update_xaxes(ticks(look.lang, most), title=say(look.lang, "axis.adopters"))
    figure.update_yaxes(autorange="reversed", automargin=True)
    return nothing(figure, look) if table.empty else figure


def life_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw each need of a person as a span from its birth to its end.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.life.spans` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A row for each kind of need.
    """
    figure = go.Figure()
    for fate, colour in FATE_COLOURS.items():
        rows = table[table["fate"] == fate]
        width = (rows["end_h"] - rows["born_h"]).clip(lower=_THIN_H)
        figure.add_bar(
            x=width,
            base=rows["born_h"],
            y=[plot_text(str(need)) for need in rows["need"]],
            orientation="h",
            name=say(look.lang, f"fate.{fate}"),
            marker={
                "color": colour, "opacity": 0.85,
                "pattern": {
                    "shape": FATE_PATTERNS[fate], "fgcolor": look.paper, "bgcolor": colour,
                    "size": 6, "solidity": 0.25,
                },
            },
            customdata=rows["end_h"].round(1),
            hovertemplate="%{y}: %{base:.1f} - %{customdata} h<extra></extra>",
        )  # fmt: skip
    figure.update_layout(look.layout, barmode="overlay", hovermode="closest")
    hours = pd.concat([table["born_h"], table["end_h"]])
    figure.update_xaxes(hours_axis(hours, look))
    figure.update_yaxes(automargin=True)
    return nothing(figure, look) if table.empty else figure
