"""Read what was observed after the end of a run from the days that follow it."""

import datetime as dt
from typing import Final

from simulator.analysis.clock import day_of, whole_days
from simulator.results.run_result import RunResult

AFTER_THE_END: Final = "outside the days of the run"


def after_the_end(run: RunResult, date: dt.date | None) -> bool:
    """Tell whether a date lies after the last whole day of a run."""
    return date is not None and day_of(run.scenario, date) >= whole_days(run.scenario)


def later_gain(run: RunResult, service: str, day: int) -> float | str:
    """Count the users whom a service has gained or lost for good some days after the run.

    Parameters
    ----------
    run : RunResult
        A finished run.
    service : str
        The app.
    day : int
        Day counted from the start of the run, after its end.

    Returns
    -------
    float or str
        Persons more than on a usual day of the same kind; a reason where that day was not kept.
    """
    table = run.tables["afterwards"]
    rows = table[(table["service"] == service) & (table["day"] == day)]
    if not len(rows):
        return AFTER_THE_END
    return float((rows["gained"] - rows["lost"]).sum()) * run.residents_each
