"""Paths into a scenario, such as ``components.text.servers`` or ``hazards[0].site``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from simulator.io.nodes import Node, Part

EVERY: Final = "*"
"""The step that means every element."""
MAX_STEPS: Final = 16
_MAX_NAMES: Final = 12
_MOST_COMPARED: Final = 300
_STEP = re.compile(r"\[([0-9]{1,6})\]|(?:^|\.)([^.\[\]\s]{1,100})")


def parse_path(text: str) -> tuple[Part, ...] | None:
    """Split a path into its steps.

    Parameters
    ----------
    text : str
        Keys, ids, positions or ``*``, joined by dots; positions may stand in brackets.

    Returns
    -------
    tuple of str and int, or None
        The steps; None if the text is not a path.

    Examples
    --------
    >>> parse_path("components.*.pattern"), parse_path("hazards[0].site"), parse_path("a..b")
    (('components', '*', 'pattern'), ('hazards', 0, 'site'), None)
    """
    steps: list[Part] = []
    end = 0
    for match in _STEP.finditer(text):
        if match.start() != end or len(steps) == MAX_STEPS:
            return None
        end = match.end()
        steps.append(match[2] if match[1] is None else int(match[1]))
    return tuple(steps) if steps and end == len(text) else None


def format_path(parts: Sequence[Part]) -> str:
    """Join the steps of a path.

    >>> format_path(["hazards", 0, "site"])
    'hazards[0].site'
    """
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a walk down a tree."""

    node: Node
    """The last node that was reached."""
    where: str
    """The path to it, elements of lists named by their ids."""
    rest: tuple[Part, ...]
    """Steps that could not be taken."""


def walk_down(root: Node, parts: Sequence[Part]) -> Found:
    """Follow a path as far as it leads.

    Parameters
    ----------
    root : Node
        Where to start.
    parts : sequence of str and int
        Keys, ids or positions.

    Returns
    -------
    Found
        The last node, its path and what was left.
    """
    node, named = root, list[Part]()
    for taken, part in enumerate(parts):
        below = node.child(part)
        if below is None:
            return Found(node, format_path(named), tuple(parts[taken:]))
        named.append(step_name(node, part, below))
        node = below
    return Found(node, format_path(named), ())


def step_name(above: Node, part: Part, below: Node) -> Part:
    """Name a step: an element of a list by its id if it has one, by its position if not."""
    if not isinstance(above.value, list):
        return part
    if below.id is not None:
        return below.id
    return int(part)


def choices(names: Sequence[str]) -> str:
    """List names for a message when they are few.

    >>> choices(["a", "b"]), choices([])
    (' (a, b)', '')
    """
    return f" ({', '.join(names)})" if 0 < len(names) <= _MAX_NAMES else ""


def nearest(name: object, names: Sequence[str]) -> str:
    """Suggest the nearest known name, or nothing.

    >>> nearest("pangio", ["pangyo", "anyang"])
    "did you mean 'pangyo'?"
    """
    close = get_close_matches(str(name)[:100], names[:_MOST_COMPARED], n=1)
    return f"did you mean {close[0]!r}?" if close else ""
