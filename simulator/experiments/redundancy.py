"""Let every cause strike one owner under every redundancy pattern, on the same luck."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, stdev

from simulator.engine.machines_alone import run_machines
from simulator.experiments.arrangements import ARRANGEMENTS, Arrangement, Ground, arrange
from simulator.experiments.causes import CAUSES, Cause, Scene
from simulator.model.catalogue import HazardClass
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cause costs under one arrangement."""

    hours: tuple[float, ...]
    """Unserved hours by seed, mean over the owner's services."""

    @property
    def mean_h(self) -> float:
        """Expected unserved hours."""
        return fmean(self.hours)

    @property
    def error_h(self) -> float | None:
        """Standard error of the mean, none for one seed."""
        n = len(self.hours)
        return stdev(self.hours) / math.sqrt(n) if n > 1 else None


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

    @property
    def horizon_h(self) -> float:
        """From the cause to the end of the run, hours."""
        clock = self.scenario.clock
        return clock.horizon_h - (clock.event - clock.start) / timedelta(hours=1)

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """Those for which there are enough other sites."""
        return tuple(by for by in ARRANGEMENTS if by.standbys <= len(self.place.elsewhere))


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
    for seed in seeds:
        hazards = cause.strike(Scene(arranged, place, study.catalogue, seed))
        result = run_machines(arranged.model_copy(update={"hazards": hazards}), seed)
        hours.append(fmean(result.unserved_h[service] for service in place.services))
    return Cell(tuple(hours))


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
            )
        )
        for place in range(len(study.arrangements))
    )
