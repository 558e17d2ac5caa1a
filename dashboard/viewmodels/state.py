"""Look up how well everything worked at one moment of a run."""

from typing import Final, Literal

import pandas as pd

from simulator.results.run_result import RunResult
from simulator.topology.quality import FULL, WORKS
from simulator.units import seconds_from_hours

State = Literal["works", "impaired", "down"]
STATES: Final[tuple[State, ...]] = ("works", "impaired", "down")


def state_of(quality: float) -> State:
    """Name a quality.

    >>> state_of(1.0), state_of(0.5), state_of(0.0)
    ('works', 'impaired', 'down')
    """
    if quality >= FULL:
        return "works"
    return "impaired" if quality >= WORKS else "down"


def qualities(run: RunResult, level: str, hour: float) -> dict[str, float]:
    """Tell the quality of every element that ever changed, at the end of an hour.

    Parameters
    ----------
    run : RunResult
        A finished run.
    level : str
        zone, component, feature or service.
    hour : float
        Hours since the start of the run.

    Returns
    -------
    dict of str to float
        Quality (share) by element; whatever is missing works fully.
    """
    return _last(run.tables["states"], level, hour, "quality")


def live_shares(run: RunResult, level: str, hour: float) -> dict[str, float]:
    """Tell the share of machines that run, of every element that ever changed."""
    return _last(run.tables["states"], level, hour, "live")


def _last(states: pd.DataFrame, level: str, hour: float, value: str) -> dict[str, float]:
    known = (states["level"] == level) & (states["t_s"] <= seconds_from_hours(hour))
    rows = states[known].drop_duplicates("element", keep="last")
    return {str(e): float(v) for e, v in zip(rows["element"], rows[value], strict=True)}
