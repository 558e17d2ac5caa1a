"""Tell what calibration taught about each parameter, and what it left open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard.texts import Language, say, say_or
from dashboard.viewmodels.strips import Axis, Mark, Strip, axis, interval, point

COLUMNS: Final = ("parameter", "path", "unit", "prior_band", "median", "inner_band",
                  "outer_band", "width_ratio", "learnt")  # fmt: skip
GRADES: Final = ("narrowed", "same")
"""Whether anything was learnt."""
_INNER: Final = (0.25, 0.75)
Ensemble = Sequence[Mapping[str, float]]
"""Values by path, one mapping for each member."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """One parameter before and after calibration."""

    path: str
    """Where it stands in the scenario."""
    unit: str
    """Its unit."""
    prior: tuple[float, float]
    """5 and 95 % points before, in that unit."""
    points: tuple[float, ...]
    """5, 25, 50, 75 and 95 % points after, in that unit."""
    width: float
    """Width of the range after over that before, on the parameter's own scale."""
    identified: bool
    """Whether the calibration counts it as narrowed."""

    @property
    def grade(self) -> str:
        """Name what was learnt: narrowed, or same."""
        return "narrowed" if self.identified else "same"


def learnt(told: Iterable[Mapping[str, Any]], posterior: Ensemble) -> list[Learnt]:
    """Compare every parameter before and after calibration.

    Parameters
    ----------
    told : iterable of mapping
        What the manifest of a calibration says of each parameter.
    posterior : sequence of mapping
        Values by path, one mapping for each member that was kept.

    Returns
    -------
    list of Learnt
        What was narrowed most stands first.
    """
    after = pd.DataFrame(list(posterior))
    found = []
    for one in told:
        low, median, high = one["posterior"]
        inner = [float(value) for value in after[one["id"]].quantile(list(_INNER))]
        points = tuple(sorted((low, *inner, high, median)))
        ends = (one["prior"][0], one["prior"][-1])
        found.append(Learnt(one["id"], one["unit"], ends, points, one["width"], one["identified"]))
    return sorted(found, key=lambda row: row.width)


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
            f"{row.width:.2f}",
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
    share = say(lang, "learnt.width", percent=f"{100 * row.width:.0f}")
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
