"""Turn what people did and what waits into what each service will be asked for."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.population.congestion import MATCHED, SERVED
from simulator.population.jit import compiled, inlined
from simulator.population.queueing import share_with_room
from simulator.topology.world import Floats, Ints

CLEAR = 2.0
"""Standard deviations up to which a deviation from the ordinary load is taken for noise; where
another means of the same need is lost one is enough, since people must go somewhere."""
SMOOTHING_H = 0.5
"""Time constant with which people's moves become expected load (judgement, 0.1 to 1)."""
SEEN = 20.0
"""Failures against which what was seen of persistence counts half."""
PERSISTENCE = 0.7
"""Rho before anything was seen: share of failures tried again (judgement, 0.5 to 0.9)."""
_EXTRA, _NOISE, _NEAR, _TOTAL, _TRIES, _SURE = range(6)
SCRATCH_ROWS = 6
_TINY = 1e-300


class Moves(NamedTuple):
    """What is known of each option; axis O options, rates per hour."""

    service: Ints
    category: Ints
    usual: Floats
    """First tries if nothing had failed, a surge included."""
    shift: Floats
    """Smoothed deviation of first tries from it."""
    failed: Floats
    """Tries that failed lately, fading."""
    retried: Floats
    """Of these, tried again."""
    chance: Floats
    """Chance that an admitted try is served."""
    lost: NDArray[np.bool_]
    """Whether it counts as lost."""
    shut: Floats
    """Share of needs at places without staff, where it does not help."""


@compiled
def weigh(moves, waiting, per_h, loads, helped, scratch):
    """Expect what services are asked for, and tell crowds from the noise of a small sample.

    A deviation d of the ordinary load with variance v is shrunk by 1 - z^2 v / d^2, the positive
    part of the rule of James and Stein (1961); with more people it tends to 1.

    Parameters
    ----------
    moves : Moves
        What is known of each option.
    waiting : ndarray of int64, shape (2, O)
        Needs that wait to try again.
    per_h : ndarray of float64, shape (2,)
        Tries an hour of a waiting need.
    loads : Loads
        First tries, pool, retries, quality and persistence are filled in place.
    helped : ndarray of float64, shape (O,)
        Filled in place: share of tries at places where somebody helps by this means.
    scratch : ndarray of float64, shape (SCRATCH_ROWS, S)
        Room to work in.
    """
    for array in (loads.fresh, loads.pool, loads.retry, loads.quality, loads.persistence):
        array[:] = 0.0
    tell_noise(moves, waiting, per_h, scratch)
    for o in range(len(moves.service)):
        s = moves.service[o]
        sure, crowd = scratch[_SURE, s], waiting[0, o] + waiting[1, o]
        again = per_h[0] * waiting[0, o] + per_h[1] * waiting[1, o]
        expected = max(moves.usual[o] + sure * moves.shift[o], 0.0)
        mass = expected + crowd + _TINY
        loads.fresh[s] += expected
        loads.pool[s] += crowd
        loads.quality[s] += mass * moves.chance[o]
        rho = (SEEN * PERSISTENCE + moves.retried[o]) / (SEEN + moves.failed[o])
        loads.persistence[s] += mass * rho
        scratch[_TOTAL, s] += mass
        scratch[_TRIES, s] += again
        displaced = 1.0 - moves.usual[o] / max(expected + sure * again, moves.usual[o] + _TINY)
        helped[o] = 1.0 - moves.shut[o] * displaced
    for s in range(scratch.shape[1]):
        total = scratch[_TOTAL, s] + _TINY
        loads.quality[s] /= total
        loads.persistence[s] /= total
        loads.retry[s] = scratch[_TRIES, s] / loads.pool[s] if loads.pool[s] > 0.0 else per_h[0]
        loads.pool[s] *= scratch[_SURE, s]


@inlined
def tell_noise(moves, waiting, per_h, scratch):
    """Find how far the deviation of each service from its ordinary load is to be believed."""
    scratch[:] = 0.0
    for o in range(len(moves.service)):
        s = moves.service[o]
        again = per_h[0] * waiting[0, o] + per_h[1] * waiting[1, o]
        scratch[_EXTRA, s] += abs(moves.shift[o]) + again
        scratch[_NOISE, s] += max(moves.usual[o] + moves.shift[o], 0.0) / (2.0 * SMOOTHING_H)
        scratch[_NOISE, s] += per_h[0] ** 2 * waiting[0, o] + per_h[1] ** 2 * waiting[1, o]
        for rival in range(len(moves.service)):
            if moves.lost[rival] and moves.category[rival] == moves.category[o]:
                scratch[_NEAR, s] = 1.0
    for s in range(scratch.shape[1]):
        clear = 1.0 if scratch[_NEAR, s] > 0.0 else CLEAR * CLEAR
        noise = clear * scratch[_NOISE, s] / max(scratch[_EXTRA, s] ** 2, _TINY)
        scratch[_SURE, s] = 1.0 - min(noise, 1.0)


@compiled
def tell(loads, work, outside, served, load):
    """Say how crowded it was: rooms, and for means outside apps the people who carry them out.

    Parameters
    ----------
    loads : Loads
        What services were asked for.
    work : ndarray of float64, shape (WORK_ROWS, S)
        As `serve` has left it.
    outside : ndarray of bool, shape (S,)
        Services that no option uses as an app.
    served, load : ndarray of float64, shape (S,)
        Filled in place: share of requests with room, and requests over room.
    """
    for s in range(len(served)):
        tries = loads.fresh[s] + loads.retry[s] * loads.pool[s]
        repeated = (loads.requests[s] - 1.0) * (1.0 - loads.quality[s] * work[SERVED, s])
        capacity, matched = loads.capacity[s], work[MATCHED, s]
        served[s] = work[SERVED, s]
        load[s] = tries * (1.0 + repeated) / capacity if capacity > 0.0 else 0.0
        if outside[s] and matched < 1.0:
            served[s] *= matched
            load[s] = max(load[s], 1.0 / max(matched, _TINY))


@compiled
def share_by_hour(load, loads, share):
    """Find the share of requests that there is room for, hour by hour.

    Parameters
    ----------
    load : ndarray of float64, shape (T, S)
        Load over capacity. Dimensionless.
    loads : Loads
        How each service refuses.
    share : ndarray of float64, shape (T, S)
        Filled in place.
    """
    for hour in range(load.shape[0]):
        for s in range(load.shape[1]):
            share[hour, s] = share_with_room(
                load[hour, s], loads.mode[s], loads.decay[s], loads.servers[s], loads.patience[s]
            )
