"""Say what share of requests finds a server, at the level of fidelity that a service asks for."""

from math import exp

from simulator.population.jit import inlined
from simulator.topology.world import LOSS, WAITING

_HALVINGS = 60


@inlined
def served_share(load, decay):
    """Serve everything up to capacity, and beyond it ever less of what could be served.

    Parameters
    ----------
    load : float
        Requests over capacity, dimensionless.
    decay : float
        Kappa: 0 is ideal load shedding, dimensionless.

    Returns
    -------
    float
        Share of requests served: min(1, 1/x) exp(-kappa (x-1)+).

    References
    ----------
    .. [1] N. Bronson et al. (2021), Metastable failures in distributed systems, HotOS.
    """
    if load <= 1.0:
        return 1.0
    return exp(-decay * (load - 1.0)) / load


@inlined
def erlang_b(servers, offered):
    """Find the chance that all servers are busy where nobody waits (Erlang 1917).

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Arrivals per mean service time, erlangs.

    Returns
    -------
    float
        Probability, by the recursion B(c) = a B(c-1) / (c + a B(c-1)).
    """
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return blocked


@inlined
def erlang_c(servers, offered):
    """Find the chance of having to wait where everybody waits (Erlang 1917).

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Arrivals per mean service time, erlangs.

    Returns
    -------
    float
        Probability; 1 where more arrive than can be served. The mean wait is C / (c - a) mean
        service times.
    """
    if offered >= servers:
        return 1.0
    blocked = erlang_b(servers, offered)
    return servers * blocked / (servers - offered * (1.0 - blocked))


@inlined
def timely_share(servers, offered, patience):
    """Find the share of callers whose wait ends within their patience.

    Whoever would wait longer leaves and keeps no server busy, so the share p that stays offers
    p a erlangs and solves p = 1 - C(c, p a) exp(-(c - p a) t): the wait of M/M/c under the load
    of those who stay, in place of the queue with impatience of Baccelli and Hebuterne (1981).

    Parameters
    ----------
    servers : int
        Number of servers, >= 1.
    offered : float
        Arrivals per mean service time, erlangs.
    patience : float
        Longest wait, mean service times.

    Returns
    -------
    float
        Share, 0 to 1.
    """
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        kept = middle * offered
        late = 1.0
        if kept < servers:
            late = erlang_c(servers, kept) * exp(-(servers - kept) * patience)
        if middle < 1.0 - late:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@inlined
def share_with_room(load, mode, decay, servers, patience):
    """Find the share of requests that a service has room for, fluid or with so many servers.

    Parameters
    ----------
    load : float
        Requests over capacity, dimensionless; with servers, what each of them is offered.
    mode : int
        FLUID, LOSS or WAITING.
    decay : float
        Kappa, of a fluid.
    servers : int
        Servers of one place, of a queue.
    patience : float
        Longest wait, mean service times; of a queue in which people wait.

    Returns
    -------
    float
        Share, 0 to 1.
    """
    if mode == LOSS:
        return 1.0 - erlang_b(servers, servers * load)
    if mode == WAITING:
        return timely_share(servers, servers * load, patience)
    return served_share(load, decay)
