"""A tree of values that each remember the file and line where they were written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Plain: TypeAlias = Scalar | list["Plain"] | dict[str, "Plain"]
Part: TypeAlias = str | int
"""One step of a path: a key of a mapping or a position in a list."""

_LONGEST_QUOTE = 60
_NAMING_KEYS = ("id", "service", "zone", "on")
_POSITION = re.compile(r"[0-9]{1,6}")


@dataclass(slots=True)
class Node:
    """One value of a file, with its place."""

    value: Scalar | list["Node"] | dict[str, "Node"]
    """What stands there; containers hold nodes again."""
    file: str
    """Name of the file it was written in."""
    line: int | None
    """Where a scalar stands, or the key of a mapping or list; counted from 1."""
    key_line: int | None = None
    """Where its key stands, if it has one."""

    def copy(self) -> "Node":
        """Copy the whole tree below, places included."""
        match self.value:
            case dict() as mapping:
                value: Scalar | list[Node] | dict[str, Node]
                value = {key: node.copy() for key, node in mapping.items()}
            case list() as elements:
                value = [node.copy() for node in elements]
            case scalar:
                value = scalar
        return Node(value, self.file, self.line, self.key_line)

    def plain(self) -> Plain:
        """Strip the places and keep the data."""
        match self.value:
            case dict() as mapping:
                return {key: node.plain() for key, node in mapping.items()}
            case list() as elements:
                return [node.plain() for node in elements]
            case scalar:
                return scalar

    def child(self, part: Part) -> "Node | None":
        """Take one step down, or None where there is nothing.

        A list is entered by position or by the name of an element.
        """
        match self.value:
            case dict() as mapping:
                return mapping.get(part) if isinstance(part, str) else None
            case list() as elements:
                position = self.position(part)
                return None if position is None else elements[position]
            case _:
                return None

    def position(self, part: Part) -> int | None:
        """Find the element of a list that an id or a position, as number or text, names.

        Where elements have no id, the one thing that they are about names them.
        """
        if not isinstance(self.value, list):
            return None
        if isinstance(part, str):
            for key in _NAMING_KEYS:
                named = [at for at, element in enumerate(self.value) if element.text(key) == part]
                if len(named) == 1 or (named and key == "id"):
                    return named[0]
            if not _POSITION.fullmatch(part):
                return None
        return int(part) if int(part) < len(self.value) else None

    @property
    def id(self) -> str | None:
        """The text under the key ``id``, if this is a mapping with one."""
        return self.text("id")

    def text(self, key: str) -> str | None:
        """Read the text under a key, if this is a mapping with one."""
        named = self.value.get(key) if isinstance(self.value, dict) else None
        return named.value if named is not None and isinstance(named.value, str) else None

    def names(self) -> tuple[str, ...]:
        """List the keys of a mapping or the ids of a list's elements."""
        match self.value:
            case dict() as mapping:
                return tuple(mapping)
            case list() as elements:
                texts = [e.text(key) for e in elements for key in _NAMING_KEYS]
                return tuple(text for text in texts if text is not None)
            case _:
                return ()

    def walk(self) -> Iterator["Node"]:
        """Visit this node and every one below it."""
        yield self
        below = self.value.values() if isinstance(self.value, dict) else self.value
        if not isinstance(below, str | int | float | None):
            for node in below:
                yield from node.walk()


def quote(value: object) -> str:
    """Quote a value for a message, shortened to 60 characters.

    >>> quote("pangyoo"), quote(None), quote(True), quote([1, 2])
    ("'pangyoo'", 'nothing', 'true', 'a list of 2')
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return f"a mapping of {len(value)}"
        case list():
            return f"a list of {len(value)}"
        case _:
            text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 4]}...{text[-1]}"
