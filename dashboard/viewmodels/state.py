"""Look up how well everything worked at one moment of a run."""

from typing import Final, Literal, get_args

import pandas as pd

from dashboard.viewmodels.overrun import overrun_at
from simulator.results.run_result import RunResult
from simulator.topology.quality import FULL, WORKS
from simulator.units import seconds_from_hours

State = Literal["works", "impaired", "down"]
STATES: Final[tuple[State, ...]] = ("works", "impaired", "down")
Condition = Literal[
    "up", "degraded", "warming", "overrun", "verifying", "restoring",
    "off", "unreachable", "corrupted", "destroyed", "dark", "down",
]  # fmt: skip
CONDITIONS: Final[tuple[Condition, ...]] = get_args(Condition)
_AS_CONDITION: Final[dict[State, Condition]] = {
    "works": "up", "impaired": "degraded", "down": "down",
}  # fmt: skip


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
    rows = _last(run.tables["states"], level, hour)
    return {str(e): float(q) for e, q in zip(rows["element"], rows["quality"], strict=True)}


def conditions(run: RunResult, level: str, hour: float) -> dict[str, Condition]:
    """Name the condition of every element that ever changed, as a planner would.

    Parameters
    ----------
    run : RunResult
        A finished run.
    level : str
        zone, component or service.
    hour : float
        Hours since the start of the run.

    Returns
    -------
    dict of str to str
        Of a component as it was recorded; of a zone up or dark; of a service from its quality,
        or overrun while it has more requests than it can carry. Whatever is missing is up.
    """
    rows = _last(run.tables["states"], level, hour)
    found = {
        str(element): _condition(str(told), float(quality))
        for element, told, quality in zip(
            rows["element"], rows["condition"], rows["quality"], strict=True
        )
    }
    if level == "service":
        crowded = overrun_at(run, hour)
        found |= {name: "overrun" for name in crowded if found.get(name, "up") != "down"}
    return found


def _condition(told: str, quality: float) -> Condition:
    for condition in CONDITIONS:
        if condition == told:
            return condition
    return _AS_CONDITION[state_of(quality)]


def _last(states: pd.DataFrame, level: str, hour: float) -> pd.DataFrame:
    known = (states["level"] == level) & (states["t_s"] <= seconds_from_hours(hour))
    return states[known].drop_duplicates("element", keep="last")
