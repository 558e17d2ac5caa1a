"""Combine basic events by gates into binary decision diagrams."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import accumulate
from typing import Final

from dd.autoref import BDD, Function

from simulator.model.base import ROUNDING
from simulator.reliability.events import BasicEvent

_DEEP: Final = 50_000
"""A diagram is as deep as it has variables, and the library walks it by recursion."""


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let the library walk deep diagrams."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEP))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class Gates:
    """A manager of diagrams, and the events that are their variables."""

    def __init__(self) -> None:
        self.manager = BDD()
        self.events: dict[str, BasicEvent] = {}

    @property
    def never(self) -> Function:
        """What cannot happen."""
        return self.manager.false

    @property
    def always(self) -> Function:
        """What is always so."""
        return self.manager.true

    def event(self, event: BasicEvent) -> Function:
        """Turn a basic event into a variable; sure and impossible ones into constants."""
        if event.role != "house" and event.chance <= 0.0:
            return self.never
        if event.chance >= 1.0:
            return self.always
        if event.name not in self.events:
            self.events[event.name] = event
            self.manager.declare(event.name)
        return self.manager.var(event.name)

    def any_of(self, inputs: Iterable[Function]) -> Function:
        """Happen if any input does."""
        return reduce(lambda a, b: a | b, inputs, self.never)

    def all_of(self, inputs: Iterable[Function]) -> Function:
        """Happen if all inputs do."""
        return reduce(lambda a, b: a & b, inputs, self.always)

    def at_least(self, k: int, inputs: Sequence[Function]) -> Function:
        """Happen if k of the inputs do (voting gate, IEC 61025)."""
        return self.heavier([(1.0, one) for one in inputs], k - 0.5)

    def heavier(self, inputs: Sequence[tuple[float, Function]], limit: float) -> Function:
        """Happen if the weights of the inputs that happen add up to more than a limit.

        Parameters
        ----------
        inputs : sequence of tuple
            Weights, > 0, and what they stand for.
        limit : float
            What must be exceeded, by more than rounding.

        Returns
        -------
        Function
            The gate, built from the last input to the first.
        """
        rest = [0.0, *accumulate(weight for weight, _ in reversed(inputs))][::-1]
        known: dict[tuple[int, float], Function] = {}

        def gate(place: int, left: float) -> Function:
            if left < -ROUNDING:
                return self.always
            if rest[place] <= left + ROUNDING:
                return self.never
            key = (place, round(left / ROUNDING))
            if key not in known:
                weight, one = inputs[place]
                with_it, without = gate(place + 1, left - weight), gate(place + 1, left)
                known[key] = self.manager.ite(one, with_it, without)
            return known[key]

        return gate(0, limit)
