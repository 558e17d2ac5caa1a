"""Show a table as a real HTML table, with a link to the same as CSV."""

from typing import Any, Final

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from dashboard.components.aria import aria
from dashboard.texts import Language, say, say_or
from dashboard.viewmodels.cells import writer

LONGEST: Final = 300
"""Rows that a page shows; the file has them all."""


def table(frame: pd.DataFrame, lang: Language, href: str = "", label: str = "") -> html.Div:
    """Lay a table out under the headings of the catalogue.

    Parameters
    ----------
    frame : DataFrame
        Its columns have texts "column.<name>".
    lang : {"en", "ko"}
        Language of the headings.
    href : str
        Where the same table is had as CSV; no link if empty.
    label : str
        What the table shows, for those who hear the page.

    Returns
    -------
    Div
        A table that scrolls inside its box, and the link.
    """
    if frame.empty:
        return html.Div(html.P(say(lang, "no_rows"), className="note"))
    heads = [say_or(lang, f"column.{name}", str(name)) for name in frame.columns]
    writers = [writer(str(name)) for name in frame.columns]
    rows = [
        [write(value) for write, value in zip(writers, row, strict=True)]
        for row in frame.head(LONGEST).itertuples(index=False)
    ]
    box = html.Div(
        dmc.Table(
            data={"head": heads, "body": rows},  # one component: cells of their own are slow
            striped=True,
            stickyHeader=True,
            tabularNums=True,
            fz="sm",
        ),
        className="table-box",
        tabIndex=0,
        role="region",
        **aria(label or say(lang, "table")),
    )
    under: list[Any] = [html.A(say(lang, "csv"), href=href, className="csv")] if href else []
    if len(frame) > LONGEST:
        under.insert(0, html.Span(say(lang, "first_rows", rows=LONGEST), className="note"))
    return html.Div([box, html.Div(under, className="under")])
