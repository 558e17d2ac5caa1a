"""Place intervals of one quantity on an axis of its own, in percent of its width."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["observed", "prior", "outer", "inner", "median", "seen"]
KINDS: Final[tuple[Kind, ...]] = ("observed", "prior", "outer", "inner", "median", "seen")
"""What a strip can show, from the back to the front."""
_PADDING: Final = 0.05
"""Room at either end, as a share of what is shown."""
_STRETCH: Final = 1.5
"""How many times its own length an axis may grow, so that the prior fits in as well."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The part of a quantity that a strip shows."""

    low: float
    """Value at its left end."""
    high: float
    """Value at its right end."""

    def at(self, value: float) -> float:
        """Place a value, percent of the width; what lies outside is put at the nearer end.

        >>> Axis(0.0, 10.0).at(2.5), Axis(0.0, 10.0).at(99.0)
        (25.0, 100.0)
        """
        share = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(share, 0.0), 1.0), 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """One interval or point on a strip."""

    kind: Kind
    """What it shows."""
    left: float
    """Where it begins, percent of the width."""
    width: float
    """How wide it is, percent; 0 for a point."""
    cut: str = ""
    """Ends that lie outside: empty, left, right, or both with a space between them."""


def axis(needed: Iterable[float], welcome: Iterable[float] = ()) -> Axis:
    """Choose the part of a quantity to show.

    Parameters
    ----------
    needed : iterable of float
        Values that must be on it; at least one.
    welcome : iterable of float
        Values that are shown where that does not squeeze the needed ones.

    Returns
    -------
    Axis
        Never of length zero; it does not begin below zero where no value does.

    Examples
    --------
    >>> axis([-5.0, 5.0])
    Axis(low=-5.5, high=5.5)
    >>> axis([0.0, 10.0], [1000.0])
    Axis(low=0.0, high=26.25)
    """
    values = list(needed)
    low, high = min(values), max(values)
    length = high - low or abs(high) or 1.0
    if low == high:
        low, high = low - length / 2, high + length / 2
    wide = [low, high, *welcome]
    least, most = max(min(wide), low - _STRETCH * length), min(max(wide), high + _STRETCH * length)
    room = _PADDING * (most - least)
    return Axis(max(least - room, 0.0) if min(wide) >= 0 else least - room, most + room)


def interval(kind: Kind, low: float, high: float, on: Axis) -> Mark:
    """Place an interval; an end that lies outside is marked as cut.

    Parameters
    ----------
    kind : str
        What it shows.
    low, high : float
        Its ends, low <= high.
    on : Axis
        Where it is placed.

    Returns
    -------
    Mark
        In percent of the width.
    """
    outside = {"left": low < on.low, "right": high > on.high}
    cut = " ".join(side for side, cut_off in outside.items() if cut_off)
    return Mark(kind, on.at(low), round(on.at(high) - on.at(low), 2), cut)


def point(kind: Kind, value: float, on: Axis) -> Mark:
    """Place a single value."""
    return Mark(kind, on.at(value), 0.0)


@dataclass(frozen=True, slots=True)
class Strip:
    """One quantity: what it is, its intervals, and all of it in words."""

    id: str
    """Unique on its page."""
    label: str
    """What the quantity is."""
    verdict: str
    """inner, outer, miss, kept, broken or open; empty where nothing is judged."""
    marks: tuple[Mark, ...]
    """From the back to the front; none where there is no value."""
    ends: tuple[str, str]
    """Values at both ends of the axis, with their unit."""
    said: tuple[str, ...]
    """The intervals in words, a line each."""
    more: tuple[str, ...] = ()
    """Who measured it, and what one should know."""
    links: tuple[str, ...] = ()
    """Addresses of the sources."""
    told: str = ""
    """The verdict in words, where those of its kind do not say enough."""
