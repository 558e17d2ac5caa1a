"""Find what an ordinary day asks of every option and service."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.congestion import Loads
from simulator.topology.world import Floats, Ints, World


def ordinary_tries(world: World, ordinary: Floats) -> Floats:
    """Find the first tries an hour at each option in each hour of a run without any surge.

    Parameters
    ----------
    world : World
        Compiled scenario.
    ordinary : ndarray of float64, shape (O,)
        Needs of an ordinary unit of rate that go first to each option. People.

    Returns
    -------
    ndarray of float64, shape (T, O)
        Tries per hour.
    """
    rates = np.diff(world.ordinary_needs, axis=1)[category_of_option(world)]
    return np.ascontiguousarray((rates * ordinary[:, None]).T)


def by_service(world: World, by_option: Floats) -> Floats:
    """Add up options of the same service: (X, O) to (X, S)."""
    total = np.zeros((len(by_option), len(world.service_ids)))
    np.add.at(total.T, world.habits.service, by_option.T)
    return total


def empty_loads(world: World) -> Loads:
    """Say how services refuse, and make room for what they are asked for."""
    supply, count = world.supply, len(world.service_ids)
    return Loads(
        fresh=np.zeros(count),
        pool=np.zeros(count),
        retry=np.zeros(count),
        quality=np.zeros(count),
        persistence=np.zeros(count),
        capacity=np.zeros(count),
        decay=world.goodput_decay,
        requests=world.client_requests,
        mode=supply.mode,
        servers=supply.servers,
        patience=supply.patience,
    )


def outside_services(world: World) -> NDArray[np.bool_]:
    """Find the services that no option uses as an app."""
    inside = np.zeros(len(world.service_ids), np.bool_)
    inside[world.habits.service[~world.habits.outside]] = True
    return ~inside


def category_of_option(world: World) -> Ints:
    """Find the category of each option."""
    first = world.habits.first_option
    return np.repeat(np.arange(len(first) - 1), np.diff(first))
