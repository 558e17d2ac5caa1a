"""Hold a run against what was observed: hits and misses, and what this run cannot answer."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Final

from simulator.analysis.by_day import days_of
from simulator.analysis.clock import day_of
from simulator.analysis.observed_course import (
    first_function,
    full_function,
    live_servers,
    overrun_until,
)
from simulator.analysis.observed_later import AFTER_THE_END, after_the_end
from simulator.analysis.observed_use import (
    Watched,
    daily_users_ratio,
    excess_daily_users,
    gain_kept,
    loss_regained,
    new_installs,
    panel_error,
    sales_change,
    switched,
    trips_change,
    use_change,
    volume_ratio,
)
from simulator.model.evidence import Observation
from simulator.results.run_result import PairedRun

Answer = float | str
"""The simulated value, or the reason why there is none."""

NOT_SIMULATED: Final = "not simulated at this stage"

_COURSE: Final[dict[str, Callable[[PairedRun, Observation], Answer]]] = {
    "first_function_h": first_function,
    "full_function_h": full_function,
    "overrun_h": overrun_until,
    "servers_live": live_servers,
}
_USE: Final[dict[str, Callable[[Watched, Observation], Answer]]] = {
    "use_change": use_change,
    "excess_daily_users": excess_daily_users,
    "daily_users_ratio": daily_users_ratio,
    "new_installs": new_installs,
    "volume_ratio": volume_ratio,
    "trips_change": trips_change,
    "sales_change": sales_change,
    "loss_regained_share": loss_regained,
    "gain_kept_share": gain_kept,
    "switched_share": switched,
}
_LATER: Final = {"excess_daily_users", "gain_kept_share", "switched_share"}
"""What can be told of days after the end of a run."""


def simulated(paired: PairedRun, observation: Observation) -> Answer:
    """Compute the value that a run has for an observed quantity.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    observation : Observation
        What was observed.

    Returns
    -------
    float or str
        The simulated value in the observation's unit, or the reason why there is none.
    """
    return _answer(paired, watch(paired), observation)


def simulated_all(paired: PairedRun, observations: Iterable[Observation]) -> dict[str, Answer]:
    """Compute the values that a run has for many observations.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    observations : iterable of Observation
        What was observed.

    Returns
    -------
    dict of str to float or str
        By observation, as `simulated` gives it.
    """
    watched = watch(paired)
    return {row.id: _answer(paired, watched, row) for row in observations}


def watch(paired: PairedRun) -> Watched:
    """Add up a run and its twin by day."""
    return Watched(days_of(paired.run), days_of(paired.baseline))


def compare_with(paired: PairedRun, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """Set the simulated value beside every observation.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    observations : iterable of Observation
        What was observed in the same case.

    Returns
    -------
    list of dict
        The observation, its interval, the simulated value (none with a reason), hit or miss, and
        the standard error that the size of the panel puts on a figure of this kind.
    """
    rows = tuple(observations)
    watched = watch(paired) if rows else None
    return [_row(paired, watched, row) for row in rows if watched]


def _answer(paired: PairedRun, watched: Watched, observation: Observation) -> Answer:
    scenario, quantity = paired.run.scenario, observation.quantity
    if observation.day is not None and day_of(scenario, observation.day) < 0:
        return AFTER_THE_END
    last_day = observation.until_day or observation.day
    if after_the_end(paired.run, last_day) and quantity not in _LATER:
        return AFTER_THE_END
    if quantity in _COURSE:
        return _COURSE[quantity](paired, observation)
    answer = _USE.get(quantity)
    return NOT_SIMULATED if answer is None else answer(watched, observation)


def _row(paired: PairedRun, watched: Watched, observation: Observation) -> dict[str, Any]:
    answer = _answer(paired, watched, observation)
    by = observation.seen_by
    error = 0.0 if by is None else panel_error(watched, observation)
    value = None if isinstance(answer, str) else float(f"{answer:.6g}")
    return {
        "id": observation.id,
        "quantity": observation.quantity,
        "subject": observation.subject,
        "feature": observation.feature,
        "day": _iso(observation.day),
        "until_day": _iso(observation.until_day),
        "at_h": observation.at_h,
        "unit": observation.unit,
        "use": observation.use,
        "informed": observation.informed,
        "base": _iso(observation.base),
        "panel": observation.panel,
        "seen_by": None if by is None else by.id,
        "panel_error": float(f"{error:.3g}"),
        "relation": observation.relation,
        "observed": observation.observed,
        "low": observation.low,
        "high": observation.high,
        "simulated": value,
        "hit": value is not None and observation.low <= value <= observation.high,
        "reason": answer if isinstance(answer, str) else "",
        "source": observation.source,
        "source_url": observation.source_url,
    }


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
