"""Sum up, for each real case, how many observations were predicted."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard.texts import Language, say
from dashboard.viewmodels.bands import ORDER, outcome
from simulator.analysis.validation import Count, Validation

SIGNS = {"inner": "◉", "outer": "○", "miss": "✕", "open": "–"}  # noqa: RUF001 - a dash
"""One sign for each outcome, so that none is told by colour alone."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a card says of the observations of one use."""

    use: str
    """check, informed or fit."""
    label: str
    """What these observations prove."""
    outcomes: tuple[str, ...]
    """Of each observation: inner, outer, miss or open."""
    said: str
    """The counts in words."""


def tallies(validation: Validation, lang: Language) -> tuple[Tally, ...]:
    """Count hits for each use that occurs, those that prove most first.

    Parameters
    ----------
    validation : Validation
        Observations beside what was predicted.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    tuple of Tally
        One for each use with a row.
    """
    by_use = {count.use: count for count in validation.counts}
    return tuple(
        Tally(
            use,
            say(lang, f"evidence.use.{use}"),
            tuple(outcome(row) for row in validation.rows if row.use == use),
            _said(by_use[use], lang),
        )
        for use in ORDER
        if use in by_use and by_use[use].rows
    )


def scores(validations: Iterable[tuple[str, Validation]], lang: Language) -> pd.DataFrame:
    """List the counts of all cases, with those before calibration beside them.

    Parameters
    ----------
    validations : iterable of (str, Validation)
        Name of the case in words, and what was predicted.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        case, use, rows, answered, hit90, prior_hit90, hit50, prior_hit50, crps_ratio, width_ratio.
    """
    cells = []
    for name, validation in validations:
        ranked = sorted(validation.counts, key=lambda one: ORDER.index(one.use))
        cells += [
            (name, say(lang, f"evidence.use.{count.use}"), *_counts(count, validation))
            for count in ranked
            if count.rows
        ]
    columns = ["case", "use", "rows", "answered", "hit90", "prior_hit90", "hit50", "prior_hit50",
               "crps_ratio", "width_ratio"]  # fmt: skip
    return pd.DataFrame(cells, columns=columns)


def _counts(count: Count, validation: Validation) -> tuple[object, ...]:
    """List the counts; those before calibration stay empty where there was none."""
    ratios = [count.crps_ratio, count.width_ratio]
    before = any(row.prior is not None for row in validation.rows if row.use == count.use)
    return (
        count.rows,
        count.answered,
        count.hit90,
        count.prior_hit90 if before else "",
        count.hit50,
        count.prior_hit50 if before else "",
        *("" if ratio is None else f"{ratio:.2f}" for ratio in ratios),
    )


def _said(count: Count, lang: Language) -> str:
    if not count.answered:
        return say(lang, "evidence.unanswered", rows=count.rows)
    said = say(lang, "evidence.hits", answered=count.answered, hit90=count.hit90, hit50=count.hit50)
    missing = count.rows - count.answered
    more = say(lang, "evidence.missing", count=missing) if missing else ""
    return f"{said} {more}".rstrip()
