"""Say beside a title what is under it rests on, with the reason a click away."""

from typing import Final

import dash_mantine_components as dmc
from dash import html

from dashboard.texts import Language, say
from dashboard.viewmodels.grounds import SIGNS, Rests
from simulator.analysis.provenance import WEAKEST_FIRST

FILTER: Final = "only-judgement"
"""Id of the box that leaves only what rests on judgement; the rest is done by the style sheet."""


def badge(rests: Rests) -> html.Details:
    """Show what a section rests on; opened, it says why.

    Parameters
    ----------
    rests : Rests
        The basis and the reason, in words.

    Returns
    -------
    Details
        Opened by mouse, by touch and by keyboard alike.
    """
    head = html.Summary(rests.said, title=rests.why)
    return html.Details(
        [head, html.Div(rests.why, className="why")], className=f"badge {rests.basis}"
    )


def badge_key(lang: Language) -> html.Div:
    """Explain the badges, with the filter that leaves only what rests on judgement."""
    told = [
        html.Span([html.B(f"{SIGNS[basis]} {say(lang, f'basis.{basis}')}"), " ",
                   say(lang, f"basis.means.{basis}")])
        for basis in reversed(WEAKEST_FIRST)
    ]  # fmt: skip
    box = dmc.Switch(id=FILTER, label=say(lang, "basis.filter"), persistence=True,
                     persistence_type="session", size="sm")  # fmt: skip
    more = html.Details([html.Summary(say(lang, "basis.key")), html.Div(told, className="bases")])
    return html.Div([box, more], className="badges")
