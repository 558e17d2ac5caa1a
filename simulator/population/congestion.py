"""Weigh tries against room and hands over a beat, with the retries that refusals cause."""

from typing import NamedTuple

from simulator.population.jit import compiled, inlined
from simulator.population.queueing import share_with_room
from simulator.topology.world import FLUID, Floats, Ints

_SETTLED = 1e-12
_MOST_STEPS = 500
SERVED, MATCHED, POOL, SLOPE, _ROOM, _HANDS, _TRIES = range(7)
WORK_ROWS = 7
"""Rows of the room that `serve` works in: shares served and matched, the pool at the end of the
beat and its slope at the beginning; the rest is scratch."""


class Loads(NamedTuple):
    """What services are asked for in a beat; axis S services, rates per hour."""

    fresh: Floats
    """First tries."""
    pool: Floats
    """Needs that wait to try again."""
    retry: Floats
    """Theta: tries per hour of a waiting need."""
    quality: Floats
    """Chance that an admitted request is served, 0 to 1."""
    persistence: Floats
    """Rho: share of failures that will be tried again."""
    capacity: Floats
    """Requests that can be served."""
    decay: Floats
    """Kappa."""
    requests: Floats
    """m_c: requests made for one failed try."""
    mode: Ints
    """FLUID, LOSS or WAITING."""
    servers: Ints
    patience: Floats
    """Servers of one place, and how long people wait for one, in mean service times."""


class Hands(NamedTuple):
    """Jobs that suppliers can do in a beat; axes P suppliers, L channels."""

    first: Ints
    """(P+1,) where the channels of each supplier begin."""
    service: Ints
    """(L,) service of each channel."""
    reach: Floats
    """(L,) jobs an hour of those whom a request reaches through this channel."""
    total: Floats
    """(P,) jobs an hour of all of them, whatever the channel."""


@compiled
def serve(loads, hands, span, work):
    """Average over a beat what share of tries finds room, and of these what finds a supplier.

    Heun's method on dR/dt = rho (1-p) F - theta R with F = fresh + theta R, p = q s(X) m and
    X = F + (m_c - 1)(1 - q s) F; the load is a fixed point, which is approached to 1e-12.

    Parameters
    ----------
    loads : Loads
        What services are asked for.
    hands : Hands
        Who carries it out, where somebody must.
    span : float
        Length of the beat, hours.
    work : ndarray of float64, shape (WORK_ROWS, S)
        Filled in place: mean share with room, mean share matched, pool at the end.
    """
    n_services = work.shape[1]
    for s in range(n_services):
        work[POOL, s] = loads.pool[s]
        work[SLOPE, s] = 0.0
    look(loads, hands, work)
    for s in range(n_services):
        work[SERVED, s], work[MATCHED, s] = work[_ROOM, s], work[_HANDS, s]
        work[SLOPE, s] = pool_slope(loads, work, s)
        work[POOL, s] = max(loads.pool[s] + span * work[SLOPE, s], 0.0)
    look(loads, hands, work)
    for s in range(n_services):
        slope = 0.5 * (work[SLOPE, s] + pool_slope(loads, work, s))
        work[POOL, s] = max(loads.pool[s] + span * slope, 0.0)
    look(loads, hands, work)
    for s in range(n_services):
        work[SERVED, s] = 0.5 * (work[SERVED, s] + work[_ROOM, s])
        work[MATCHED, s] = 0.5 * (work[MATCHED, s] + work[_HANDS, s])


@inlined
def look(loads, hands, work):
    """Find the shares with room, and matched, at one instant with the pools that stand then."""
    for s in range(work.shape[1]):
        work[_TRIES, s] = loads.fresh[s] + loads.retry[s] * work[POOL, s]
        work[_ROOM, s] = room_now(loads, s, work[_TRIES, s])
        work[_HANDS, s] = 1.0
    match(loads, hands, work)


@inlined
def pool_slope(loads, work, s):
    """Let failures fill the pool, and tries empty it. Needs per hour."""
    success = loads.quality[s] * work[_ROOM, s] * work[_HANDS, s]
    filled = loads.persistence[s] * (1.0 - success) * work[_TRIES, s]
    return filled - loads.retry[s] * work[POOL, s]


@inlined
def room_now(loads, s, tries):
    """Find the load that repeated requests make of themselves, from above, so the lightest one."""
    capacity, requests = loads.capacity[s], loads.requests[s]
    quiet = loads.mode[s] == FLUID and tries * requests <= capacity
    if capacity <= 0.0 or quiet:
        return 1.0
    share = 1.0
    for _ in range(_MOST_STEPS):
        before = share
        made = tries * (1.0 + (requests - 1.0) * (1.0 - loads.quality[s] * share))
        share = share_with_room(
            made / capacity, loads.mode[s], loads.decay[s], loads.servers[s], loads.patience[s]
        )
        if before - share < _SETTLED:
            break
    return share


@inlined
def match(loads, hands, work):
    """Share suppliers out: each channel up to those it reaches, all of them up to their number."""
    for p in range(len(hands.total)):
        asked_of_all = 0.0
        for at in range(hands.first[p], hands.first[p + 1]):
            asked_of_all += min(admitted(loads, work, hands.service[at]), hands.reach[at])
        enough = min(1.0, hands.total[p] / max(asked_of_all, _SETTLED))
        for at in range(hands.first[p], hands.first[p + 1]):
            s = hands.service[at]
            asked = max(admitted(loads, work, s), _SETTLED)
            work[_HANDS, s] = min(1.0, hands.reach[at] / asked) * enough


@inlined
def admitted(loads, work, s):
    """Count the tries that get through to suppliers. Per hour."""
    return work[_TRIES, s] * loads.quality[s] * work[_ROOM, s]
