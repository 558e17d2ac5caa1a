"""Lay intervals out as bars on axes of their own, each with its meaning in words."""

from typing import Any

from dash import html

from dashboard.components.aria import aria
from dashboard.texts import Language, say
from dashboard.viewmodels.strips import Mark, Strip


def strips(rows: tuple[Strip, ...], lang: Language) -> html.Ul:
    """List quantities, each with its intervals.

    Parameters
    ----------
    rows : tuple of Strip
        What `dashboard.viewmodels.bands` or `dashboard.viewmodels.learnt` makes.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Ul
        One item for each; every bar is also told in words.
    """
    return html.Ul([_row(row, lang) for row in rows], className="strips")


def key(kinds: tuple[tuple[str, str], ...]) -> html.Div:
    """Explain the marks of strips.

    Parameters
    ----------
    kinds : tuple of (str, str)
        Kind of mark and what it means here.

    Returns
    -------
    Div
        Each mark beside its words.
    """
    told = [
        html.Span([html.I(html.Span(className=f"mark-on {kind}"), **_unheard()), said])
        for kind, said in kinds
    ]
    return html.Div(told, className="strip-key")


def outcome(verdict: str, lang: Language, told: str = "") -> html.Span:
    """Say what became of an observation, with a sign and in words."""
    return html.Span(told or say(lang, f"outcome.{verdict}"), className=f"outcome {verdict}")


def _row(row: Strip, lang: Language) -> html.Li:
    head: list[Any] = [html.Div(row.label, className="strip-name")]
    if row.verdict:
        head.insert(0, outcome(row.verdict, lang, row.told))
    told = [html.Div(line, className="strip-said") for line in row.said]
    more = [html.Div(line, className="strip-said") for line in row.more]
    if row.links or len(row.more) > 1:
        more = [html.Div(_sources(row, lang), className="strip-said")]
    picture = [_strip(row), html.Div([html.Span(end) for end in row.ends],
                                     className="strip-ends")] if row.marks else []  # fmt: skip
    return html.Li([html.Div([*head, *more]), html.Div([*picture, *told])], className="strip-row")


def _strip(row: Strip) -> html.Div:
    spoken = f"{row.label}: {'; '.join(row.said)}"
    marks = [_mark(mark) for mark in row.marks]
    return html.Div(marks, className="strip", role="img", **aria(spoken))


def _mark(mark: Mark) -> html.Span:
    place = {"left": f"{mark.left}%"} | ({"width": f"{mark.width}%"} if mark.width else {})
    return html.Span(className=f"mark-on {mark.kind} {mark.cut}".rstrip(), style=place)


def _sources(row: Strip, lang: Language) -> html.Details:
    links = [
        html.A(say(lang, "source.link", number=number), href=url, target="_blank",
               rel="noopener noreferrer")
        for number, url in enumerate(row.links, 1)
    ]  # fmt: skip
    spaced = [part for link in links for part in (link, " ")]
    told = [html.Div(line) for line in row.more]
    return html.Details([html.Summary(say(lang, "source.summary")), *told, html.Div(spaced)])


def _unheard() -> Any:  # noqa: ANN401 - keyword arguments with hyphens have no type
    return {"aria-hidden": "true"}
