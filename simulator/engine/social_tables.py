"""Turn what people learned, adopted and kept, and the micro-panel, into rows of tables."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.population.arrays import NOTHING
from simulator.population.sums import Sums
from simulator.population.supply import jobs
from simulator.results.steps import CAUSES, ENDS, STEPS
from simulator.topology.world import World
from simulator.units import MS_PER_S

Ints = NDArray[np.int64]
Rows = Iterable[tuple[object, ...]]
NO_MEANS = "nothing"
_WHOLE = 1_000_000
"""Millionths in one."""


def social_rows(world: World, sums: Sums) -> dict[str, Rows]:
    """List the rows of the tables about what people learned and kept.

    Parameters
    ----------
    world : World
        Names of the axes.
    sums : Sums
        What people left behind. Where it lacks a field, the table is empty.

    Returns
    -------
    dict of str to rows
        segment_days, adoptions, reachability, jobs, afterwards, panel.
    """
    return {
        "segment_days": _segment_days(world, sums.tally.users),
        "adoptions": _adoptions(world, _part(sums, "credit", 3)),
        "reachability": _reachability(_part(sums, "reach", 2)),
        "jobs": (row for row in jobs(world, sums.tally.attempts, sums.tally.served) if row[3]),
        "afterwards": _afterwards(world, sums.lingering),
        "panel": _panel(world, sums),
    }


def _part(sums: Sums, name: str, axes: int) -> Ints:
    """Take one field, or an empty array where there is none."""
    found: Any = getattr(sums.tally, name, None)
    if found is None or np.ndim(found) != axes:
        return np.zeros((0,) * axes, np.int64)
    return np.asarray(found, np.int64)


def _segment_days(world: World, users: Ints) -> Iterator[tuple[object, ...]]:
    """List users (D, S, G) by day, service and segment, where there are any."""
    for day, s, g in np.argwhere(users > 0):
        yield int(day), world.service_ids[s], world.segment_ids[g], int(users[day, s, g])


def _adoptions(world: World, credited: Ints) -> Iterator[tuple[object, ...]]:
    """List adoptions (O, 4 rules, causes), in millionths, by service and cause."""
    by_service = np.zeros((len(world.service_ids), *credited.shape[1:]), np.int64)
    np.add.at(by_service, world.habits.service[: len(credited)], credited)
    for s, rules in enumerate(by_service):
        for k, shares in enumerate(rules.T):
            if shares.any():
                yield world.service_ids[s], CAUSES[k], *(int(part) for part in shares)


def _reachability(ties: Ints) -> Iterator[tuple[object, ...]]:
    """List ties, those with a messenger and those with any channel that works (T, 3), by hour."""
    for hour, counts in enumerate(ties):
        yield hour, *(int(n) for n in counts)


def _afterwards(world: World, counts: Ints) -> Iterator[tuple[object, ...]]:
    """List people (days, O, 3: gained, lost, kept) by day and service."""
    for row, day in enumerate(world.later_days):
        by_service = np.zeros((len(world.service_ids), counts.shape[2]), np.int64)
        np.add.at(by_service, world.habits.service, counts[row])
        for s, told in enumerate(by_service):
            yield int(day), world.service_ids[s], *(int(n) for n in told)


def _panel(world: World, sums: Sums) -> Iterator[tuple[object, ...]]:
    """List the steps of the watched people, in the order of person and time."""
    codes = (*STEPS, *ENDS)
    segments, regions = sums.first_segments.tolist(), sums.first_regions.tolist()
    means = [
        {option: means_name(world, c, option) for option in (*range(options), NOTHING)}
        for c, options in enumerate(np.diff(world.habits.first_option).tolist())
    ]
    for number, row in enumerate(sums.steps.tolist()):
        person, category, step, option, tries, occurrence, born_ms, t_ms = row
        yield (
            number,
            person,
            world.segment_ids[segments[person]],
            world.region_ids[regions[person]],
            world.category_ids[category],
            occurrence,
            t_ms / MS_PER_S,
            codes[step],
            means[category][option],
            tries,
            born_ms / MS_PER_S,
            codes[step] if step >= len(STEPS) else "",
        )


def means_name(world: World, category: int, option: int) -> str:
    """Name an option of a category."""
    if option == NOTHING:
        return NO_MEANS
    service = int(world.habits.service[world.habits.first_option[category] + option])
    return world.service_ids[service]
