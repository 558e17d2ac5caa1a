"""Hand out the table behind a picture as CSV."""

from collections.abc import Mapping

import flask
import pandas as pd

from dashboard.evidence import Shelf
from dashboard.pages.evidence import recorded
from dashboard.pages.figures import chosen, wish_of
from dashboard.pages.parameters import known
from dashboard.pages.pictures import TABLES, wish
from dashboard.ports import RunLibrary
from dashboard.texts import Language, language, say
from dashboard.viewmodels.bands import bands
from dashboard.viewmodels.gallery import scores
from dashboard.viewmodels.learnt import learnt_table
from dashboard.viewmodels.names import names
from simulator.experiments.gallery import gallery_case

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
        return _file(frame, lang, f"{name}-{run[:8]}")


def offer_evidence(server: flask.Flask, shelf: Shelf) -> None:
    """Add the addresses of the tables of evidence to a web server.

    Parameters
    ----------
    server : Flask
        The server.
    shelf : Shelf
        What was recorded.
    """

    @server.get("/csv/evidence/<name>.csv")
    def evidence(name: str) -> flask.Response:
        lang = language(flask.request.args.get("lang"))
        frame = evidence_table(shelf, name, flask.request.args, lang)
        if frame is None:
            flask.abort(404)
        return _file(frame, lang, name)


def evidence_table(
    shelf: Shelf, name: str, asked: Mapping[str, str], lang: Language
) -> pd.DataFrame | None:
    """Make a table of evidence.

    Parameters
    ----------
    shelf : Shelf
        What was recorded.
    name : str
        scores, parameters, figures, or the id of a case.
    asked : mapping of str to str
        Query of the address.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame or None
        None where there is no table of this name, or nothing was recorded.
    """
    match name:
        case "scores":
            return scores(recorded(shelf, lang), lang)
        case "parameters":
            rows = known(shelf)
            return None if rows is None else learnt_table(rows, lang)
        case "figures":
            return chosen(shelf, wish_of(asked), lang)
        case _:
            return _bands(shelf, name, lang)


def _bands(shelf: Shelf, name: str, lang: Language) -> pd.DataFrame | None:
    validation = None if gallery_case(name) is None else shelf.validation(name)
    if validation is None:
        return None
    named = names(shelf.scenario(validation.scenario), lang)
    return bands(validation, named, lang)


def _file(frame: pd.DataFrame, lang: Language, name: str) -> flask.Response:
    answer = flask.Response(csv(frame, lang), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
