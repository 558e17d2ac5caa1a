"""List the figures of a scenario with what they rest on, the weakest grounds first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard.texts import Language, say, say_or
from simulator.analysis.provenance import WEAKEST_FIRST, Figure
from simulator.analysis.rests_on import Badge

CONVENTION: Final = "convention"
"""In place of a basis where there is nothing to know."""
RANK: Final = (*WEAKEST_FIRST, CONVENTION)
"""What figures rest on, the weakest grounds first."""
SIGNS: Final = {"measured": "●", "literature": "▤", "derived": "◆", "judgement": "▲",
                "invented": "✎", CONVENTION: "="}  # fmt: skip
"""One sign for each basis, so that none is told by colour alone."""


@dataclass(frozen=True, slots=True)
class Rests:
    """What a section of results rests on."""

    basis: str
    """measured, literature, derived, judgement or invented."""
    said: str
    """The same with its sign, in words."""
    why: str
    """The reason."""


SECTIONS: Final = {
    "numbers": "harm", "map": "needs", "graph": "services", "demand": "needs",
    "quality": "services", "moves": "moves", "services": "services", "segments": "harm",
    "observations": "observations", "hazards": "hazards", "events": "story", "heads": "harm",
    "money": "money", "paid": "money", "jobs": "jobs", "moved": "attribution",
    "reach": "reachability", "later": "afterwards", "markets": "afterwards", "life": "needs",
}  # fmt: skip
"""By name of a section on a page, the result that it shows."""


def rests(badges: Mapping[str, Badge], section: str, lang: Language) -> Rests | None:
    """Say what a section rests on.

    Parameters
    ----------
    badges : mapping of str to Badge
        What `simulator.analysis.rests_on.rests_on` found.
    section : str
        Name of a section on a page.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Rests or None
        None where the scenario has no figures for it.
    """
    result = SECTIONS[section]
    found = badges.get(result)
    if found is None:
        return None
    said = f"{SIGNS[found.basis]} {say(lang, f'basis.{found.basis}')}"
    why = say(lang, f"rests.{result}")
    if not found.counts:
        return Rests(found.basis, said, why)
    total, weak = sum(found.counts.values()), found.counts.get(found.basis, 0)
    told = ", ".join(f"{say(lang, f'basis.{b}')} {n:,}" for b, n in found.counts.items())
    of = say(lang, "rests.of", count=f"{weak:,}", all=f"{total:,}")
    return Rests(found.basis, f"{said} {of}", f"{why} {say(lang, 'rests.counts', told=told)}")


def grounds(figures: Iterable[Figure], lang: Language) -> pd.DataFrame:
    """List figures as texts.

    Parameters
    ----------
    figures : iterable of Figure
        What `simulator.analysis.provenance.figures` yields.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        basis, path, value, unit, band, confidence, cited, code (of the basis).
    """
    ranked = sorted(((_code(one), one) for one in figures), key=lambda pair: RANK.index(pair[0]))
    cells = [
        (
            f"{SIGNS[code]} {say(lang, f'basis.{code}')}",
            one.path,
            _number(one.value),
            one.unit,
            _range(one.low, one.high),
            say_or(lang, f"certainty.{one.confidence}", one.confidence),
            one.source,
            code,
        )
        for code, one in ranked
    ]
    columns = ["basis", "path", "value", "unit", "band", "certainty", "cited", "code"]
    return pd.DataFrame(cells, columns=columns)


def counted(table: pd.DataFrame) -> dict[str, int]:
    """Count the figures by what they rest on, the weakest grounds first."""
    found = table["code"].value_counts()
    return {basis: int(found[basis]) for basis in RANK if basis in found}


def selected(table: pd.DataFrame, basis: Sequence[str], find: str) -> pd.DataFrame:
    """Leave the figures on some grounds whose path or source has a text in it.

    Parameters
    ----------
    table : DataFrame
        What `grounds` lists.
    basis : sequence of str
        What they rest on; empty for anything.
    find : str
        Searched for in path and source, in whatever case; empty for anything.

    Returns
    -------
    DataFrame
        Without the column of codes.
    """
    left = table[table["code"].isin(list(basis))] if basis else table
    if find:
        text = left["path"] + " " + left["cited"]
        left = left[text.str.contains(find, case=False, regex=False)]
    return left.drop(columns="code")


def _code(figure: Figure) -> str:
    """Name what a figure rests on; nothing has to be known of a convention."""
    return CONVENTION if figure.convention else figure.basis


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{_number(low)} - {_number(high)}"


def _number(value: float) -> str:
    return f"{value:,.6g}"
