"""Set the observed interval of every figure beside what was predicted for it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from dashboard.texts import Language, say, say_or
from dashboard.viewmodels.outcomes import (
    outcome,
    told_band,
    told_outcome,
    valued,
    valued_unseen,
)
from dashboard.viewmodels.strips import Axis, Mark, Strip, axis, interval, point
from dashboard.viewmodels.verdicts import figure, wanted, what
from simulator.analysis.validation import Band, Judged, Validation

ORDER: Final = ("check", "informed", "fit")
"""Uses of observations, the ones that prove most first."""
COLUMNS: Final = (
    "what", "use", "observed", "range", "median", "inner_band", "outer_band", "prior_band",
    "left_out_band", "outcome", "valued", "crps", "crps_prior", "panel", "why", "cited", "links",
)  # fmt: skip
_FINE: Final = 0.1
"""Shares below which a tenth of a percent counts."""


def rows_of(
    validation: Validation, named: Mapping[str, str], lang: Language, use: str
) -> tuple[Strip, ...]:
    """List the observations of one use as strips.

    Parameters
    ----------
    validation : Validation
        Observations beside what was predicted.
    named : mapping of str to str
        Names by id.
    lang : {"en", "ko"}
        Language of the words.
    use : str
        check, informed or fit.

    Returns
    -------
    tuple of Strip
        In the order of the table of observations.
    """
    return tuple(_strip(row, validation, named, lang) for row in validation.rows if row.use == use)


def bands(validation: Validation, named: Mapping[str, str], lang: Language) -> pd.DataFrame:
    """List every observation with its bands, as texts.

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
    DataFrame
        The columns of `COLUMNS`; those that prove most first.
    """
    ranked = sorted(validation.rows, key=lambda row: ORDER.index(row.use))
    cells = [_cells(row, validation, named, lang) for row in ranked]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def amount(lang: Language, value: float | None, unit: str) -> str:
    """Write a value with its unit, small shares to a tenth of a percent.

    >>> amount("en", 0.002, "share"), amount("en", 0.25, "share"), amount("en", -0.0571, "share")
    ('0.2%', '25%', '-5.7%')
    """
    if value is not None and unit == "share" and abs(value) < _FINE:
        return f"{100 * value:.1f}%"
    return figure(lang, value, unit)


def told_reason(reason: str, lang: Language) -> str:
    """Say why there is no value, in the reader's language where it is a known reason."""
    return say_or(lang, "reason." + re.sub(r"[^a-z]+", "_", reason.lower()).strip("_"), reason)


def _strip(row: Judged, validation: Validation, named: Mapping[str, str], lang: Language) -> Strip:
    plain = row.observation.model_dump(mode="json")
    on = _axis(row)
    marks = tuple(_marks(row, on))
    unit = row.observation.unit
    ends = (amount(lang, on.low, unit), amount(lang, on.high, unit))
    return Strip(
        id=row.observation.id,
        label=what(plain, named, lang),
        verdict=outcome(row),
        marks=marks if row.band else (),
        ends=ends if row.band else ("", ""),
        said=(*_said(row, plain, lang), *_in_part(row, validation, lang)),
        more=tuple(_more(row, lang)),
        links=tuple(row.observation.source_url.split()),
        told=told_outcome(row, lang),
    )


def _axis(row: Judged) -> Axis:
    """Show the band and what was observed, and of the prior what does not squeeze them."""
    seen, band = row.observation, row.band
    needed = [seen.observed] if seen.relation == "order" else [seen.low, seen.observed, seen.high]
    if band is not None:
        needed += [band.low90, band.high90]
    prior = row.prior
    return axis(needed, () if prior is None else (prior.low90, prior.high90))


