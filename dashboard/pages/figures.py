"""List every figure of a scenario with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any, Final
from urllib.parse import urlencode

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from dashboard.components.pieces import choice, framed
from dashboard.components.tables import table
from dashboard.evidence import Shelf
from dashboard.pages.evidence import views
from dashboard.texts import Language, say
from dashboard.viewmodels.grounds import RANK, SIGNS, counted, grounds, selected

BASES: Final[tuple[str, ...]] = RANK
USUAL: Final = "kakao-2022"
LONGEST: Final = 60
"""Letters that are searched for at most."""


@unique
class Ids(StrEnum):
    """Names of the parts."""

    SCENARIO = "figures-scenario"
    BASIS = "figures-basis"
    FIND = "figures-find"
    ROWS = "figures-rows"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures the reader wants to see."""

    scenario: str
    """Name of a shipped scenario."""
    basis: tuple[str, ...]
    """What they rest on; empty for anything."""
    find: str
    """A part of the path or of the source; empty for anything."""

    @property
    def query(self) -> dict[str, str]:
        """Write it as the query of an address."""
        return {"scenario": self.scenario, "basis": ",".join(self.basis), "find": self.find}


def wish_of(asked: Mapping[str, str]) -> Wanted:
    """Read what is wanted from an address; whatever is unknown is left out."""
    basis = tuple(name for name in asked.get("basis", "").split(",") if name in BASES)
    find = asked.get("find", "").strip()[:LONGEST]
    return Wanted(asked.get("scenario") or USUAL, basis, find)


def layout(
    shelf: Shelf, scenarios: list[tuple[str, str]], asked: Mapping[str, str], lang: Language
) -> html.Div:
    """Lay out the choice of a scenario and of a basis, and the figures.

    Parameters
    ----------
    shelf : Shelf
        Where scenarios are found.
    scenarios : list of (str, str)
        Name and title of every shipped scenario.
    asked : mapping of str to str
        Query of the address: scenario, basis, find.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Div
        The page.
    """
    wanted = wish_of(asked)
    known = {name for name, _ in scenarios}
    if wanted.scenario not in known and scenarios:
        wanted = Wanted(scenarios[0][0], wanted.basis, wanted.find)
    bases = [{"value": name, "label": say(lang, f"basis.{name}")} for name in BASES]
    form = html.Div(
        [
            choice(Ids.SCENARIO, say(lang, "figures.scenario"), scenarios, wanted.scenario),
            dmc.MultiSelect(id=Ids.BASIS, label=say(lang, "figures.basis"), data=bases,
                            value=list(wanted.basis), className="wide", size="sm"),
            dmc.TextInput(id=Ids.FIND, label=say(lang, "figures.find"), value=wanted.find,
                          size="sm", debounce=400, className="choice"),
        ],
        className="form",
    )  # fmt: skip
    return html.Div(
        [
            html.H1(say(lang, "figures.title")),
            html.P(say(lang, "figures.lead"), className="lead"),
            views(lang, "figures"),
            form,
            html.Div(listing(shelf, wanted, lang), id=Ids.ROWS, role="status"),
        ],
        className="page",
    )


def chosen(shelf: Shelf, wanted: Wanted, lang: Language) -> pd.DataFrame:
    """List the figures that are wanted."""
    return selected(grounds(shelf.figures(wanted.scenario), lang), wanted.basis, wanted.find)


def listing(shelf: Shelf, wanted: Wanted, lang: Language) -> list[Any]:
    """Lay out how many figures rest on what, and those that are wanted."""
    all_ = grounds(shelf.figures(wanted.scenario), lang)
    if all_.empty:
        return [html.P(say(lang, "figures.none"), className="note")]
    left = counted(all_)
    shares = [
        html.Span([html.B(f"{count:,}"), f" {SIGNS[basis]} ", say(lang, f"basis.{basis}")],
                  className=f"ground {basis}")
        for basis, count in left.items()
    ]  # fmt: skip
    rows = selected(all_, wanted.basis, wanted.find)
    href = f"/csv/evidence/figures.csv?{urlencode({'lang': lang, **wanted.query})}"
    body = html.Div(
        [
            html.Div(shares, className="grounds"),
            html.P(say(lang, "figures.left", count=f"{len(rows):,}", all=f"{len(all_):,}"),
                   className="note"),
            table(rows, lang, href, say(lang, "figures.title")),
        ],
        className="grounds-box",
    )  # fmt: skip
    return [framed(say(lang, "figures.table"), say(lang, "figures.hint"), body)]
