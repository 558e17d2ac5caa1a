"""Turn what people learned, adopted and kept, and the micro-panel, into rows of tables."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.population.arrays import NOTHING, OUTCOMES
from simulator.population.crowd import Sums
from simulator.results.steps import CAUSES, PANEL_FIELDS, STEPS
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
        "segment_days": _segment_days(world, _part(sums, "users", 3)),
        "adoptions": _adoptions(world, _part(sums, "adoptions", 3)),
        "reachability": _reachability(_part(sums, "ties", 2)),
        "jobs": getattr(sums, "jobs", None) or (),
        "afterwards": _afterwards(world, _part(sums, "afterwards", 3), sums),
        "panel": _panel(world, _part(sums, "panel", 2)),
    }


def _part(sums: Sums, name: str, axes: int) -> Ints:
    """Take one field, or an empty array where there is none."""
    found: Any = getattr(sums, name, None)
    if found is None or np.ndim(found) != axes:
        return np.zeros((0,) * axes, np.int64)
    return np.asarray(found, np.int64)


def _segment_days(world: World, users: Ints) -> Iterator[tuple[object, ...]]:
    """List users (D, S, G) by day, service and segment, where there are any."""
    for day, s, g in np.argwhere(users > 0):
        yield int(day), world.service_ids[s], world.segment_ids[g], int(users[day, s, g])


def _adoptions(world: World, credited: Ints) -> Iterator[tuple[object, ...]]:
    """List adoptions (4 rules, O, 4 causes), in millionths, by service and cause."""
    by_service = np.zeros((len(world.service_ids), *credited.shape[::2][::-1]), np.int64)
    for o in range(credited.shape[1]):
        by_service[world.habits.service[o]] += credited[:, o, :].T
    for s, causes in enumerate(by_service):
        for k, shares in enumerate(causes):
            if shares.any():
                yield world.service_ids[s], CAUSES[k], *(int(part) for part in shares)


def _reachability(ties: Ints) -> Iterator[tuple[object, ...]]:
    """List ties and reachable ties (T, 2) by hour."""
    for hour, (n, reachable) in enumerate(ties):
        yield hour, int(n), int(reachable)


def _afterwards(world: World, counts: Ints, sums: Sums) -> Iterator[tuple[object, ...]]:
    """List people (days, O, 3: gained, lost, kept) by day and service."""
    days = getattr(sums, "afterwards_days", ())
    for row, day in enumerate(days):
        by_service = np.zeros((len(world.service_ids), counts.shape[2]), np.int64)
        np.add.at(by_service, world.habits.service, counts[row])
        for s, told in enumerate(by_service):
            yield int(day), world.service_ids[s], *(int(n) for n in told)


def _panel(world: World, steps: Ints) -> Iterator[tuple[object, ...]]:
    """List the steps of the micro-panel by person, time and need."""
    at = {name: column for column, name in enumerate(PANEL_FIELDS)}
    order = ("step", "need", "category", "t_ms", "person")
    rows = steps[np.lexsort([steps[:, at[name]] for name in order])] if len(steps) else steps
    for number, row in enumerate(rows):
        step = {name: int(row[column]) for name, column in at.items()}
        ids = (world.segment_ids[step["segment"]], world.region_ids[step["region"]])
        outcome = OUTCOMES[step["outcome"]] if step["outcome"] >= 0 else ""
        yield (
            number,
            step["person"],
            *ids,
            world.category_ids[step["category"]],
            step["need"],
            step["t_ms"] / MS_PER_S,
            STEPS[step["step"]],
            means_name(world, step["category"], step["means"]),
            step["tries"],
            step["born_ms"] / MS_PER_S,
            outcome,
        )


def means_name(world: World, category: int, option: int) -> str:
    """Name an option of a category."""
    if option == NOTHING:
        return NO_MEANS
    service = int(world.habits.service[world.habits.first_option[category] + option])
    return world.service_ids[service]
