"""Answer what the model got right about real cases, and what it did not."""

from collections.abc import Mapping
from enum import StrEnum, unique
from typing import Any, Final
from urllib.parse import urlencode

from dash import dcc, html

from dashboard.components.aria import aria
from dashboard.components.pieces import choice, framed
from dashboard.components.strips import key, outcome, strips
from dashboard.components.tables import table
from dashboard.evidence import Shelf, title_of
from dashboard.texts import Language, say
from dashboard.viewmodels.bands import ORDER, bands, rows_of
from dashboard.viewmodels.gallery import scores, tallies
from dashboard.viewmodels.names import names
from dashboard.viewmodels.outcomes import MISSES, SIGNS
from simulator.analysis.validation import Validation
from simulator.experiments.gallery import GALLERY, GalleryCase, gallery_case

PATH: Final = "/evidence"
VIEWS: Final = ("cases", "parameters", "figures")
SHOWN: Final = ("all", *ORDER, "miss")
"""What the filter of a case can leave: a use of observations, or what was missed."""
MARKS: Final = ("seen", "observed", "inner", "outer", "median", "prior")


@unique
class Ids(StrEnum):
    """Names of the parts."""

    CASE = "evidence-case"
    SHOWN = "evidence-shown"
    ROWS = "evidence-rows"
    WRITTEN = "evidence-written"


def address(lang: Language, **asked: str) -> str:
    """Give the address of a view of this page."""
    return f"{PATH}?{urlencode({'lang': lang, **asked})}"


def views(lang: Language, here: str) -> html.Nav:
    """Link the views of this page."""
    asked: dict[str, dict[str, str]] = {name: {"view": name} for name in VIEWS[1:]}
    links = [
        dcc.Link(
            say(lang, f"evidence.view.{name}"),
            href=address(lang, **asked.get(name, {})),
            className="link here" if name == here else "link",
        )
        for name in VIEWS
    ]
    return html.Nav(links, className="views", **aria(say(lang, "evidence.views")))


def layout(shelf: Shelf, asked: Mapping[str, str], lang: Language) -> html.Div:
    """Lay out the gallery, or the page of one case.

    Parameters
    ----------
    shelf : Shelf
        What was recorded.
    asked : mapping of str to str
        Query of the address: case, show.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        The page; an unknown case leads to the gallery.
    """
    case = gallery_case(asked.get("case", ""))
    if case is not None:
        return _case_page(shelf, case, asked.get("show", "all"), lang)
    found = {case: shelf.validation(case.id) for case in GALLERY}
    cards = [_card(case, validation, shelf, lang) for case, validation in found.items()]
    told = recorded(shelf, lang)
    parts: list[Any] = [
        html.H1(say(lang, "evidence.title")),
        html.P(say(lang, "evidence.lead"), className="lead"),
        views(lang, "cases"),
        _signs(lang),
        html.Div(cards, className="cases"),
    ]
    if told:
        listed = table(scores(told, lang), lang, f"/csv/evidence/scores.csv?lang={lang}")
        parts.append(
            framed(say(lang, "evidence.scores"), say(lang, "evidence.scores_hint"), listed)
        )
    return html.Div(parts, className="page")


def recorded(shelf: Shelf, lang: Language) -> list[tuple[str, Validation, Mapping[str, str]]]:
    """List the cases with a record: title, what was predicted, names by id."""
    found = [(case, shelf.validation(case.id)) for case in GALLERY]
    return [
        (title_of(case, lang), part, names(shelf.scenario(part.scenario), lang))
        for case, part in found
        if part is not None
    ]


def shown_rows(validation: Validation, shelf: Shelf, show: str, lang: Language) -> list[Any]:
    """Lay out the observations that a filter leaves, grouped by what they prove.

    Parameters
    ----------
    validation : Validation
        Observations beside what was predicted.
    shelf : Shelf
        Where scenarios are found.
    show : str
        all, check, informed, fit or miss.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    list
        A card for each group; a sentence where nothing is left.
    """
    named = names(shelf.scenario(validation.scenario), lang)
    cards = []
    for use in ORDER if show in ("all", "miss") else (show,):
        rows = rows_of(validation, named, lang, use)
        left = tuple(row for row in rows if show != "miss" or row.verdict in MISSES)
        if left:
            title = say(lang, "evidence.group", use=say(lang, f"evidence.use.{use}"),
                        count=len(left))  # fmt: skip
            cards.append(framed(title, say(lang, f"evidence.proves.{use}"), strips(left, lang)))
    return cards or [html.P(say(lang, "evidence.nothing_left"), className="note")]


def _signs(lang: Language) -> html.Div:
    told = [outcome(verdict, lang) for verdict in SIGNS]
    return html.Div(told, className="signs")


