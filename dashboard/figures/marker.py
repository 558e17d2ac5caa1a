"""Mark the hour that the reader has chosen."""

import plotly.graph_objects as go

from dashboard.theme import Look


def mark(figure: go.Figure, look: Look, t_h: float | None) -> go.Figure:
    """Draw a vertical line as the first shape of a figure, so that it can be moved later.

    Parameters
    ----------
    figure : Figure
        Its horizontal axis shows hours after the event.
    look : Look
        Language and background.
    t_h : float or None
        Hour to mark; nothing is drawn without one.

    Returns
    -------
    Figure
        The same figure.
    """
    if t_h is not None:
        line = {"color": look.ink, "width": 1.5}
        figure.add_shape(type="line", x0=t_h, x1=t_h, y0=0, y1=1, yref="paper", line=line)
    return figure
