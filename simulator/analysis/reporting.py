"""Say how far a published figure may lie from what happened."""

from typing import Final

from simulator.model.evidence import Observation, Quantity

BETWEEN_PANELS: Final[dict[Quantity, float]] = {"use_change": 0.05}
"""Standard deviation between vendors who report the same thing: panels of the use of KakaoTalk
stand ten points apart, which is taken for two standard deviations (judgement; .02 to .08)."""


def reporting_sd(observation: Observation) -> float:
    """Give the standard deviation of the error with which a figure was reported.

    The interval that counts as a hit is taken for two standard deviations to either side (of a
    bound, to the side beyond it), with the spread between vendors on top (variances add).

    Parameters
    ----------
    observation : Observation
        A published figure and its interval.

    Returns
    -------
    float
        In the unit of the observation.

    Examples
    --------
    >>> from simulator.io.tables import read_observations
    >>> text, use = (row for row in read_observations("kakao-2022")
    ...              if row.id in ("text-first", "use-15-oct"))
    >>> round(reporting_sd(text), 4), round(reporting_sd(use), 4)
    (0.5, 0.0539)
    """
    if observation.relation == "at_most":
        own = (observation.high - observation.observed) / 2
    else:
        own = (observation.high - observation.low) / 4
    between = BETWEEN_PANELS.get(observation.quantity, 0.0)
    return float((own * own + between * between) ** 0.5)
