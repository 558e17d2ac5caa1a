"""Hand out the table behind a picture as CSV."""

import flask
import pandas as pd

from dashboard.pages.pictures import TABLES, wish
from dashboard.ports import RunLibrary
from dashboard.texts import Language, language, say

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(frame: pd.DataFrame, lang: Language) -> bytes:
    """Write a table for spreadsheets, with a mark that keeps Korean readable in them.

    Parameters
    ----------
    frame : DataFrame
        Its columns have texts "column.<name>".
    lang : {"en", "ko"}
        Language of the headings.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark; no cell is a formula.
    """
    heads = {name: say(lang, f"column.{name}") for name in frame.columns}
    safe = frame.map(csv_cell).rename(columns=heads)
    return str(safe.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def csv_cell(value: object) -> object:
    """Keep a text from being read as a formula.

    >>> csv_cell("=1+1"), csv_cell(-1.5)
    ("'=1+1", -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def offer(server: flask.Flask, library: RunLibrary) -> None:
    """Add the address of every table to a web server.

    Parameters
    ----------
    server : Flask
        The server.
    library : RunLibrary
        Where runs are found.
    """

    @server.get("/csv/<run>/<name>.csv")
    def table(run: str, name: str) -> flask.Response:
        loaded = library.load(run)
        if loaded is None or name not in TABLES:
            flask.abort(404)
        lang = language(flask.request.args.get("lang"))
        frame = TABLES[name](wish(loaded, flask.request.args, lang))
        answer = flask.Response(csv(frame, lang), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{run[:8]}.csv"'
        return answer
