"""Sum up, for each real case, how many observations were predicted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.texts import Language, say
from dashboard.viewmodels.bands import ORDER
from dashboard.viewmodels.outcomes import MISSES, outcome, told_outcome
from dashboard.viewmodels.verdicts import what
from simulator.analysis.validation import Count, Judged, Use, Validation


@dataclass(frozen=True, slots=True)
class Tally:
    """What a card says of the observations of one use."""

    use: Use
    """check, informed or fit."""
    label: str
    """What these observations prove."""
    outcomes: tuple[tuple[str, str], ...]
    """Of each observation: what became of it, and in words which one it is and how it did."""
    said: str
    """The counts in words."""
    missed: tuple[str, ...]
    """Names of the observations that were missed."""
    taught: str
    """What calibration did to bands and scores; empty where nothing can be compared."""


def tallies(validation: Validation, named: Mapping[str, str], lang: Language) -> tuple[Tally, ...]:
    """Count hits for each use that occurs, those that prove most first.

    Parameters
    ----------
    validation : Validation
        Observations beside what was predicted.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    tuple of Tally
        One for each use with a row.
    """
    by_use = {count.use: count for count in validation.counts}
    return tuple(
        _tally(by_use[use], [row for row in validation.rows if row.use == use], named, lang)
        for use in ORDER
        if use in by_use and by_use[use].rows
    )


def _tally(count: Count, rows: list[Judged], named: Mapping[str, str], lang: Language) -> Tally:
    told = [(row, what(row.observation.model_dump(mode="json"), named, lang)) for row in rows]
    return Tally(
        count.use,
        say(lang, f"evidence.use.{count.use}"),
        tuple((outcome(row), f"{name}: {told_outcome(row, lang)}") for row, name in told),
        _said(count, rows, lang),
        tuple(name for row, name in told if outcome(row) in MISSES),
        _taught(count, lang),
    )


def scores(
    validations: Iterable[tuple[str, Validation, Mapping[str, str]]], lang: Language
) -> pd.DataFrame:
    """List the counts of all cases, with those before calibration beside them.

    Parameters
    ----------
    validations : iterable of (str, Validation, mapping of str to str)
        Name of the case in words, what was predicted, and names by id.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        case, use, rows, answered, hit90, prior_hit90, hit50, prior_hit50, crps_ratio, width_ratio,
        missed.
    """
    cells = []
    for name, validation, named in validations:
        by_use = {count.use: count for count in validation.counts}
        cells += [
            (name, one.label, *_counts(by_use[one.use], validation), "; ".join(one.missed))
            for one in tallies(validation, named, lang)
        ]
    columns = ["case", "use", "rows", "answered", "hit90", "prior_hit90", "hit50", "prior_hit50",
               "crps_ratio", "width_ratio", "missed"]  # fmt: skip
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


def _said(count: Count, rows: Iterable[Judged], lang: Language) -> str:
    """Count hits, of bounds and orders apart from those of figures."""
    if not count.answered:
        return say(lang, "evidence.unanswered", rows=count.rows)
    found = [outcome(row) for row in rows]
    kept, bounds = found.count("kept"), found.count("kept") + found.count("broken")
    figures = count.answered - bounds
    parts = []
    if figures:
        parts.append(say(lang, "evidence.hits", answered=figures, hit90=count.hit90 - kept,
                         hit50=count.hit50 - kept))  # fmt: skip
    if bounds:
        parts.append(say(lang, "evidence.kept", answered=bounds, kept=kept))
    if missing := count.rows - count.answered:
        parts.append(say(lang, "evidence.missing", count=missing))
    return " ".join(parts)


def _taught(count: Count, lang: Language) -> str:
    """Say whether calibration helped where nothing was fitted."""
    if count.use == "fit" or count.crps_ratio is None or count.width_ratio is None:
        return ""
    score, width = round(count.crps_ratio, 2), round(count.width_ratio, 2)
    shape = "narrower" if width < 1 else "wider" if width > 1 else "same"
    better = "better" if score < 1 else "same" if score == 1 else "worse"
    return say(
        lang,
        "evidence.taught",
        width=say(lang, f"evidence.width.{shape}", ratio=f"{width:.2f}"),
        score=say(lang, f"evidence.score.{better}", ratio=f"{score:.2f}"),
        hits=say(lang, "evidence.hits_before_after", before=count.prior_hit90,
                 after=count.hit90, answered=count.answered),
    )  # fmt: skip
