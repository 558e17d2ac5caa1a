"""Weigh what remedies save in a year under two beliefs about how often a site burns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from statistics import fmean
from typing import Final, Literal, TypeAlias

from simulator.engine.machines_alone import run_machines
from simulator.experiments.arrangements import Ground
from simulator.experiments.causes import CAUSES, Cause, Scene
from simulator.experiments.parallel import Progress, spread
from simulator.model.catalogue import HazardClass
from simulator.model.scenario import Scenario
from simulator.model.structure import Structure, under_prior

Prior: TypeAlias = Literal["buildings", "operator"]
PRIORS: Final[tuple[Prior, ...]] = ("buildings", "operator")
OF_A_YEAR: Final = tuple(cause for cause in CAUSES if cause.of)
"""Causes that stand for the events of a class, and so have a rate."""


@dataclass(frozen=True, slots=True)
class Stricken:
    """An owner as it is declared, under a remedy, and where its main site is."""

    scenario: Scenario
    """Its own hazards are left out; it must last long enough for the longest outages."""
    place: Ground
    """The owner, its main site and its services."""
    catalogue: Mapping[str, HazardClass]
    """Marks and rates by class."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """All causes of a year against one remedy, under one seed."""

    stricken: Stricken
    seed: int


def hours_by_cause(
    remedies: Mapping[str, Stricken],
    seeds: Sequence[int],
    workers: int = 1,
    progress: Progress | None = None,
) -> dict[str, list[tuple[float, ...]]]:
    """Let every cause that has a rate strike the owner once, machines alone.

    Parameters
    ----------
    remedies : mapping of str to Stricken
        The owner under each remedy.
    seeds : sequence of int
        Addresses of luck, the same for all.
    workers : int
        Processes; their number changes nothing but the time it takes.
    progress : callable, optional
        Told the finished share.

    Returns
    -------
    dict
        By remedy and seed, unserved hours of each cause of `OF_A_YEAR`, mean over the owner's
        services.
    """
    jobs = [_Asked(stricken, seed) for stricken in remedies.values() for seed in seeds]
    found = iter(spread(_hours, jobs, workers, progress))
    return {name: [next(found) for _ in seeds] for name in remedies}


def a_year(
    hours: Mapping[str, Sequence[Sequence[float]]],
    catalogue: Mapping[str, HazardClass],
    prior: Prior,
) -> dict[str, list[float]]:
    """Add up what the causes cost in a year if fires are as frequent as a prior says.

    Parameters
    ----------
    hours : mapping
        By remedy and seed, unserved hours of each cause of `OF_A_YEAR`.
    catalogue : mapping of str to HazardClass
        Rates by class, fires as in many buildings.
    prior : {"buildings", "operator"}
        Which rate of fires holds.

    Returns
    -------
    dict of str to list of float
        By remedy, sum of rate x hours for each seed. Hours a year; events do not overlap.
    """
    believed = {one.id: one for one in under_prior(Structure(fire_rate=prior), catalogue.values())}
    rates = [believed[cause.of].rate_per_year * cause.part for cause in OF_A_YEAR]
    return {
        name: [fsum(rate * one for rate, one in zip(rates, row, strict=True)) for row in rows]
        for name, rows in hours.items()
    }


def _hours(asked: _Asked) -> tuple[float, ...]:
    return tuple(_cost(asked.stricken, cause, asked.seed) for cause in OF_A_YEAR)


def _cost(stricken: Stricken, cause: Cause, seed: int) -> float:
    """Strike an owner, as it is, once."""
    scene = Scene(stricken.scenario, stricken.place, stricken.catalogue, seed)
    struck = {"hazards": cause.strike(scene), "random_hazards": False}
    result = run_machines(stricken.scenario.model_copy(update=struck), seed)
    return fmean(result.unserved_h[service] for service in stricken.place.services)
