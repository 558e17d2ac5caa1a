"""Combine basic events by gates into binary decision diagrams."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import accumulate
from typing import Final, TypeAlias

from dd.bdd import BDD

from simulator.model.base import ROUNDING
from simulator.reliability.events import BasicEvent

Node: TypeAlias = int
"""A diagram by the library's number of its root; a negative one is the negation."""
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
    """A manager of diagrams, and the events that are their variables.

    Parameters
    ----------
    events : dict of str to BasicEvent, optional
        Where events are noted by name; several managers may share it.
    """

    def __init__(self, events: dict[str, BasicEvent] | None = None) -> None:
        self.manager = BDD()  # type: ignore[abstract]  # an oversight in its types
        self.events = {} if events is None else events
        self._declared: set[str] = set()

    @property
    def never(self) -> Node:
        """What cannot happen."""
        return int(self.manager.false)

    @property
    def always(self) -> Node:
        """What is always so."""
        return int(self.manager.true)

    def event(self, event: BasicEvent) -> Node:
        """Turn a basic event into a variable; sure and impossible ones into constants."""
        if event.role != "house" and event.chance <= 0.0:
            return self.never
        if event.chance >= 1.0:
            return self.always
        if event.name not in self._declared:
            self.events[event.name] = event
            self._declared.add(event.name)
            self.manager.declare(event.name)
        return self.variable(event.name)

    def variable(self, name: str) -> Node:
        """Look up the variable of an event that is known."""
        return int(self.manager.var(name))

    def any_of(self, inputs: Iterable[Node]) -> Node:
        """Happen if any input does."""
        return reduce(lambda a, b: int(self.manager.apply("or", a, b)), inputs, self.never)

    def all_of(self, inputs: Iterable[Node]) -> Node:
        """Happen if all inputs do."""
        return reduce(lambda a, b: int(self.manager.apply("and", a, b)), inputs, self.always)

    def choose(self, condition: Node, then: Node, other: Node) -> Node:
        """Happen if the one does where the condition holds, and if the other does elsewhere."""
        return int(self.manager.ite(condition, then, other))

    def at_least(self, k: int, inputs: Sequence[Node]) -> Node:
        """Happen if k of the inputs do (voting gate, IEC 61025)."""
        return self.heavier([(1.0, one) for one in inputs], k - 0.5)

    def heavier(self, inputs: Sequence[tuple[float, Node]], limit: float) -> Node:
        """Happen if the weights of the inputs that happen add up to more than a limit.

        Parameters
        ----------
        inputs : sequence of tuple
            Weights, > 0, and what they stand for.
        limit : float
            What must be exceeded, by more than rounding.

        Returns
        -------
        Node
            The gate, built from the last input to the first.
        """
        rest = [0.0, *accumulate(weight for weight, _ in reversed(inputs))][::-1]
        return self._heavier(inputs, rest, {}, (0, limit))

    def _heavier(
        self,
        inputs: Sequence[tuple[float, Node]],
        rest: Sequence[float],
        known: dict[tuple[int, int], Node],
        asked: tuple[int, float],
    ) -> Node:
        """Decide the gate from one input on, with so much weight left until it happens."""
        place, left = asked
        if left < -ROUNDING:
            return self.always
        if rest[place] <= left + ROUNDING:
            return self.never
        key = (place, round(left / ROUNDING))
        if key not in known:
            weight, one = inputs[place]
            with_it = self._heavier(inputs, rest, known, (place + 1, left - weight))
            without = self._heavier(inputs, rest, known, (place + 1, left))
            known[key] = self.choose(one, with_it, without)
        return known[key]
