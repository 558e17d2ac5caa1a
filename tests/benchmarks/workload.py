"""Say what people do in the outage that all programs of this folder live, whoever moves the clock.

Four services of the same kind, each with an incumbent and two small alternatives. All incumbents
are down from hour 10 to hour 34 of 72. A person wants each service at a daily rate; after a
failure they try again, give up, or at the third failure in a row move to an alternative, which
can serve only a small part of everybody and fails the more the more people try.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import NamedTuple

TICKS_PER_H = 12
TICKS = 72 * TICKS_PER_H
DOWN, UP = 10 * TICKS_PER_H, 34 * TICKS_PER_H
PER_DAY = (10.0, 4.0, 4.0, 2.0)
SERVICES = range(len(PER_DAY))
MESSAGES = 0
PACE = (0.5, 1.5)
"""Two kinds of people, by turns."""
RETRY_TICKS, RETURN_TICKS = 2.0, 144.0
"""Means."""
HELD = (1.0, 0.2, 0.1)
"""Share of people who have each option from the start."""
CAPACITY = (math.inf, 0.10, 0.06)
"""Part of everybody's ordinary load."""
SMOOTHING = 0.3
IN_A_ROW = 3
STAY, SWITCH_HELD, SWITCH_NEW = 0.7, 0.9, 0.3
MEANS = {
    "attempts": 85.24,
    "served": 37.46,
    "unserved": 18.885,
    "switches": 4.065,
    "installs": 1.972,
}
"""Counts of a person, as other programs of the same law found."""
MOVED_AT_RECOVERY = 0.73


class Lived(NamedTuple):
    """What a program leaves behind."""

    counts: dict[str, list[int]]
    """One number for each person, under the names of MEANS."""
    moved_at_recovery: float
    """Share of people whose messenger is another by then."""


def _cumulative(per_day: float, pace: float) -> list[float]:
    """Add up the expected requests before each tick."""
    hours = (tick / TICKS_PER_H for tick in range(TICKS))
    swing = (1.0 + 0.8 * math.cos(2.0 * math.pi * (hour - 15.0) / 24.0) for hour in hours)
    return list(accumulate((per_day / 288.0 * pace * s for s in swing), initial=0.0))


CUMULATIVE = {(s, pace): _cumulative(PER_DAY[s], pace) for s in SERVICES for pace in PACE}


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

    def close(self, tick: int) -> None:
        """Take in the attempts before a tick, and say how much fails from it on."""
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


def lines_of(person: int, market: Market, luck: Random) -> list[Line]:
    """Give a person the four services."""
    return [Line(service, PACE[person % 2], market, luck) for service in SERVICES]


def gathered(counts: list[dict[str, int]], market: Market) -> Lived:
    """Put the counts of everyone together."""
    by_name = {name: [person[name] for person in counts] for name in MEANS}
    return Lived(by_name, market.moved_at_recovery)
