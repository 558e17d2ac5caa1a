"""Say how often people who try again meet servers that are all busy."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.reliability.queues import erlang_b

Floats = NDArray[np.float64]
_HALVINGS: Final = 200
_TOP_TIMES: Final = 3.0
_TOP_MORE: Final = 400
"""The chain is cut off so far above the mean number who wait (judgement; more changes nothing)."""


@dataclass(frozen=True, slots=True)
class Retrials:
    """The long run of a place where refused customers try again."""

    again: float
    """Rate of tries after a refusal, per mean service time."""
    busy: float
    """Chance that all servers are busy. Probability."""
    mean_busy: float
    """Mean number of busy servers."""


def slow_retrials(servers: int, offered: float, persistence: float) -> Retrials:
    """Find the limit of slow retries, which come like fresh calls (Cohen 1957).

    The rate r of retries solves r = rho (a + r) B(c, a + r), B by Erlang.

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Fresh arrivals per mean service time. Erlangs, > 0; below the servers if rho is 1.
    persistence : float
        rho: chance to try again after a refusal. Probability, 0 to 1.

    Returns
    -------
    Retrials
        Retries, chance of all busy, busy servers.

    Examples
    --------
    >>> round(slow_retrials(10, 8.0, 1.0).busy, 6)
    0.236178
    """

    def gap(again: float) -> float:
        total = offered + again
        return persistence * total * erlang_b(servers, total) - again

    low, high = 0.0, 1.0
    while gap(high) > 0.0:
        high *= 2.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if gap(middle) > 0.0 else (low, middle)
    busy = erlang_b(servers, offered + low)
    return Retrials(low, busy, (offered + low) * (1.0 - busy))


def retrial_chain(servers: int, offered: float, persistence: float, retry: float) -> Retrials:
    """Find the same for retries of any speed, from the Markov chain itself.

    Its states are (waiting to retry, busy servers). Level by level from the top, the matrices
    R_n with p_n = p_(n-1) R_n are solved as by Gaver, Jacobs and Latouche (1984).

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Fresh arrivals per mean service time. Erlangs, > 0; below the servers if rho is 1.
    persistence : float
        rho: chance to try again after a refusal. Probability, 0 to 1.
    retry : float
        theta: tries of one who waits, per mean service time, > 0.

    Returns
    -------
    Retrials
        Retries, chance of all busy as a fresh call meets it, busy servers.

    Notes
    -----
    See Falin and Templeton (1997), Retrial Queues, for the chain and its limits.
    """
    mean = slow_retrials(servers, offered, persistence).again / retry
    top = round(_TOP_TIMES * mean) + _TOP_MORE
    states = servers + 1
    serve = np.diag(np.full(servers, offered), 1) + np.diag(np.arange(1.0, states), -1)
    up = np.zeros((states, states))
    steps: list[Floats] = []
    above = np.zeros((states, states))
    for level in range(top, 0, -1):
        down = _tries(states, level * retry, persistence)
        local = serve - np.diag(serve.sum(1) + down.sum(1) + up.sum(1)) + above
        up[-1, -1] = offered * persistence  # not yet at the top, from where none goes up
        steps.append(_solve(-local.T, up.T).T)
        above = steps[-1] @ down
    weights = [_null_vector(serve - np.diag(serve.sum(1) + up.sum(1)) + above)]
    weights.extend(accumulate(reversed(steps), np.matmul, initial=weights[0]))
    return _summary(np.array(weights[1:]), retry)


def _tries(states: int, rate: float, persistence: float) -> Floats:
    """Let one of those who wait get a server, or give up where all are busy."""
    down = np.diag(np.full(states - 1, rate), 1)
    down[-1, -1] = rate * (1.0 - persistence)
    return down


def _null_vector(generator: Floats) -> Floats:
    """Solve x Q = 0 with x adding up to 1."""
    square = generator.T.copy()
    square[-1] = 1.0
    right = np.zeros(len(square))
    right[-1] = 1.0
    return _solve(square, right)


def _solve(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _summary(weights: Floats, retry: float) -> Retrials:
    chances = weights / weights.sum()
    servers = np.arange(chances.shape[1])
    waiting = np.arange(chances.shape[0])
    return Retrials(
        again=float(retry * (waiting @ chances.sum(1))),
        busy=float(chances[:, -1].sum()),
        mean_busy=float(chances.sum(0) @ servers),
    )
