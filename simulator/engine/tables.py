"""Turn counts and rows into the tables of the data dictionary."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.engine.recorder import Recorder
from simulator.engine.social_tables import means_name, social_rows
from simulator.population.arrays import OUTCOMES
from simulator.population.sums import Sums
from simulator.results.columns import TABLES, names
from simulator.topology.world import World

_TYPES = {"int": "int64", "float": "float64", "text": "str"}
CHILDREN = "children"
ANY = "any"


def result_tables(
    world: World, sums: Sums, record: Recorder, hourly_quality: NDArray[np.float64]
) -> dict[str, pd.DataFrame]:
    """Build every table of a run.

    Parameters
    ----------
    world : World
        Names of the axes.
    sums : Sums
        What people left behind.
    record : Recorder
        What machines left behind.
    hourly_quality : ndarray of float64, shape (T, S)
        Mean quality of each service by hour.

    Returns
    -------
    dict of str to DataFrame
        As in `simulator.results.columns`.
    """
    rows: dict[str, Iterable[tuple[object, ...]]] = {
        "events": record.events,
        "states": record.states,
        "service_hours": _service_hours(world, sums, hourly_quality),
        "need_hours": _need_hours(world, sums),
        "moves": _moves(world, sums),
        "app_days": _app_days(world, sums),
        "affected_hours": _affected(world, sums),
        "harm": _harm(world, sums),
        "harm_spread": _spread(world, sums),
        "people": _people(world, sums),
        **social_rows(world, sums),
    }
    return {name: _table(name, rows[name]) for name in TABLES}


def log_tables(record: Recorder) -> dict[str, pd.DataFrame]:
    """Build the tables of events and states alone, for machines without people."""
    return {"events": _table("events", record.events), "states": _table("states", record.states)}


def _table(name: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=names(name))
    return frame.astype({column.name: _TYPES[column.kind] for column in TABLES[name]})


def _by_service(world: World, by_option: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add up options of the same service: (X, O) to (X, S)."""
    total = np.zeros((by_option.shape[0], len(world.service_ids)), np.int64)
    np.add.at(total.T, world.habits.service, by_option.T)
    return total


def _service_hours(
    world: World, sums: Sums, quality: NDArray[np.float64]
) -> Iterable[tuple[object, ...]]:
    attempts = _by_service(world, sums.tally.attempts).tolist()
    served = _by_service(world, sums.tally.served).tolist()
    for hour, works in enumerate(quality.tolist()):
        for s, service in enumerate(world.service_ids):
            tried, done = attempts[hour][s], served[hour][s]
            yield hour, service, tried, done, tried - done, works[s]


def _need_hours(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    arrived, outcome = sums.tally.arrived, sums.tally.outcome
    pending = np.cumsum(arrived - outcome.sum(axis=2), axis=0)
    columns = (arrived.tolist(), outcome.tolist(), pending.tolist())
    for hour, (begun, ends, left) in enumerate(zip(*columns, strict=True)):
        for c, category in enumerate(world.category_ids):
            yield hour, category, begun[c], *ends[c], left[c]


def _moves(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    for c, usual, means, outcome in np.argwhere(sums.tally.moves > 0):
        needs = int(sums.tally.moves[c, usual, means, outcome])
        category = world.category_ids[c]
        ways = (means_name(world, c, option) for option in (usual, means))
        yield category, *ways, OUTCOMES[outcome], needs


def _app_days(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    installs = _by_service(world, sums.tally.installs)
    users = sums.tally.users.sum(axis=2)
    for day in range(users.shape[0]):
        for s, service in enumerate(world.service_ids):
            yield day, service, int(users[day, s]), int(installs[day, s])


def _affected(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    labels = [*world.category_ids, ANY]
    some = np.argwhere(sums.affected > 0)
    counts = sums.affected[tuple(some.T)].tolist()
    for (hour, region, c), people in zip(some.tolist(), counts, strict=True):
        yield hour, world.region_ids[region], labels[c], people


def _harm(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    for c, g, r in np.argwhere(sums.people_hit > 0):
        ids = (world.category_ids[c], world.segment_ids[g], world.region_ids[r])
        yield *ids, int(sums.people_hit[c, g, r]), int(sums.unmet_ms[c, g, r])


def _spread(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    for band, g in np.argwhere(sums.spread[:, :, 0] > 0):
        yield int(band), world.segment_ids[g], *(int(n) for n in sums.spread[band, g])


def _people(world: World, sums: Sums) -> Iterable[tuple[object, ...]]:
    for g, segment in enumerate([*world.segment_ids, CHILDREN]):
        for r, region in enumerate(world.region_ids):
            yield segment, region, int(sums.people[g, r])
