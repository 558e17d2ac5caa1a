"""Count what people do, in whole numbers."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.population.arrays import MET, NOTHING, OUTCOMES
from simulator.topology.world import MOST_OPTIONS, Habits
from simulator.units import HOUR_MS


class Tally(NamedTuple):
    """Whole-number counts; axes T hours, D days, C categories, O options, S services."""

    arrived: NDArray[np.int64]
    """(T, C) needs."""
    outcome: NDArray[np.int64]
    """(T, C, 5) needs closed."""
    attempts: NDArray[np.int64]
    served: NDArray[np.int64]
    """(T, O) tries."""
    installs: NDArray[np.int64]
    """(D, O) completed installations."""
    users: NDArray[np.int64]
    """(D, S, G) people who tried each service on each day, by segment."""
    moves: NDArray[np.int64]
    """(C, 9, 9, 6) needs since the event by ordinary means, actual means, outcome."""
    plain: NDArray[np.int64]
    """(2, T, O) needs met at the first try by ordinary means, before and since the event; they
    stand in no other counter but `first_tries` until `unfolded` adds them."""
    first_tries: NDArray[np.int64]
    """(O,) first tries in this beat."""
    failed_tries: NDArray[np.int64]
    retried: NDArray[np.int64]
    """(O,) failures in this beat, and how many of them will be tried again."""
    waiting: NDArray[np.int64]
    """(2, O) needs that wait to try this option again: deferrable, urgent."""
    adopted: NDArray[np.int64]
    """(O,) completed installations."""
    told: NDArray[np.int64]
    """(6,) people who have learnt of an outage by what told them; the last have begun to fear."""
    credit: NDArray[np.int64]
    """(O, 4, 6) installations by way of crediting and cause, in millionths."""
    reach: NDArray[np.int64]
    """(T, 3) ties, those with a messenger and those with any channel that works at both ends."""
    open_needs: NDArray[np.int64]
    """(C,) needs that have arisen and not ended."""
    scratch: NDArray[np.float64]
    """(MOST_OPTIONS,) room for the weights of one choice; means nothing afterwards."""


def empty_tally(habits: Habits, services: int) -> Tally:
    """Make counters that all stand at zero."""
    categories, hours = len(habits.tries), habits.horizon_ms // HOUR_MS
    options, days, groups = len(habits.service), (hours + 23) // 24, habits.factor.shape[1]

    def zeros(*shape: int) -> NDArray[Any]:
        return np.zeros(shape, np.int64)

    return Tally(
        arrived=zeros(hours, categories),
        outcome=zeros(hours, categories, 5),
        attempts=zeros(hours, options),
        served=zeros(hours, options),
        installs=zeros(days, options),
        users=zeros(days, services, groups),
        moves=zeros(categories, NOTHING + 1, NOTHING + 1, len(OUTCOMES)),
        plain=zeros(2, hours, options),
        first_tries=zeros(options),
        failed_tries=zeros(options),
        retried=zeros(options),
        waiting=zeros(2, options),
        adopted=zeros(options),
        told=zeros(6),
        credit=zeros(options, 4, 6),
        reach=zeros(hours, 3),
        open_needs=zeros(categories),
        scratch=np.zeros(MOST_OPTIONS),
    )


def unfolded(tally: Tally, habits: Habits) -> Tally:
    """Add needs that went their plain way to the counters of tries, needs and moves."""
    since = tally.plain[1].sum(axis=0)
    by_hour = tally.plain.sum(axis=0)
    attempts, served = tally.attempts + by_hour, tally.served + by_hour
    arrived, outcome, moves = tally.arrived.copy(), tally.outcome.copy(), tally.moves.copy()
    for o, c in enumerate(habits.category):
        arrived[:, c] += by_hour[:, o]
        outcome[:, c, MET] += by_hour[:, o]
        j = o - habits.first_option[c]
        moves[c, j, j, MET] += since[o]
    return tally._replace(
        arrived=arrived, outcome=outcome, attempts=attempts, served=served, moves=moves
    )
