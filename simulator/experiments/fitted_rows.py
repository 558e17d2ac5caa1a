"""Ask a case for nothing but what may be fitted, and no longer than that takes."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.experiments.members import Question
from simulator.experiments.targets import Target, targets_of
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_observations
from simulator.model.evidence import Observation
from simulator.model.scenario import Scenario
from simulator.units import HOURS_PER_DAY

_MARGIN_H: Final = 24.0


def question_of(case: str, people: int) -> tuple[Question, tuple[Target, ...]]:
    """Ask only for what may be fitted, and end runs a day after the last of it.

    Parameters
    ----------
    case : str
        A shipped scenario with observations.
    people : int
        Simulated people.

    Returns
    -------
    question : Question
        For the members.
    targets : tuple of Target
        What their answers are held against.

    Raises
    ------
    ScenarioError
        If nothing in the case may be fitted.
    """
    scenario = read_scenario(case)
    rows = tuple(row for row in read_observations(scenario.case or case) if row.use == "fit")
    if not rows:
        expected = "a case of which some observations are marked fit"
        raise ScenarioError(case, [Problem("S301", "", None, "case", repr(case), expected)])
    run_h, twin_h = _lengths(scenario, rows)
    end_h = run_h - (scenario.clock.event - scenario.clock.start) / timedelta(hours=1)
    question = Question(case, people, rows, run_h=run_h, twin_h=twin_h)
    return question, targets_of(rows, end_h)


def _lengths(scenario: Scenario, rows: Sequence[Observation]) -> tuple[float, float]:
    """Say how long runs and their twins must last to answer, in whole days; hours."""
    clock = scenario.clock
    event_h = (clock.event - clock.start) / timedelta(hours=1)
    ends = [row.at_h or (row.high if row.unit == "h" else 0.0) for row in rows]
    days = [(row.day - clock.start.date()).days + 1 for row in rows if row.day is not None]
    last_day = max(days, default=1)
    needed_h = max(event_h + max(ends, default=0.0) + _MARGIN_H, last_day * HOURS_PER_DAY)
    whole = float(ceil(needed_h / HOURS_PER_DAY) * HOURS_PER_DAY)
    return min(whole, clock.horizon_h), min(float(last_day * HOURS_PER_DAY), clock.horizon_h)
