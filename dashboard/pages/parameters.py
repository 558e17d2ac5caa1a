"""Answer what calibration taught about each parameter, and what it left open."""

from typing import Any, Final

from dash import html

from dashboard.components.pieces import framed
from dashboard.components.strips import key, strips
from dashboard.components.tables import table
from dashboard.evidence import Shelf
from dashboard.pages.evidence import views
from dashboard.texts import Language, say
from dashboard.viewmodels.learnt import GRADES, Learnt, learnt, learnt_strips, learnt_table

CALIBRATED: Final = "kakao-2022"
"""The case from which parameters were set."""
MARKS: Final = ("prior", "outer", "inner", "median")


def layout(shelf: Shelf, lang: Language) -> html.Div:
    """Lay out every calibrated parameter before and after.

    Parameters
    ----------
    shelf : Shelf
        What was recorded.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        The page; it says so where no calibration is recorded.
    """
    opening: list[Any] = [html.H1(say(lang, "learnt.title"))]
    rows = known(shelf)
    if rows is None:
        missing = html.P(say(lang, "learnt.unrecorded"), className="note")
        return html.Div([*opening, views(lang, "parameters"), missing], className="page")
    found = shelf.ensemble(CALIBRATED)
    size = {} if found is None else {"before": len(found.prior), "after": len(found.posterior)}
    marks = tuple((kind, say(lang, f"mark.after.{kind}")) for kind in MARKS)
    listed = table(learnt_table(rows, lang), lang, f"/csv/evidence/parameters.csv?lang={lang}",
                   say(lang, "learnt.table"))  # fmt: skip
    return html.Div(
        [
            *opening,
            html.P(say(lang, "learnt.lead", **size), className="lead"),
            views(lang, "parameters"),
            key(marks),
            *groups(rows, lang),
            framed(say(lang, "learnt.table"), say(lang, "learnt.table_hint"), listed),
        ],
        className="page",
    )


def known(shelf: Shelf) -> list[Learnt] | None:
    """Compare the recorded ensembles; none where there are none."""
    found = shelf.ensemble(CALIBRATED)
    if found is None or not found.posterior:
        return None
    return learnt(found.manifest["parameters"], found.posterior)


def groups(rows: list[Learnt], lang: Language) -> list[Any]:
    """Frame the parameters by how much was learnt about them."""
    cards = []
    for grade in GRADES:
        left = [row for row in rows if row.grade == grade]
        if left:
            title = say(lang, f"learnt.{grade}", count=len(left))
            hint = say(lang, f"learnt.{grade}_hint")
            cards.append(framed(title, hint, strips(learnt_strips(left, lang), lang)))
    return cards
