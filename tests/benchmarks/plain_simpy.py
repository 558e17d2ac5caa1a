"""Live a common outage in plain SimPy, one process per person, to hold our own speed against.

Four services of the same kind, each with an incumbent and two small alternatives. All incumbents
are down from hour 10 to hour 34 of 72. A person wants each service at a daily rate; after a
failure they try again, give up, or at the third failure in a row move to an alternative, which
can serve only a small part of everybody and fails the more the more people try.
"""

import math
from bisect import bisect_left
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

import simpy

TICKS_PER_H = 12
TICKS = 72 * TICKS_PER_H
DOWN, UP = 10 * TICKS_PER_H, 34 * TICKS_PER_H
PER_DAY = (10.0, 4.0, 4.0, 2.0)
MESSAGES = 0
PACE = (0.5, 1.5)  # the two kinds of people
RETRY_TICKS, RETURN_TICKS = 2.0, 144.0  # means
HELD = (1.0, 0.2, 0.1)  # share of people who have it from the start
CAPACITY = (math.inf, 0.10, 0.06)  # part of everybody's ordinary load
SMOOTHING = 0.3
IN_A_ROW = 3
STAY, SWITCH_HELD, SWITCH_NEW = 0.7, 0.9, 0.3
MEANS = {  # per person, as other programs of the same law found
    "attempts": 85.24,
    "served": 37.46,
    "unserved": 18.885,
    "switches": 4.065,
    "installs": 1.972,
}
MOVED_AT_RECOVERY = 0.73


def _cumulative(per_day: float, pace: float) -> list[float]:
    """Add up the expected requests before each tick."""
    hours = (tick / TICKS_PER_H for tick in range(TICKS))
    swing = (1.0 + 0.8 * math.cos(2.0 * math.pi * (hour - 15.0) / 24.0) for hour in hours)
    return list(accumulate((per_day / 288.0 * pace * s for s in swing), initial=0.0))


@dataclass(slots=True)
class Market:
    """What everybody feels of everybody: load, failures, how many have moved."""

    people: int
    now: list[list[int]] = field(default_factory=lambda: [[0] * 3 for _ in PER_DAY])
    load: list[list[float]] = field(default_factory=lambda: [[0.0] * 3 for _ in PER_DAY])
    failing: list[list[float]] = field(default_factory=lambda: [[0.0] * 3 for _ in PER_DAY])
    moved: int = 0
    share_moved: float = 0.0
    moved_at_recovery: float = 0.0

    def clear(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """Close every tick between its last attempt and the next tick's first."""
        yield env.timeout(0.5)
        for tick in range(1, TICKS + 1):
            for service, per_day in enumerate(PER_DAY):
                base = self.people * per_day / 288.0
                for option, attempts in enumerate(self.now[service]):
                    load = (1.0 - SMOOTHING) * self.load[service][option] + SMOOTHING * attempts
                    self.load[service][option] = load
                    room = CAPACITY[option] * base
                    self.failing[service][option] = 1.0 - room / load if load > room else 0.0
                self.failing[service][0] = float(DOWN <= tick < UP)
                self.now[service] = [0, 0, 0]
            self.share_moved = self.moved / self.people
            if tick == UP:
                self.moved_at_recovery = self.share_moved
            yield env.timeout(1.0)


class Line:
    """One person's dealings with one service."""

    def __init__(self, service: int, pace: float, market: Market, luck: Random) -> None:
        self.service, self.market, self.luck = service, market, luck
        self.wants = CUMULATIVE[service, pace]
        self.held = [luck.random() < share for share in HELD]
        self.option = self.failures = 0
        self.plan(0)

    def plan(self, tick: int) -> None:
        """Draw what happens next from a tick on: an attempt, or before it the way back."""
        luck = self.luck
        self.back = TICKS
        if self.failures:
            self.due = tick + int(luck.expovariate(1.0) * RETRY_TICKS)
        else:
            self.due = bisect_left(self.wants, self.wants[tick] + luck.expovariate(1.0)) - 1
            if self.option:
                self.back = max(tick, UP) + int(luck.expovariate(1.0) * RETURN_TICKS)
        self.next = min(self.due, self.back)

    def act(self, tick: int, counts: dict[str, int]) -> None:
        """Go back, try, or both."""
        if self.back == tick:
            self._move(0)
        if self.due > tick:
            self.back, self.next = TICKS, self.due
            return
        if self._served(counts):
            self.failures = 0
        else:
            self._fail(counts)
        self.plan(tick + 1)

    def _served(self, counts: dict[str, int]) -> bool:
        counts["attempts"] += 1
        self.market.now[self.service][self.option] += 1
        served = self.luck.random() >= self.market.failing[self.service][self.option]
        counts["served"] += served
        return served

    def _fail(self, counts: dict[str, int]) -> None:
        self.failures += 1
        if self.failures < IN_A_ROW:
            if self.luck.random() < STAY:
                return
        elif self._switch(counts) and self._served(counts):
            self.failures = 0
            return
        self.failures = 0
        counts["unserved"] += 1

    def _switch(self, counts: dict[str, int]) -> bool:
        chance = SWITCH_NEW
        if self.service == MESSAGES:
            chance *= 0.5 + self.market.share_moved
        option = 3 - self.option if self.option else self._alternative()
        if self.luck.random() >= (SWITCH_HELD if self.held[option] else chance):
            return False
        counts["switches"] += 1
        counts["installs"] += not self.held[option]
        self.held[option] = True
        self._move(option)
        return True

    def _alternative(self) -> int:
        if self.held[1] != self.held[2]:
            return 1 if self.held[1] else 2
        return self.luck.choice((1, 2))

    def _move(self, option: int) -> None:
        if self.service == MESSAGES:
            self.market.moved += (option > 0) - (self.option > 0)
        self.option = option


CUMULATIVE = {
    (s, pace): _cumulative(PER_DAY[s], pace) for s in range(len(PER_DAY)) for pace in PACE
}


def live(
    env: simpy.Environment, lines: list[Line], counts: dict[str, int]
) -> Generator[simpy.Event, None, None]:
    """Be one person: wait for whatever comes next, and do it."""
    while (tick := min(line.next for line in lines)) < TICKS:
        yield env.timeout(tick - env.now)
        for line in lines:
            if line.next == tick:
                line.act(tick, counts)


def simulate(people: int, seed: int) -> tuple[list[dict[str, int]], float]:
    """Let people live through the outage.

    Parameters
    ----------
    people : int
        How many.
    seed : int
        Address of their luck.

    Returns
    -------
    tuple of list and float
        Counts of each person; share of people whose messenger is another at recovery.
    """
    luck = Random(seed)  # noqa: S311 - no secret
    env, market = simpy.Environment(), Market(people)
    counts = [dict.fromkeys(MEANS, 0) for _ in range(people)]
    for person, mine in enumerate(counts):
        lines = [Line(s, PACE[person % 2], market, luck) for s in range(len(PER_DAY))]
        env.process(live(env, lines, mine))
    env.process(market.clear(env))
    env.run()
    return counts, market.moved_at_recovery
