"""Pydantic's complaints in our own words, at the line where the value was written."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import Problem
from simulator.io.field_rules import (
    Rule,
    alternatives,
    expectation,
    file_keys,
    known_keys,
    meaning,
    nearest_key,
    rules_at,
    scenario_schema,
    telling_keys,
    usual_form,
    words_allowed,
)
from simulator.io.nodes import Node, Part, quote
from simulator.io.paths import choices, format_path, nearest, step_name

TRANSLATED_AT_MOST: Final = 100

_CODES: Final = {
    "missing": "S201",
    "union_tag_not_found": "S201",
    "extra_forbidden": "S202",
    "greater_than": "S204",
    "greater_than_equal": "S204",
    "less_than": "S204",
    "less_than_equal": "S204",
    "finite_number": "S204",
    "literal_error": "S205",
    "union_tag_invalid": "S205",
    "string_pattern_mismatch": "S206",
    "string_too_short": "S206",
    "string_too_long": "S206",
    "too_short": "S207",
    "too_long": "S207",
    "value_error": "S208",
}
_NUMBER_IN_QUOTES = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?%?|[0-9][0-9_,]*")
_KIND_UNKNOWN: Final = {"union_tag_not_found", "union_tag_invalid"}
_KEY_MARK: Final = "[key]"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where pydantic points: the node, its path, its rules and what is missing below it."""

    node: Node
    above: Node
    where: tuple[Part, ...]
    rules: list[Rule]
    missing: str = ""
    in_union: bool = False


def translate(error: ValidationError, root: Node) -> tuple[list[Problem], int]:
    """Turn pydantic's complaints about a scenario into problems.

    Parameters
    ----------
    error : ValidationError
        What the declarations refused.
    root : Node
        The tree that was offered to them.

    Returns
    -------
    problems : list of Problem
        The first hundred, one per field.
    more : int
        How many complaints were left out.
    """
    complaints = error.errors(include_input=False, include_url=False)
    by_field: dict[tuple[Part, ...], list[tuple[Problem, bool]]] = {}
    for complaint in complaints[:TRANSLATED_AT_MOST]:
        spot = _find(root, complaint)
        if _is_echo(complaint, spot.node):
            continue
        where = (*spot.where, spot.missing) if spot.missing else spot.where
        by_field.setdefault(where, []).append((_problem(complaint, spot, where), spot.in_union))
    problems = [
        _one([problem for problem, _ in found])
        for where, found in by_field.items()
        if not (all(in_union for _, in_union in found) and _said_below(where, by_field))
    ]
    return problems, max(0, len(complaints) - TRANSLATED_AT_MOST)


def _is_echo(complaint: Any, node: Node) -> bool:  # noqa: ANN401 - pydantic's own dictionary
    """Tell a list that is called too short only because refused elements do not count."""
    if complaint["type"] != "too_short" or not isinstance(node.value, list):
        return False
    return len(node.value) >= int(complaint["ctx"]["min_length"])


def _find(root: Node, complaint: Any) -> _Spot:  # noqa: ANN401 - pydantic's own dictionary
    """Follow pydantic's location, which also names the members of unions on its way."""
    node, above, rules = root, root, [scenario_schema()]
    where: list[Part] = []
    in_union = False
    steps = [step for step in complaint["loc"] if step != _KEY_MARK]
    for left, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        below = None if left and _is_kind(node, rules, step) else node.child(step)
        if below is None and left == 0 and complaint["type"] == "missing":
            return _Spot(node, above, tuple(where), rules, missing=str(step))
        in_union = below is None
        if below is None:
            continue
        where.append(step_name(node, step, below))
        if left > 0 or complaint["type"] != "extra_forbidden":
            rules = rules_at(node, rules, step)
        above, node = node, below
    spot = _Spot(node, above, tuple(where), rules, in_union=in_union)
    return _at_kind(complaint, spot) if complaint["type"] in _KIND_UNKNOWN else spot


def _is_kind(node: Node, rules: list[Rule], step: Part) -> bool:
    """Tell the name of a union's member from a key of the same name."""
    return step == node.text("kind") and any("discriminator" in rule for rule in rules)


def _at_kind(complaint: Any, spot: _Spot) -> _Spot:  # noqa: ANN401 - pydantic's own dictionary
    """Point at the field that should have told which member of a union is meant."""
    field = complaint["ctx"]["discriminator"].strip("'")
    below = spot.node.child(field)
    if below is None:
        return replace(spot, missing=field)
    rules = rules_at(spot.node, spot.rules, field)
    return _Spot(below, spot.node, (*spot.where, field), rules)


def _said_below(where: tuple[Part, ...], others: Collection[tuple[Part, ...]]) -> bool:
    """Tell whether another problem lies deeper in the same field."""
    return any(len(other) > len(where) and other[: len(where)] == where for other in others)


def _one(problems: list[Problem]) -> Problem:
    """Choose among what the members of a union say about one field."""
    exact = [problem for problem in problems if problem.code != "S203"]
    return (exact or problems)[0]


def _problem(complaint: Any, spot: _Spot, where: tuple[Part, ...]) -> Problem:  # noqa: ANN401
    """Write one complaint as a problem."""
    code = _CODES.get(complaint["type"], "S203")
    node = spot.node
    line, found, expected = node.line, quote(node.value), expectation(spot.rules)
    hint = ""
    match code:
        case "S201":
            rules = rules_at(node, spot.rules, spot.missing)
            found, expected, hint = "nothing", expectation(rules), _about(rules)
        case "S202":
            names = [*known_keys(spot.above, spot.rules), *file_keys(where[:-1])]
            telling = telling_keys(names)
            line, found = node.key_line, f"the key {quote(where[-1])}"
            expected, hint = f"a known key{choices(telling)}", nearest_key(where[-1], names)
        case "S208":
            found, expected = _rule_broken(str(complaint["ctx"]["error"]), found)
        case _ if complaint["loc"][-1:] == (_KEY_MARK,):
            line, found, expected = node.key_line, f"the key {quote(where[-1])}", "an id as key"
        case _:
            hint = _hint(node, spot.rules) or _about(spot.rules)
    return Problem(code, node.file, line, format_path(where), found, expected, hint)


def _rule_broken(said: str, value: str) -> tuple[str, str]:
    """Split "X; expected Y"; without the second half the rule itself is what was expected."""
    found, _, expected = said.partition("; expected ")
    return (found, expected) if expected else (value, said)


def _about(rules: list[Rule]) -> str:
    """Quote what the declaration says about a field."""
    said = meaning(rules)
    return f"this field says: {said}" if said else ""


def _hint(node: Node, rules: list[Rule]) -> str:
    """Guess the slip of the pen."""
    if not isinstance(node.value, str):
        return usual_form(node, rules)
    words = [str(word) for rule in alternatives(rules, None) for word in words_allowed(rule)]
    kinds = {rule.get("type") for rule in alternatives(rules, None)}
    if kinds & {"number", "integer"} and _NUMBER_IN_QUOTES.fullmatch(node.value.strip()):
        return "write the number without quotation marks, leading zeros, separators or '%'"
    if "boolean" in kinds:
        return "write true or false"
    return nearest(node.value, words) or usual_form(node, rules)
