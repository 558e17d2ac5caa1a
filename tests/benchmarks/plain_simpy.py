"""Live the common outage in plain SimPy, one process per person."""

from collections.abc import Generator
from random import Random

import simpy
from workload import MEANS, TICKS, Line, Lived, Market, gathered, lines_of

Steps = Generator[simpy.Event, None, None]


def clear(env: simpy.Environment, market: Market) -> Steps:
    """Close every tick between its last attempt and the next tick's first."""
    yield env.timeout(0.5)
    for tick in range(1, TICKS + 1):
        market.close(tick)
        yield env.timeout(1.0)


def live(env: simpy.Environment, lines: list[Line], counts: dict[str, int]) -> Steps:
    """Be one person: wait for whatever comes next, and do it."""
    while (tick := min(line.next for line in lines)) < TICKS:
        yield env.timeout(tick - env.now)
        for line in lines:
            if line.next == tick:
                line.act(tick, counts)


def simulate(people: int, seed: int) -> Lived:
    """Let people live through the outage.

    Parameters
    ----------
    people : int
        How many.
    seed : int
        Address of their luck.

    Returns
    -------
    Lived
        What each of them did.
    """
    luck = Random(seed)  # noqa: S311 - no secret
    env, market = simpy.Environment(), Market(people)
    counts = [dict.fromkeys(MEANS, 0) for _ in range(people)]
    for person, mine in enumerate(counts):
        env.process(live(env, lines_of(person, market, luck), mine))
    env.process(clear(env, market))
    env.run()
    return gathered(counts, market)
