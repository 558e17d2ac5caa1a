"""Find who can never begin because each waits for the other."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Want(NamedTuple):
    """Others of whom some must have begun before."""

    enough: int
    names: tuple[str, ...]


def never_begin(wants: Mapping[str, Sequence[Want]]) -> list[str]:
    """Find those that cannot begin in any order.

    Parameters
    ----------
    wants : mapping of str to sequence of Want
        What each must have before; whoever is only named and not a key has begun already.

    Returns
    -------
    list of str
        In the order of the keys; each of them waits for another one among them.

    Examples
    --------
    >>> a, b = Want(1, ("b",)), Want(1, ("a", "power"))
    >>> never_begin({"a": [a], "b": [b], "c": [a]})
    []
    >>> never_begin({"a": [a], "b": [Want(2, ("a", "power"))], "c": [a]})
    ['a', 'b', 'c']
    """
    waiting: dict[str, list[tuple[str, int]]] = {}
    missing = {name: [want.enough for want in mine] for name, mine in wants.items()}
    for name, mine in wants.items():
        for number, want in enumerate(mine):
            for other in want.names:
                waiting.setdefault(other, []).append((name, number))
    begun = deque(other for other in waiting if other not in wants)
    begun.extend(name for name, counts in missing.items() if not counts)
    done = set(begun)
    while begun:
        for name, number in waiting.get(begun.popleft(), []):
            missing[name][number] -= 1
            if name not in done and all(count <= 0 for count in missing[name]):
                done.add(name)
                begun.append(name)
    return [name for name in wants if name not in done]


def shortest_circle(start: str, needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Find the shortest way from a name back to itself, or nothing.

    Parameters
    ----------
    start : str
        Where to begin.
    needs : mapping of str to iterable of str
        Whom each needs.

    Returns
    -------
    list of str
        The names on the way, the start first and not again at the end.

    Examples
    --------
    >>> shortest_circle("a", {"a": ["b", "c"], "b": ["c"], "c": ["a"]})
    ['a', 'c']
    """
    reached, before = [start], {start: ""}
    for last in reached:  # grows while it is walked: breadth first
        for name in needs.get(last, ()):
            if name == start:
                return _way_to(last, start, before)
            if name not in before:
                before[name] = last
                reached.append(name)
    return []


def _way_to(last: str, start: str, before: Mapping[str, str]) -> list[str]:
    way = [last]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def circles(names: Iterable[str], needs: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Name circles so that each name stands in one at most, and shortest ones first found.

    Parameters
    ----------
    names : iterable of str
        Among whom to look.
    needs : mapping of str to iterable of str
        Whom each needs.

    Returns
    -------
    list of list of str
        In the order of the names; without the names in them no circle is left.

    Examples
    --------
    >>> circles(["a", "b"], {"a": ["b"], "b": ["a", "c"], "c": ["b"]})
    [['a', 'b']]
    """
    order = list(dict.fromkeys(names))
    left = _within(order, needs)
    found: list[list[str]] = []
    for name in order:
        circle = shortest_circle(name, left) if name in left else []
        if circle:
            found.append(circle)
            for member in circle:  # no way leads on from it
                del left[member]
    return found


def _within(names: Iterable[str], needs: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    inside = set(names)
    return {name: [other for other in needs.get(name, ()) if other in inside] for name in inside}
