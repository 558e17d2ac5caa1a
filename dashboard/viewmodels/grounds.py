"""List the figures of a scenario with what they rest on, the weakest grounds first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard.texts import Language, say, say_or

RANK: Final = ("invented", "judgement", "derived", "literature", "measured")
"""What figures rest on, the weakest grounds first."""
SIGNS: Final = {"measured": "●", "literature": "▤", "derived": "◆", "judgement": "▲",
                "invented": "✎"}  # fmt: skip
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


def grounds(figures: Iterable[Any], lang: Language) -> pd.DataFrame:
    """List figures as texts.

    Parameters
    ----------
    figures : iterable
        What `simulator.analysis.provenance.figures` yields.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        basis, path, value, unit, band, confidence, cited, code (of the basis).
    """
    ranked = sorted(figures, key=lambda one: RANK.index(one.basis))
    cells = [
        (
            f"{SIGNS[one.basis]} {say(lang, f'basis.{one.basis}')}",
            one.path,
            _number(one.value),
            one.unit,
            _range(one.low, one.high),
            say_or(lang, f"certainty.{one.confidence}", one.confidence),
            one.source,
            one.basis,
        )
        for one in ranked
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


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{_number(low)} - {_number(high)}"


def _number(value: float) -> str:
    return f"{value:,.6g}"
