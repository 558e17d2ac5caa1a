"""Find what an ordinary day asks of every option and service, and where nobody is refused."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.queueing import share_with_room
from simulator.topology.world import Floats, Ints, World

CERTAIN = 1.0 - 1e-12
"""A share so near to 1 that it is 1."""


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
    tries: Floats = (rates * ordinary[:, None]).T
    return tries


def by_service(world: World, by_option: Floats) -> Floats:
    """Add up options of the same service: (X, O) to (X, S)."""
    total = np.zeros((len(by_option), len(world.service_ids)))
    np.add.at(total.T, world.habits.service, by_option.T)
    return total


def has_room(world: World, load: Floats) -> NDArray[np.bool_]:
    """Tell in which hours every service has room for everybody.

    Parameters
    ----------
    world : World
        Compiled scenario.
    load : ndarray of float64, shape (T, S)
        Load over capacity. Dimensionless.

    Returns
    -------
    ndarray of bool, shape (T,)
        True where nobody is refused.
    """
    supply = world.supply
    modes = zip(supply.mode, world.goodput_decay, supply.servers, supply.patience, strict=True)
    rows = [
        [share_with_room(x, *mode) >= CERTAIN for x in load[:, s]] for s, mode in enumerate(modes)
    ]
    return np.asarray(np.all(np.array(rows), axis=0), dtype=np.bool_)


def outside_services(world: World) -> NDArray[np.bool_]:
    """Find the services that no option uses as an app."""
    inside = np.zeros(len(world.service_ids), np.bool_)
    inside[world.habits.service[~world.habits.outside]] = True
    return ~inside


def category_of_option(world: World) -> Ints:
    """Find the category of each option."""
    first = world.habits.first_option
    return np.repeat(np.arange(len(first) - 1), np.diff(first))
