"""Draw where needs went that were pushed off their usual way."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.texts import percent, plot_text, say
from dashboard.theme import FATE_COLOURS, GREY, Look

_STRENGTH = 0.55


def sankey_figure(table: pd.DataFrame, look: Look) -> go.Figure:
    """Draw one ribbon per flow, coloured by what became of the needs.

    Parameters
    ----------
    table : DataFrame
        What `dashboard.viewmodels.moves` returns.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        Usual means on the left, what happened instead on the right.
    """
    left = list(dict.fromkeys(table["source"]))
    right = list(dict.fromkeys(table["target"]))
    total = table["needs"].sum()
    arrived = table.groupby("target")["needs"].sum()
    labels = [plot_text(name) for name in left]
    labels += [plot_text(f"{name} {percent(arrived[name] / total)}%") for name in right]
    fates = dict(zip(table["target"], table["fate"], strict=True))
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": labels,
                "color": [GREY] * len(left) + [FATE_COLOURS[fates[name]] for name in right],
                "pad": 14,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{label}: %{value:,.0f}<extra></extra>",
            },
            link={
                "source": [left.index(name) for name in table["source"]],
                "target": [len(left) + right.index(name) for name in table["target"]],
                "value": table["needs"].round(),
                "color": [_faint(FATE_COLOURS[fate]) for fate in table["fate"]],
                "hovertemplate": "%{source.label} → %{target.label}: %{value:,.0f}<extra></extra>",
            },
        )
    )
    figure.update_layout(look.layout, margin={"l": 8, "r": 8, "t": 8, "b": 8})
    if table.empty:
        figure.add_annotation(text=say(look.lang, "nothing_moved"), showarrow=False)
    return figure


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_STRENGTH})"
