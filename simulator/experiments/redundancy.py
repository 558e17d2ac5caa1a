"""Let every cause strike one owner under every redundancy pattern, on the same luck."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, stdev

from simulator.engine.machines_alone import MachinesResult, run_machines
from simulator.experiments.arrangements import (
    ARRANGEMENTS,
    AS_DECLARED,
    Arrangement,
    Ground,
    arrange,
)
from simulator.experiments.causes import CAUSES, Cause, Scene
from simulator.model.catalogue import HazardClass
from simulator.model.scenario import Scenario
from simulator.topology.quality import FULL

LEAST_H = 710.0
"""Every cause is followed for as long as in the reference, so that cells can be compared. Hours."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cause costs under one arrangement."""

    hours: tuple[float, ...]
    """Unserved hours by seed, mean over the owner's services."""
    cut: bool = False
    """Whether something was still not whole when a run ended, so that it costs more than this."""

    @property
    def mean_h(self) -> float:
        """Expected unserved hours."""
        return fmean(self.hours)

    @property
    def error_h(self) -> float | None:
        """Standard error of the mean, none where all seeds say the same or there is only one."""
        if len(set(self.hours)) == 1:
            return None
        return stdev(self.hours) / math.sqrt(len(self.hours))


@dataclass(frozen=True, slots=True)
class Row:
    """What one cause costs under every arrangement."""

    cause: Cause
    cells: tuple[Cell, ...]
    """In the order of the arrangements."""


@dataclass(frozen=True, slots=True)
class Study:
    """Who is arranged and struck, and by what."""

    scenario: Scenario
    """Who stands where; its own hazards are left out."""
    place: Ground
    """The owner, its main site and the others."""
    catalogue: Mapping[str, HazardClass]
    """Distributions of marks and lengths, by id."""
    with_declared: bool = False
    """Whether the owner is also struck as it is declared, before it is arranged otherwise."""

    @property
    def horizon_h(self) -> float:
        """From the cause to the end of the run, hours."""
        return self.scenario.clock.horizon_h - _before_h(self.scenario)

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """Those for which there are enough other sites."""
        first = (AS_DECLARED,) if self.with_declared else ()
        return first + tuple(by for by in ARRANGEMENTS if by.standbys <= len(self.place.elsewhere))


def lasting(scenario: Scenario) -> Scenario:
    """Let a scenario last long enough to see what the longest outages cost.

    Parameters
    ----------
    scenario : Scenario
        Whom to arrange.

    Returns
    -------
    Scenario
        The same with at least `LEAST_H` hours after its event.
    """
    horizon_h = max(scenario.clock.horizon_h, _before_h(scenario) + LEAST_H)
    clock = scenario.clock.model_copy(update={"horizon_h": horizon_h})
    return scenario.model_copy(update={"clock": clock})


def _before_h(scenario: Scenario) -> float:
    return (scenario.clock.event - scenario.clock.start) / timedelta(hours=1)


def matrix(
    study: Study,
    seeds: Sequence[int],
    causes: Sequence[Cause] = CAUSES,
    progress: Callable[[float], None] | None = None,
) -> list[Row]:
    """Find the expected unserved hours of each cause under each arrangement.

    Parameters
    ----------
    study : Study
        Whom to arrange and strike.
    seeds : sequence of int
        Addresses of luck, the same for every cell.
    causes : sequence of Cause
        Rows.
    progress : callable or None
        Told the finished share.

    Returns
    -------
    list of Row
        In the order of the causes.
    """
    rows = []
    for number, cause in enumerate(causes):
        rows.append(Row(cause, tuple(_cell(study, cause, by, seeds) for by in study.arrangements)))
        if progress is not None:
            progress((number + 1) / len(causes))
    return rows


def _cell(study: Study, cause: Cause, by: Arrangement, seeds: Sequence[int]) -> Cell:
    """Run one cause under one arrangement, once for each seed."""
    place = study.place
    calm = study.scenario.model_copy(update={"hazards": (), "random_hazards": False})
    arranged = cause.prepare(arrange(calm, place, by), place.owner)
    hours: list[float] = []
    cut = False
    for seed in seeds:
        hazards = cause.strike(Scene(arranged, place, study.catalogue, seed))
        result = run_machines(arranged.model_copy(update={"hazards": hazards}), seed)
        hours.append(fmean(result.unserved_h[service] for service in place.services))
        cut = cut or _is_cut(result, place)
    return Cell(tuple(hours), cut)


def _is_cut(result: MachinesResult, place: Ground) -> bool:
    """Tell whether one of the owner's services was not whole at the end of a run."""
    last = {row[3]: row[4] for row in result.record.states if row[2] == "service"}
    return any(last.get(service, 1.0) < FULL for service in place.services)


def rate_per_year(study: Study, cause: Cause) -> float:
    """Find how often a cause strikes, 0 for what is only a variant of another row."""
    return study.catalogue[cause.of].rate_per_year * cause.part if cause.of else 0.0


def a_year(study: Study, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Add up what the causes cost in a year at their rates.

    Parameters
    ----------
    study : Study
        Whose catalogue has the rates.
    rows : sequence of Row
        What one event of each cause costs.

    Returns
    -------
    tuple of Cell
        Sum of rate x hours by seed, in the order of the arrangements. Events do not overlap.
    """
    rates = [rate_per_year(study, row.cause) for row in rows]
    return tuple(
        Cell(
            tuple(
                math.fsum(rate * one for rate, one in zip(rates, hours, strict=True))
                for hours in zip(*(row.cells[place].hours for row in rows), strict=True)
            ),
            any(row.cells[place].cut for row, rate in zip(rows, rates, strict=True) if rate),
        )
        for place in range(len(study.arrangements))
    )
