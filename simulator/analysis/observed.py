"""Hold a run against what was observed: hits and misses, and what this run cannot answer."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from simulator.analysis.clock import day_of, whole_days
from simulator.analysis.observed_course import first_function, full_function, live_servers
from simulator.analysis.observed_use import (
    daily_users_ratio,
    excess_daily_users,
    loss_regained,
    new_installs,
    trips_change,
    use_change,
    volume_ratio,
)
from simulator.model.evidence import Observation
from simulator.results.run_result import PairedRun

Answer = float | str
"""The simulated value, or the reason why there is none."""

NOT_SIMULATED: Final = "not simulated at this stage"
AFTER_THE_END: Final = "outside the days of the run"

_ANSWERS: Final[dict[str, Callable[[PairedRun, Observation], Answer]]] = {
    "first_function_h": first_function,
    "full_function_h": full_function,
    "servers_live": live_servers,
    "use_change": use_change,
    "excess_daily_users": excess_daily_users,
    "daily_users_ratio": daily_users_ratio,
    "new_installs": new_installs,
    "volume_ratio": volume_ratio,
    "trips_change": trips_change,
    "loss_regained_share": loss_regained,
}


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
    scenario = paired.run.scenario
    answer = _ANSWERS.get(observation.quantity)
    if answer is None:
        return NOT_SIMULATED
    day = 0 if observation.day is None else day_of(scenario, observation.day)
    if not 0 <= day < whole_days(scenario):
        return AFTER_THE_END
    return answer(paired, observation)


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
        The observation, its interval, the simulated value (none with a reason), hit or miss.
    """
    return [_row(observation, simulated(paired, observation)) for observation in observations]


def _row(observation: Observation, answer: Answer) -> dict[str, Any]:
    value = None if isinstance(answer, str) else float(f"{answer:.6g}")
    return {
        "id": observation.id,
        "quantity": observation.quantity,
        "subject": observation.subject,
        "feature": observation.feature,
        "day": None if observation.day is None else observation.day.isoformat(),
        "at_h": observation.at_h,
        "unit": observation.unit,
        "use": observation.use,
        "informed": observation.informed,
        "panel": observation.panel,
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
