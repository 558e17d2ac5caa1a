"""Tell what calibration taught about each parameter, and what it left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard.texts import Language, say, say_or
from dashboard.viewmodels.strips import Axis, Mark, Strip, axis, interval, point

COLUMNS: Final = ("parameter", "path", "unit", "prior_band", "median", "inner_band",
                  "outer_band", "covered", "learnt")  # fmt: skip
NARROW: Final = 0.5
"""Share of prior draws in the band after calibration below which much was learnt."""
OPEN: Final = 0.8
"""Share of prior draws in the band after calibration above which nothing much was learnt."""
GRADES: Final = ("narrowed", "partly", "same")
"""How much was learnt, most first."""
_POINTS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
Ensemble = Sequence[Mapping[str, float]]
"""Values by path, one mapping for each member."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """One parameter before and after calibration."""

    path: str
    """Where it stands in the scenario."""
    unit: str
    """Its unit; empty where it is not recorded."""
    prior: tuple[float, float]
    """5 and 95 % points before, in that unit."""
    points: tuple[float, ...]
    """5, 25, 50, 75 and 95 % points after, in that unit."""
    covered: float
    """Share of the draws before that lie between the 5 and 95 % points after."""

    @property
    def grade(self) -> str:
        """narrowed, partly or same."""
        if self.covered >= OPEN:
            return "same"
        return "narrowed" if self.covered <= NARROW else "partly"


def learnt(prior: Ensemble, posterior: Ensemble, units: Mapping[str, str]) -> list[Learnt]:
    """Compare the draws of every parameter before and after calibration.

    Parameters
    ----------
    prior, posterior : sequence of mapping
        Values by path, one mapping for each member.
    units : mapping of str to str
        Unit by path, where it is recorded.

    Returns
    -------
    list of Learnt
        What was narrowed most stands first.

    Notes
    -----
    The share of prior draws within the posterior's 90 % band does not depend on the scale of a
    parameter: 90 % where nothing was learnt, less where its range was narrowed.
    """
    before, after = pd.DataFrame(list(prior)), pd.DataFrame(list(posterior))
    found = []
    for path in before.columns:
        points = tuple(float(value) for value in after[path].quantile(list(_POINTS)))
        ends = before[path].quantile([_POINTS[0], _POINTS[-1]])
        covered = before[path].between(points[0], points[-1]).mean()
        outside = (float(ends.iloc[0]), float(ends.iloc[1]))
        found.append(Learnt(path, units.get(path, ""), outside, points, float(covered)))
    return sorted(found, key=lambda one: one.covered)


def learnt_strips(rows: Sequence[Learnt], lang: Language) -> tuple[Strip, ...]:
    """Draw each parameter on an axis of its own.

    Parameters
    ----------
    rows : sequence of Learnt
        What `learnt` found.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    tuple of Strip
        In the same order.
    """
    return tuple(_strip(row, lang) for row in rows)


def learnt_table(rows: Sequence[Learnt], lang: Language) -> pd.DataFrame:
    """List each parameter before and after calibration, as texts.

    Parameters
    ----------
    rows : sequence of Learnt
        What `learnt` found.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`.
    """
    cells = [
        (
            label(row.path, lang),
            row.path,
            row.unit,
            _between(*row.prior),
            _number(row.points[2]),
            _between(row.points[1], row.points[3]),
            _between(row.points[0], row.points[4]),
            f"{100 * row.covered:.0f}%",
            say(lang, f"outcome.{row.grade}"),
        )
        for row in rows
    ]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def label(path: str, lang: Language) -> str:
    """Name a parameter for people; by its path where it has no name."""
    return say_or(lang, f"parameter.{path}", path)


def _strip(row: Learnt, lang: Language) -> Strip:
    on = axis((*row.prior, *row.points))
    unit = f" {row.unit}" if row.unit not in ("", "1", "share") else ""
    said = say(
        lang,
        "learnt.said",
        prior=_between(*row.prior) + unit,
        outer=_between(row.points[0], row.points[4]) + unit,
        median=_number(row.points[2]) + unit,
    )
    share = say(lang, "learnt.covered", percent=f"{100 * row.covered:.0f}")
    ends = (_number(on.low) + unit, _number(on.high) + unit)
    return Strip(row.path, label(row.path, lang), row.grade, _marks(row, on), ends, (said, share),
                 (row.path,))  # fmt: skip


def _marks(row: Learnt, on: Axis) -> tuple[Mark, ...]:
    return (
        interval("prior", *row.prior, on),
        interval("outer", row.points[0], row.points[4], on),
        interval("inner", row.points[1], row.points[3], on),
        point("median", row.points[2], on),
    )


def _between(low: float, high: float) -> str:
    return f"{_number(low)} - {_number(high)}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"  # noqa: PLR2004 - grouped
