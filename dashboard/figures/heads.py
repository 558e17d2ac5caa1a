"""Draw who bears the harm, and what it is worth, as bars and as ranges."""

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.nothing import nothing
from dashboard.figures.ticks import ticks
from dashboard.texts import count, plot_text, say
from dashboard.theme import BLUE, GREY, SERIES, VERMILION, Look

_DASHES: Final = ("solid", "dash", "dashdot", "longdash", "longdashdot", "solid")
"""Lines of dots are left to what is usual."""


def heads_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw a bar for each group: hours per head.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.segments` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        The group that is hit hardest stands at the top.
    """
    figure = go.Figure()
    hours = table["per_head_h"].astype(float)
    figure.add_bar(
        x=hours,
        y=[plot_text(str(name)) for name in table["segment"]],
        orientation="h",
        marker={"color": BLUE},
        text=[f"{value:.2f}" for value in hours],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.2f}<extra></extra>",
    )
    figure.update_layout(look.layout, hovermode="closest", showlegend=False)
    figure.update_xaxes(
        title=say(look.lang, "axis.per_head_h"), range=[0, 1.3 * max(hours.max(), 0.01)]
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    return figure


def money_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw each flow of money as a range with a mark at its central value, on powers of ten.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.accounts.money` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        Round marks are losses, hollow squares are not; lines at or below nothing are left out.
    """
    figure = go.Figure()
    shown = table[table["low_krw"] > 0]
    for lost, colour, symbol in (("lost", VERMILION, "circle"), ("not_lost", GREY, "square-open")):
        name = say(look.lang, f"counted.{lost}")
        rows = shown[shown["counted"] == name]
        labels = [plot_text(str(line)) for line in rows["line"]]
        figure.add_scatter(
            x=rows["central_krw"],
            y=labels,
            name=name,
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 11},
            error_x={
                "type": "data", "symmetric": False, "color": colour, "thickness": 2,
                "array": rows["high_krw"] - rows["central_krw"],
                "arrayminus": rows["central_krw"] - rows["low_krw"],
            },
            customdata=[
                " - ".join(count(look.lang, value) for value in ends)
                for ends in zip(rows["low_krw"], rows["high_krw"], strict=True)
            ],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(look.layout, hovermode="closest")
    figure.update_xaxes(type="log", title=say(look.lang, "axis.krw"), **_powers(shown, look))
    figure.update_yaxes(
        autorange="reversed", automargin=True, categoryorder="array",
        categoryarray=[plot_text(str(line)) for line in shown["line"]],
    )  # fmt: skip
    return nothing(figure, look) if shown.empty else figure


def _powers(table: pd.DataFrame, look: Look) -> dict[str, object]:
    """Write an axis of powers of ten as people say large numbers."""
    powers = [10.0**n for n in range(5, 16)]
    if table.empty:
        return {}
    low, high = float(table["low_krw"].min()), float(table["high_krw"].max())
    values = [power for power in powers if low / 10 < power < high * 10]
    texts = [count(look.lang, value).replace(".0", "") for value in values]
    return {"tickvals": values, "ticktext": texts}


def later_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw, for each app, its users beyond the usual ones on days after the event.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.later.later` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        A line with marks for each of the apps that changed most; the table has them all.
    """
    figure = go.Figure()
    change = (table["gained"] - table["lost"]).abs().groupby(table["app"], sort=False).max()
    for number, app in enumerate(
        change.sort_values(ascending=False, kind="stable").index[: len(SERIES)]
    ):
        rows = table[table["app"] == app]
        figure.add_scatter(
            x=rows["days_after"],
            y=rows["gained"] - rows["lost"],
            name=plot_text(str(app)),
            mode="lines+markers",
            marker={"symbol": number, "size": 8},
            line={
                "color": SERIES[number % len(SERIES)], "dash": _DASHES[number],
                "width": 2,
            },
        )  # fmt: skip
    figure.update_layout(look.layout)
    figure.update_xaxes(title=say(look.lang, "axis.days_after"))
    figure.update_yaxes(title=say(look.lang, "axis.more_users"))
    most = max((table["gained"] - table["lost"]).max(), 0) if len(table) else 0
    figure.update_yaxes(ticks(look.lang, most))
    return nothing(figure, look) if table.empty else figure
