"""Say when each hazard of a run starts, if it strikes at all."""

from simulator import streams
from simulator.model.hazards import Hazard
from simulator.model.scenario import Scenario
from simulator.units import hours


def hazard_starts(scenario: Scenario, seed: int) -> dict[str, float]:
    """Find when hazards start, those that follow another one included.

    Parameters
    ----------
    scenario : Scenario
        Checked: hazards follow declared ones, and not in a circle.
    seed : int
        Address of luck.

    Returns
    -------
    dict of str to float
        Hours from the start of the run, for each hazard that strikes. A hazard that follows one
        that does not strike does not strike either.
    """
    by_id = {hazard.id: hazard for hazard in scenario.hazards}
    starts = ((name, _start_h(scenario, by_id, seed, name)) for name in by_id)
    return {name: start for name, start in starts if start is not None}


def _start_h(scenario: Scenario, by_id: dict[str, Hazard], seed: int, name: str) -> float | None:
    hazard = by_id[name]
    if hazard.chance < 1.0 and streams.uniform(seed, name, "strikes") >= hazard.chance:
        return None
    if hazard.at is not None:
        return hours((hazard.at - scenario.clock.start).total_seconds())
    if hazard.follows is None:
        return None
    before = _start_h(scenario, by_id, seed, hazard.follows)
    if before is None:
        return None
    return before + streams.lognormal(hazard.delay, seed, name, "delay")
