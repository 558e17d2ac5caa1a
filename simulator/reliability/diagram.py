"""Read a binary decision diagram as arrays: how likely it is, and what each event adds."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from simulator.reliability.gates import Gates, Node

FALSE: Final = 0
TRUE: Final = 1
_FIRST: Final = 2


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram without complemented edges; nodes 0 and 1 are false and true, children first."""

    events: tuple[str, ...]
    """Event of each node from 2 on."""
    low: tuple[int, ...]
    """Where to go if it does not happen."""
    high: tuple[int, ...]
    """Where to go if it happens."""
    root: int
    """Where to begin."""

    def probability(self, chances: Mapping[str, float]) -> float:
        """Find the chance of the top event (Shannon's expansion; Rauzy 1993).

        Parameters
        ----------
        chances : mapping of str to float
            Probability of each basic event, independent of each other, 0 to 1.

        Returns
        -------
        float
            Exact up to rounding. Probability, 0 to 1.
        """
        return self._values(chances)[self.root]

    def derivatives(self, chances: Mapping[str, float]) -> dict[str, float]:
        """Find how fast the chance of the top event grows with that of each basic event.

        Parameters
        ----------
        chances : mapping of str to float
            Probability of each basic event, 0 to 1.

        Returns
        -------
        dict of str to float
            Q(q_i = 1) - Q(q_i = 0), by one pass up and one down. Dimensionless.
        """
        values = self._values(chances)
        weight = [0.0] * len(values)
        weight[self.root] = 1.0
        found = dict.fromkeys(self.events, 0.0)
        for node in range(len(values) - 1, _FIRST - 1, -1):
            place = node - _FIRST
            low, high, event = self.low[place], self.high[place], self.events[place]
            found[event] += weight[node] * (values[high] - values[low])
            weight[high] += weight[node] * chances[event]
            weight[low] += weight[node] * (1.0 - chances[event])
        return found

    def holds(self, happening: AbstractSet[str], also: str = "") -> bool:
        """Tell whether the top event happens when exactly these events do, and one more."""
        node = self.root
        while node > TRUE:
            place = node - _FIRST
            event = self.events[place]
            happens = event in happening or event == also
            node = self.high[place] if happens else self.low[place]
        return node == TRUE

    def _values(self, chances: Mapping[str, float]) -> list[float]:
        values = [0.0, 1.0]
        for event, low, high in zip(self.events, self.low, self.high, strict=True):
            chance = chances[event]
            values.append((1.0 - chance) * values[low] + chance * values[high])
        return values


def read(gates: Gates, top: Node) -> Diagram:
    """Copy a diagram of the library into arrays.

    Parameters
    ----------
    gates : Gates
        Where it was built.
    top : int
        The top event.

    Returns
    -------
    Diagram
        The same function.
    """
    reading = _Reading(gates)
    waiting = [top]
    while waiting:
        missing = [one for one in reading.children(waiting[-1]) if one not in reading.numbers]
        if missing:
            waiting.extend(missing)
        else:
            reading.number(waiting.pop())
    lows, highs = tuple(reading.lows), tuple(reading.highs)
    return Diagram(tuple(reading.events), lows, highs, reading.numbers[top])


class _Reading:
    """What has been read, by the library's numbers."""

    def __init__(self, gates: Gates) -> None:
        self.manager = gates.manager
        self.numbers = {gates.never: FALSE, gates.always: TRUE}
        self.events: list[str] = []
        self.lows: list[int] = []
        self.highs: list[int] = []

    def children(self, one: Node) -> tuple[Node, ...]:
        """Follow both edges of a node, without and with its event; none of what is read."""
        _, low, high = self.manager.succ(one)
        if one in self.numbers or low is None or high is None:
            return ()
        return (-low, -high) if one < 0 else (low, high)

    def number(self, one: Node) -> None:
        """Give a node its number once both its children have theirs."""
        if children := self.children(one):
            low, high = children
            self.numbers[one] = len(self.events) + _FIRST
            self.events.append(str(self.manager.var_at_level(self.manager.succ(one)[0])))
            self.lows.append(self.numbers[low])
            self.highs.append(self.numbers[high])