def _card(
    case: GalleryCase, validation: Validation | None, shelf: Shelf, lang: Language
) -> html.Article:
    href = address(lang, case=case.id)
    head = html.H2(dcc.Link(title_of(case, lang), href=href, className="case-link"))
    about = html.P(say(lang, f"evidence.about.{case.id}"), className="hint")
    return html.Article([head, about, *_tallied(validation, shelf, lang)], className="card case")


def _tallied(
    validation: Validation | None, shelf: Shelf, lang: Language, *, unfolded: bool = False
) -> list[Any]:
    """Count the outcomes of each use, or say that nothing is recorded."""
    if validation is None:
        return [html.P(say(lang, "evidence.unrecorded"), className="note")]
    told: list[Any] = []
    for tally in tallies(validation, names(shelf.scenario(validation.scenario), lang), lang):
        dots = [
            html.Span(SIGNS[one], className=f"outcome {one}", title=named)
            for one, named in tally.outcomes
        ]
        said: list[Any] = [html.Div(dots, className="dots", **_unheard()), html.Div(tally.said)]
        if tally.missed:
            summary = html.Summary(say(lang, "evidence.missed", count=len(tally.missed)))
            listed = html.Ul([html.Li(one) for one in tally.missed])
            said.append(html.Details([summary, listed], open=unfolded))
        if tally.taught:
            said.append(html.Div(tally.taught))
        told += [html.Dt(tally.label), html.Dd(said)]
    return [html.Dl(told, className="tallies")]


def _case_page(shelf: Shelf, case: GalleryCase, show: str, lang: Language) -> html.Div:
    validation = shelf.validation(case.id)
    show = show if show in SHOWN else "all"
    options = [(one.id, title_of(one, lang)) for one in GALLERY]
    opening = html.Div(
        [
            html.Div(
                [
                    dcc.Link(say(lang, "evidence.back"), href=address(lang), className="csv"),
                    html.H1(title_of(case, lang)),
                    html.P(say(lang, f"evidence.about.{case.id}"), className="lead"),
                ]
            ),
            html.Div(choice(Ids.CASE, say(lang, "evidence.case"), options, case.id),
                     className="side"),
        ],
        className="opening",
    )  # fmt: skip
    if validation is None:
        missing = html.P(say(lang, "evidence.unrecorded"), className="note")
        return html.Div([opening, views(lang, "cases"), missing], className="page")
    marks = tuple((kind, say(lang, f"mark.{kind}")) for kind in marks_of(validation))
    filters = [(one, say(lang, f"evidence.show.{one}")) for one in SHOWN]
    head = framed(
        say(lang, "evidence.summary"),
        made_from(validation, lang),
        html.Div([*_tallied(validation, shelf, lang, unfolded=True), _signs(lang), key(marks)]),
        controls=choice(Ids.SHOWN, say(lang, "evidence.show"), filters, show),
        below=html.P(_reading(case, lang), className="note"),
    )
    rows = html.Div(shown_rows(validation, shelf, show, lang), id=Ids.ROWS, className="rows")
    written = html.Div(id=Ids.WRITTEN, hidden=True)
    listing = framed(say(lang, "evidence.table"), say(lang, "evidence.table_hint"),
                     _listed(case, validation, shelf, lang))  # fmt: skip
    return html.Div([opening, views(lang, "cases"), head, rows, listing, written],
                    className="page")  # fmt: skip


def _listed(case: GalleryCase, validation: Validation, shelf: Shelf, lang: Language) -> html.Div:
    named = names(shelf.scenario(validation.scenario), lang)
    href = f"/csv/evidence/{case.id}.csv?lang={lang}"
    rows = bands(validation, named, lang).drop(columns="links")
    listed = table(rows, lang, href, say(lang, "evidence.table"))
    return html.Div(listed, className="roomy")


def _reading(case: GalleryCase, lang: Language) -> str:
    said = say(lang, "evidence.reading")
    return f"{said} {say(lang, 'evidence.part')}" if case.subjects else said


def made_from(validation: Validation, lang: Language) -> str:
    """Say how the predictions were made."""
    told = validation.provenance
    size = f"{validation.people:,}"
    key_ = "evidence.made" if validation.people else "evidence.made_machines"
    members = dict(told.get("members", {}))
    if "luck" in members:
        return say(lang, "evidence.made_luck", runs=members["luck"], people=size)
    before, after = members.get("prior", 0), members.get("posterior", 0)
    said = say(lang, key_, before=before, after=after, people=size)
    own = told.get("origin", validation.scenario) == validation.scenario
    return said if own else f"{said} {say(lang, 'evidence.carried')}"


def marks_of(validation: Validation) -> tuple[str, ...]:
    """List the marks that the strips of a case have."""
    priors = any(row.prior is not None for row in validation.rows)
    return MARKS if priors else MARKS[:-1]


def _unheard() -> Any:  # noqa: ANN401 - keyword arguments with hyphens have no type
    return {"aria-hidden": "true"}
