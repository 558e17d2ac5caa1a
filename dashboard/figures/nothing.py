"""Say in a figure that there is nothing to draw."""

import plotly.graph_objects as go

from dashboard.texts import say
from dashboard.theme import Look


def nothing(figure: go.Figure, look: Look) -> go.Figure:
    """Hide the axes of an empty figure and write why it is empty.

    Parameters
    ----------
    figure : Figure
        Without anything drawn.
    look : Look
        Language and background.

    Returns
    -------
    Figure
        The same figure.
    """
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(text=say(look.lang, "no_rows"), showarrow=False)
    return figure
