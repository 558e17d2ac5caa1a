"""Build the pieces that pages are made of: number cards, framed pictures, signs."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.badges import badge
from dashboard.texts import Language, say
from dashboard.theme import CONDITION_COLOURS, CONDITION_SIGNS, CONFIG, LINK_DASHES, STATE_SIGNS
from dashboard.viewmodels.grounds import Rests
from dashboard.viewmodels.kpis import Kpi
from dashboard.viewmodels.state import STATES

Part = Component | None


def kpi_card(kpi: Kpi, lang: Language) -> dmc.Paper:
    """Show one number with what was observed beside it."""
    below: list[Any] = []
    if kpi.verdict:
        below = [
            html.Span(say(lang, "kpi.observed", value=kpi.observed)),
            html.Span(say(lang, f"verdict.{kpi.verdict}"), className=f"tag {kpi.verdict}"),
        ]
    elif kpi.note:
        below = [html.Span(kpi.note)]
    return dmc.Paper(
        [
            html.Div(kpi.label, className="kpi-label"),
            html.Div(kpi.simulated, className="kpi-value"),
            html.Div(below, className="kpi-below"),
        ],
        className="kpi",
        withBorder=True,
        radius="md",
    )


def framed(
    title: str | html.Div, hint: str, body: Part, *, controls: Part = None, below: Part = None
) -> dmc.Paper:
    """Frame one picture with its title, how to read it, its controls and its table."""
    name: Any = html.H2(title) if isinstance(title, str) else title
    head = html.Div([name, controls], className="head")
    parts = [head, html.P(hint, className="hint"), body, below]
    return dmc.Paper([part for part in parts if part is not None], className="card",
                     withBorder=True, radius="md")  # fmt: skip


def titled(title: str, rests: Rests | None) -> str | html.Div:
    """Put a badge beside a title that says what is under it rests on, if that is known."""
    if rests is None:
        return title
    return html.Div([html.H2(title), badge(rests)], className="titled")


def chart(name: str, height: int, label: str) -> html.Figure:
    """Make room for a figure that is drawn later."""
    settings: Any = dict(CONFIG)
    drawn = dcc.Graph(id=name, config=settings, style={"height": f"{height}px"})
    return html.Figure([drawn, html.Figcaption(label, className="unseen")])


def fold(name: str, lang: Language) -> html.Details:
    """Make a fold-out for the table of a picture."""
    return html.Details([html.Summary(say(lang, "show_table")), html.Div(id=name)])


def legend(lang: Language) -> html.Div:
    """Explain how conditions and lines of the graph are drawn."""
    told = [
        html.Span([html.B(sign, style={"color": CONDITION_COLOURS[condition]}), " ",
                   say(lang, f"condition.{condition}")], className="sign")
        for condition, sign in CONDITION_SIGNS.items()
    ]  # fmt: skip
    lines = [
        html.Span([html.I(className=f"line {relation}"), say(lang, f"link.{relation}")],
                  className="sign")
        for relation in LINK_DASHES if relation != "needs"
    ]  # fmt: skip
    return html.Div([html.Div(told, className="signs"), html.Div(lines, className="signs")])


def signs(lang: Language) -> html.Div:
    """Explain how states are drawn."""
    told = [
        html.Span(f"{STATE_SIGNS[state]} {say(lang, f'state.{state}')}", className=f"sign {state}")
        for state in STATES
    ]
    return html.Div(told, className="signs")


def choice(
    name: str, label: str, options: list[tuple[str, str]], value: str, *, shown: bool = True
) -> dmc.Select:
    """Let the reader choose one of a few things."""
    data = [{"value": key, "label": said} for key, said in options]
    return dmc.Select(
        id=name, label=label, data=data, value=value, allowDeselect=False, size="sm",
        className="choice", comboboxProps={"withinPortal": True},
        style={} if shown else {"display": "none"},
    )  # fmt: skip
