"""Show how far runs are that were asked for."""

from enum import StrEnum, unique

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components.aria import aria
from dashboard.texts import Language, say

POLL_MS = 1000


@unique
class Ids(StrEnum):
    """Names of the parts."""

    JOBS = "asking-jobs"
    POLL = "asking-poll"
    BAR = "asking-bar"
    SAID = "asking-said"
    BOX = "asking-box"


def asking(lang: Language) -> html.Div:
    """Make room for a progress bar that is there once a run is asked for."""
    bar = dmc.Progress(value=0, id=Ids.BAR, size="lg", **aria(say(lang, "job.progress")))
    return html.Div(
        [
            dcc.Store(id=Ids.JOBS),
            dcc.Interval(id=Ids.POLL, interval=POLL_MS, disabled=True),
            html.Div(
                [bar, html.Div(id=Ids.SAID, role="status", className="note")],
                id=Ids.BOX,
                hidden=True,
            ),
        ],
        className="asking",
    )