def _marks(row: Judged, on: Axis) -> Iterator[Mark]:
    seen, band = row.observation, row.band
    yield interval("observed", seen.low, seen.high, on)
    if row.prior is not None:
        yield interval("prior", row.prior.low90, row.prior.high90, on)
    if band is not None:
        yield interval("outer", band.low90, band.high90, on)
        yield interval("inner", band.low50, band.high50, on)
        yield point("median", band.median, on)
    if seen.relation == "about":
        yield point("seen", seen.observed, on)


def _said(row: Judged, plain: Mapping[str, Any], lang: Language) -> Iterator[str]:
    seen, band = row.observation, row.band
    observed = amount(lang, seen.observed, seen.unit)
    told = wanted(plain, lang)
    said = told if seen.relation == "at_most" else f"{observed} ({told})"
    yield say(lang, "bands.observed", value=said)
    if band is None:
        yield say(lang, "bands.none", reason=told_reason(row.reason, lang))
        return
    yield say(
        lang,
        "bands.predicted",
        median=amount(lang, band.median, seen.unit),
        inner=between(band.low50, band.high50, seen.unit, lang),
        outer=between(band.low90, band.high90, seen.unit, lang),
    )
    if row.left_out is not None:
        found = told_band(row.left_out, seen.relation, lang)
        yield say(lang, "bands.left_out", found=found, outer=_outer(row.left_out, seen.unit, lang))


def _in_part(row: Judged, validation: Validation, lang: Language) -> Iterator[str]:
    """Say how many runs have a value where some have none."""
    counted = {"bands.in_part": valued(row, validation)}
    counted["bands.in_part_unseen"] = valued_unseen(row, validation)
    for key, (found, made) in counted.items():
        if 0 < found < made:
            yield say(lang, key, count=found, runs=made)


def _more(row: Judged, lang: Language) -> Iterator[str]:
    seen = row.observation
    if row.posterior is not None and row.prior is not None:
        found = told_band(row.prior, seen.relation, lang)
        yield say(lang, "bands.prior", found=found, outer=_outer(row.prior, seen.unit, lang))
    if seen.panel:
        yield say(lang, "source.panel", panel=seen.panel)
    grade = say(lang, f"confidence.{seen.confidence}")
    yield say(lang, "source.said", source=seen.source, confidence=grade)
    if seen.note:
        yield seen.note


def between(low: float, high: float, unit: str, lang: Language) -> str:
    """Write a range, with its unit once where that is a word.

    >>> between(1000.0, 2000.0, "persons", "en")
    '1,000 - 2,000 people'
    """
    first, last = amount(lang, low, unit), amount(lang, high, unit)
    if unit in ("h", "persons", "servers"):
        first = first.replace(say(lang, f"unit.{unit}", value=""), "")
    return f"{first} - {last}"


def _outer(band: Band | None, unit: str, lang: Language) -> str:
    return "" if band is None else between(band.low90, band.high90, unit, lang)


def _cells(
    row: Judged, validation: Validation, named: Mapping[str, str], lang: Language
) -> tuple[str, ...]:
    seen, band = row.observation, row.band
    found, made = valued(row, validation)
    plain = seen.model_dump(mode="json")
    return (
        what(plain, named, lang),
        say(lang, f"evidence.use.{row.use}"),
        amount(lang, seen.observed, seen.unit),
        wanted(plain, lang),
        "" if band is None else amount(lang, band.median, seen.unit),
        "" if band is None else between(band.low50, band.high50, seen.unit, lang),
        _outer(band, seen.unit, lang),
        _outer(row.prior, seen.unit, lang),
        _outer(row.left_out, seen.unit, lang),
        told_outcome(row, lang),
        say(lang, "bands.valued", count=found, runs=made) if found else "",
        _score(row.posterior or row.prior),
        _score(row.prior),
        seen.panel,
        told_reason(row.reason, lang) if row.reason else "",
        seen.source,
        seen.source_url,
    )


def _score(band: Band | None) -> str:
    return "" if band is None or band.crps is None else f"{band.crps:.3g}"
