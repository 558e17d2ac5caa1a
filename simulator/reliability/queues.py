"""Say how crowded a place gets, in the long run, whose servers people wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


def birth_death(births: Sequence[float], deaths: Sequence[float]) -> list[float]:
    """Find the long-run chances of a birth-death process (Feller 1950).

    Parameters
    ----------
    births : sequence of float
        Rate from state i to i + 1. Per unit of time, >= 0.
    deaths : sequence of float
        Rate from state i + 1 to i. Per unit of time, > 0.

    Returns
    -------
    list of float
        Probability of each state 0, 1, ...; they add up to 1.

    Examples
    --------
    >>> birth_death([1.0], [3.0])
    [0.75, 0.25]
    """
    weights = [1.0]
    for up, down in zip(births, deaths, strict=True):
        weights.append(weights[-1] * up / down)
    total = fsum(weights)
    return [weight / total for weight in weights]


def erlang_b(servers: int, offered: float) -> float:
    """Find the chance that all servers are busy where nobody waits (Erlang 1917).

    Parameters
    ----------
    servers : int
        Number of servers, >= 0.
    offered : float
        Arrivals per mean service time. Erlangs, > 0.

    Returns
    -------
    float
        Probability, by the recursion B(c) = a B(c-1) / (c + a B(c-1)).

    Examples
    --------
    >>> round(erlang_b(10, 10.0), 8)
    0.21458234
    """
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return blocked


def erlang_c(servers: int, offered: float) -> float:
    """Find the chance of having to wait where everybody waits (Erlang 1917).

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Arrivals per mean service time. Erlangs, > 0.

    Returns
    -------
    float
        Probability; 1 where more arrive than can be served. The mean wait is C / (c - a) mean
        service times.

    Examples
    --------
    >>> round(erlang_c(10, 8.0), 6)
    0.40918
    """
    if offered >= servers:
        return 1.0
    blocked = erlang_b(servers, offered)
    return servers * blocked / (servers - offered * (1.0 - blocked))


@dataclass(frozen=True, slots=True)
class Crowd:
    """The long run of a queue with limited room."""

    refused: float
    """Chance that an arrival finds no room. Probability."""
    inside: float
    """Mean number of customers, those in service included."""


def limited_room(servers: int, room: int, offered: float) -> Crowd:
    """Find how full M/M/c/K is (Kendall 1953).

    Parameters
    ----------
    servers : int
        Number of servers c, >= 1.
    room : int
        Customers that fit, those in service included; K >= c.
    offered : float
        Arrivals per mean service time. Erlangs, > 0.

    Returns
    -------
    Crowd
        Chance of being refused and mean number inside.

    Examples
    --------
    >>> round(limited_room(5, 10, 8.0).refused, 8)
    0.38292946
    """
    deaths = [float(min(number, servers)) for number in range(1, room + 1)]
    chances = birth_death([offered] * room, deaths)
    return Crowd(chances[-1], fsum(number * chance for number, chance in enumerate(chances)))
