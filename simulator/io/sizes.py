"""Lists and mappings far larger than their field allows, told before anything is built."""

from collections.abc import Iterator
from typing import Final

from simulator.errors import Problem
from simulator.io.field_rules import Rule, alternatives, expectation, rules_at, scenario_schema
from simulator.io.nodes import Node, Part, quote
from simulator.io.paths import format_path

SMALL: Final = 1_000
"""Lists up to here are built at once; their own limits are told afterwards."""
MAX_KEYS: Final = 5_000
"""More than any mapping of a scenario has use for."""


def oversized(root: Node) -> list[Problem]:
    """Find what is too large, down through mappings but not through lists.

    Parameters
    ----------
    root : Node
        The scenario.

    Returns
    -------
    list of Problem
        One per list or mapping; empty for a scenario of sensible size.
    """
    if not _is_large(root):  # so that ordinary files need no rules
        return []
    return list(_below(root, [scenario_schema()], ()))


def _is_large(node: Node) -> bool:
    """Tell whether anything below, not within lists, is longer than is built at once."""
    if isinstance(node.value, list):
        return len(node.value) > SMALL
    if isinstance(node.value, dict):
        return len(node.value) > SMALL or any(map(_is_large, node.value.values()))
    return False


def _below(node: Node, rules: list[Rule], where: tuple[Part, ...]) -> Iterator[Problem]:
    if isinstance(node.value, list):
        most = [rule["maxItems"] for rule in alternatives(rules, node) if "maxItems" in rule]
        if most and len(node.value) > max(most):
            found = quote(node.value)
            expected = expectation(rules)
            yield Problem("S207", node.file, node.line, format_path(where), found, expected)
    elif isinstance(node.value, dict) and len(node.value) > MAX_KEYS:
        found, expected = f"{len(node.value):,} keys", f"at most {MAX_KEYS:,}"
        yield Problem("S207", node.file, node.line, format_path(where), found, expected)
    elif isinstance(node.value, dict):
        for key, below in node.value.items():
            if isinstance(below.value, list | dict):
                yield from _below(below, rules_at(node, rules, key), (*where, key))
