"""Judge what an ensemble of runs predicts by what was observed: bands, hits and scores."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Final

from simulator.analysis.reporting import reporting_sd
from simulator.analysis.scores import crps, pit, quantiles
from simulator.analysis.validation import Band, Judged
from simulator.model.evidence import Observation
from simulator.streams import uniform

Draws = Mapping[str, Sequence[float | None]]
"""By observation: the simulated value of each member, in one order; None where it has none."""

FEWEST: Final = 5
"""Fewer draws with a value make no band."""
NO_DRAWS: Final = "too few draws have a value"
_SHARES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
_HALF: Final = 0.5
_NORMAL: Final = NormalDist()
_LUCK: Final = 20_221_015
"""Address of the errors of reporting; any other number would do."""
_NEVER_NEGATIVE: Final = {"h", "servers", "ratio"}
"""Units; new installs are persons and are none below zero, either."""


def reported(observation: Observation, values: Sequence[float | None]) -> list[float]:
    """Turn simulated values into what the source would have reported.

    Parameters
    ----------
    observation : Observation
        What was observed, with its tolerance.
    values : sequence of float or None
        The simulated value of each member, in its order.

    Returns
    -------
    list of float
        Value plus error of reporting, for those that have a value.

    Notes
    -----
    The error is normal with the deviation of `reporting_sd`, about half the tolerance of the row,
    drawn by the address of observation and member, so that every ensemble meets the same one. A
    bound or an order has none: its interval is no tolerance. No source reports hours, machines,
    ratios or installs below zero.
    """
    sd = reporting_sd(observation) if observation.relation == "about" else 0.0
    counted = {observation.unit, observation.quantity} & (_NEVER_NEGATIVE | {"new_installs"})
    floor = 0.0 if counted else None
    made = []
    for number, value in enumerate(values):
        if value is not None:
            luck = _NORMAL.inv_cdf(uniform(_LUCK, "reporting", observation.id, number))
            drawn = value + sd * luck
            made.append(drawn if floor is None else max(floor, drawn))
    return made


def band(observation: Observation, values: Sequence[float | None]) -> Band | None:
    """Make the band of one observation and judge it.

    Parameters
    ----------
    observation : Observation
        What was observed.
    values : sequence of float or None
        The simulated value of each member.

    Returns
    -------
    Band or None
        Of what the source would have reported; none where fewer than `FEWEST`, or fewer than half,
        have a value.

    Notes
    -----
    A value is hit by a band that holds it. A bound is kept to or not, and an order right or wrong:
    they are hit, at 50 and 90 % alike, if at least half of the draws agree with them. Where most
    draws have no value at all, the few that have one make no band.
    """
    draws = reported(observation, values)
    if len(draws) < max(FEWEST, _HALF * len(values)):
        return None
    low90, low50, median, high50, high90 = quantiles(draws, _SHARES)
    about = observation.relation == "about"
    agree = None if about else _agree(observation, draws)
    hit50, hit90 = (
        low <= observation.observed <= high if agree is None else agree >= _HALF
        for low, high in ((low50, high50), (low90, high90))
    )
    return Band(
        n=len(draws),
        low90=low90,
        low50=low50,
        median=median,
        high50=high50,
        high90=high90,
        width90=high90 - low90,
        crps=crps(draws, observation.observed) if about else None,
        hit50=hit50,
        hit90=hit90,
        pit=pit(draws, observation.observed) if about else None,
        agree=agree,
    )


def _agree(observation: Observation, draws: Sequence[float]) -> float:
    """Tell which share of draws lies within the interval of a bound or an order."""
    return sum(observation.low <= draw <= observation.high for draw in draws) / len(draws)


def judge(
    observations: Iterable[Observation],
    ensembles: Mapping[str, Draws],
    reasons: Mapping[str, str],
) -> tuple[Judged, ...]:
    """Set the bands of ensembles beside every observation.

    Parameters
    ----------
    observations : iterable of Observation
        What was observed.
    ensembles : mapping
        Draws of ``prior``, ``posterior`` and ``left_out``, as far as there are any.
    reasons : mapping of str to str
        By observation: why runs have no value for it.

    Returns
    -------
    tuple of Judged
        In the order of the observations; a row without any band keeps the reason.
    """
    judged = []
    for row in observations:
        bands = {name: band(row, draws.get(row.id, ())) for name, draws in ensembles.items()}
        reason = "" if any(bands.values()) else reasons.get(row.id, "") or NO_DRAWS
        judged.append(Judged(row, **bands, reason=reason))
    return tuple(judged)
