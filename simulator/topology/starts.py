"""Say when each hazard of a run starts, if it strikes at all."""

from collections.abc import Mapping, Sequence

from simulator import streams
from simulator.model.hazards import Hazard, Withdrawal
from simulator.model.scenario import Clock
from simulator.units import HOURS_PER_DAY, hours


def hazard_starts(clock: Clock, hazards: Sequence[Hazard], seed: int) -> dict[str, float]:
    """Find when hazards start, those that follow another one included.

    Parameters
    ----------
    clock : Clock
        Start of the run.
    hazards : sequence of Hazard
        Checked: they follow each other, and not in a circle.
    seed : int
        Address of luck.

    Returns
    -------
    dict of str to float
        Hours from the start of the run, for each hazard that strikes. A hazard that follows one
        that does not strike does not strike either.
    """
    by_id = {hazard.id: hazard for hazard in hazards}
    starts = {hazard.id: _start_h(clock, by_id, seed, hazard) for hazard in hazards}
    return {name: start for name, start in starts.items() if start is not None}


def _start_h(clock: Clock, by_id: Mapping[str, Hazard], seed: int, hazard: Hazard) -> float | None:
    if hazard.chance < 1.0 and streams.uniform(seed, hazard.id, "strikes") >= hazard.chance:
        return None
    if hazard.follows is not None:
        before = _start_h(clock, by_id, seed, by_id[hazard.follows])
        wait = streams.length_h(hazard.delay, seed, hazard.id, "delay")
        return None if before is None else before + wait
    if hazard.at is None:
        return None
    at = hours((hazard.at - clock.start).total_seconds())
    if isinstance(hazard, Withdrawal):  # it begins with its notice
        return max(0.0, at - HOURS_PER_DAY * hazard.notice_days)
    return at
