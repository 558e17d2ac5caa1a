"""Name what became of an observation: the sign, the words, and how many runs speak for it."""

from typing import Final

from dashboard.texts import Language, say
from simulator.analysis.validation import Band, Judged, Validation
from simulator.experiments.calibrations import LEFT_OUT

SIGNS: Final = {
    "inner": "◉", "outer": "○", "miss": "✕", "kept": "△", "broken": "▽", "open": "–",  # noqa: RUF001 - a dash
}  # fmt: skip
"""One sign for each outcome, so that none is told by colour alone."""
MISSES: Final = ("miss", "broken")
"""Outcomes that speak against the model."""


def outcome(judged: Judged) -> str:
    """Name what became of an observation.

    Parameters
    ----------
    judged : Judged
        An observation beside what was predicted.

    Returns
    -------
    str
        Of a figure: inner, outer or miss, as it lies in the inner half of the predictions, in nine
        of ten, or in neither. Of a bound or an order: kept or broken, as at least half of the runs
        agree with it or fewer. Of either: open where there is no prediction.
    """
    return "open" if judged.band is None else _outcome(judged.band)


def told_outcome(judged: Judged, lang: Language) -> str:
    """Say what became of an observation, with its sign and for bounds the share that agrees."""
    if judged.band is None:
        return say(lang, "outcome.open")
    return told_band(judged.band, judged.observation.relation, lang)


def told_band(band: Band, relation: str, lang: Language) -> str:
    """Say how a band did.

    Parameters
    ----------
    band : Band
        Before or after calibration, or with rows left out.
    relation : str
        about, at_most or order.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    str
        The sign first.
    """
    found = _outcome(band)
    if band.agree is None:
        return say(lang, f"outcome.{found}")
    return say(lang, f"outcome.{found}.{relation}", share=f"{100 * band.agree:.0f}%")


def valued(judged: Judged, validation: Validation) -> tuple[int, int]:
    """Count the runs with a value, and all runs of the same ensemble.

    Parameters
    ----------
    judged : Judged
        An observation of the case.
    validation : Validation
        The case, whose provenance counts the runs.

    Returns
    -------
    tuple of int
        (0, n) where there is no band; (n, n) where the size of the ensemble is not recorded.
    """
    members: dict[str, int] = dict(validation.provenance.get("members", {}))
    after = judged.posterior is not None or judged.prior is None
    made = members.get("posterior", members.get("luck", 0)) if after else members.get("prior", 0)
    found = 0 if judged.band is None else judged.band.n
    return found, max(made, found)


def valued_unseen(judged: Judged, validation: Validation) -> tuple[int, int]:
    """Count the same for the runs that were calibrated without the rows of this service."""
    found = 0 if judged.left_out is None else judged.left_out.n
    members: dict[str, int] = dict(validation.provenance.get("members", {}))
    return found, max(members.get(LEFT_OUT + judged.observation.subject, 0), found)


def _outcome(band: Band) -> str:
    if band.agree is not None:
        return "kept" if band.hit90 else "broken"
    if band.hit50:
        return "inner"
    return "outer" if band.hit90 else "miss"
