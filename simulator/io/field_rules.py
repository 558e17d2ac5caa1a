"""What may stand in each field, read from the JSON schema of the declarations."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from simulator.io.nodes import Node, Part, quote
from simulator.io.paths import EVERY, nearest
from simulator.model.scenario import Scenario

Rule = dict[str, Any]
"""A piece of JSON schema, which describes one value."""

FILE_KEYS: Final = {
    "world": "Name of a shared world whose keys stand below this file's own.",
    "base": "Name of another scenario on which this one is built.",
    "set": "Values by dotted path, written over the world or base.",
    "apply": "Names of remedies, applied after the values.",
}
"""What a file may say beside the declaration itself."""
TABLE_KEYS: Final = {"population": "Name of a table of residents, in place of the regions."}
"""What a file may say of its people in place of the people's regions."""

_KINDS: Final = {
    "string": "a text",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}
_ID_LETTERS: Final = "^[a-z]"
_EVERYWHERE: Final = frozenset({"basis", "source"})
_KEYED_BY: Final = re.compile(r"\bby (\w+)")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_MAX_CHOICES: Final = 16


@cache
def scenario_schema() -> Rule:
    """Build the JSON schema of a whole declaration, once."""
    return Scenario.model_json_schema()


def rules_at(node: Node, rules: list[Rule], part: Part) -> list[Rule]:
    """Follow the rules one step down; there are several where a field allows alternatives."""
    return [found for rule in alternatives(rules, node) for found in _below(rule, part)]


def alternatives(rules: list[Rule], node: Node | None) -> list[Rule]:
    """Resolve references, and unions to the member that a node's ``kind`` names."""
    flat: list[Rule] = []
    for rule in rules:
        described = {"description": rule["description"]} if "description" in rule else {}
        if "$ref" in rule:
            named = scenario_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
            flat += alternatives([named | described], node)
        elif "anyOf" in rule or "oneOf" in rule:
            members = alternatives(rule.get("anyOf") or rule["oneOf"], node)
            fitting = [member for member in members if _may_be(member, node)] or members
            flat += [described | member for member in fitting]
        else:
            flat.append(rule)
    return flat


def _may_be(rule: Rule, node: Node | None) -> bool:
    """Tell whether the fixed words of a union's member fit what stands there."""
    fixed = {key: field["const"] for key, field in keys(rule).items() if "const" in field}
    standing = {} if node is None else {key: node.text(key) for key in fixed}
    return all(word is None or word == fixed[key] for key, word in standing.items())


def _below(rule: Rule, part: Part) -> list[Rule]:
    if "items" in rule:
        return [rule["items"]]
    if part == EVERY:
        return list(keys(rule).values()) + _extra(rule)
    known = keys(rule).get(str(part))
    return _extra(rule) if known is None else [known]


def _extra(rule: Rule) -> list[Rule]:
    extra = [rule.get("additionalProperties"), *rule.get("patternProperties", {}).values()]
    return [found for found in extra if isinstance(found, dict)]


def keys(rule: Rule) -> dict[str, Rule]:
    """List the keys that a mapping declares."""
    declared: dict[str, Rule] = rule.get("properties", {})
    return declared


def known_keys(node: Node, rules: list[Rule]) -> list[str]:
    """List the keys that the mapping at a node may have."""
    return [key for rule in alternatives(rules, node) for key in keys(rule)]


def telling_keys(names: Sequence[str]) -> list[str]:
    """Leave out the keys that almost every mapping may have.

    >>> telling_keys(["basis", "source", "owner"])
    ['owner']
    """
    return [name for name in names if name not in _EVERYWHERE] or list(names)


def nearest_key(name: object, names: Sequence[str]) -> str:
    """Suggest the nearest known key; a common one only if it begins in the same way.

    >>> nearest_key("sites", ["basis", "owner"]), nearest_key("basiss", ["basis", "owner"])
    ('', "did you mean 'basis'?")
    """
    everywhere = [key for key in names if key in _EVERYWHERE and key[:3] == str(name)[:3]]
    return nearest(name, [*telling_keys(names), *everywhere])


def file_keys(where: tuple[Part, ...]) -> tuple[str, ...]:
    """List the keys that files may have at a path and declarations have not."""
    at: dict[tuple[Part, ...], Iterable[str]] = {(): FILE_KEYS, ("people",): TABLE_KEYS}
    return tuple(at.get(where, ()))


def meaning(rules: list[Rule]) -> str:
    """Quote what the declaration says about a field; nothing where it may be one of many kinds."""
    if any("discriminator" in rule for rule in rules):
        return ""
    said = (rule.get("description", "") for rule in alternatives(rules, None))
    return next((text.partition("\n")[0] for text in said if text), "")


def expectation(rules: list[Rule]) -> str:
    """Say in words what may stand in a field.

    >>> expectation([{"type": "number", "minimum": 0.0, "maximum": 1.0}])
    'a number from 0 to 1'
    """
    every = alternatives(rules, None)
    allowed = list(dict.fromkeys(str(word) for rule in every for word in words_allowed(rule)))
    few = ", ".join(allowed[:_MAX_CHOICES])
    words = [f"one of ({few})" if len(allowed) > 1 else f"'{few}'"] if allowed else []
    words += [_describe(rule) for rule in every if not words_allowed(rule)]
    return " or ".join(dict.fromkeys(words)) or "another value"


def usual_form(node: Node, rules: list[Rule]) -> str:
    """Show how a bare number or name is written where a mapping or list belongs.

    >>> usual_form(Node(10, "", 1), [{"type": "object", "properties": {"median_h": {}}}])
    'write {median_h: 10}'
    """
    every = alternatives(rules, None)
    if {rule.get("type") for rule in every} & {"number", "integer", "string"}:
        return ""
    forms = [form for rule in every for form in _forms(rule, node.value)]
    return f"write {forms[0]}" if forms else ""


def _forms(rule: Rule, value: object) -> Iterable[str]:
    """List the forms in which a rule takes a bare value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "median_h" in keys(rule):
            yield f"{{median_h: {quote(value)}}}"
        if any(extra.get("type") in {"number", "integer"} for extra in _extra(rule)):
            by = _KEYED_BY.search(rule.get("description", ""))
            yield f"{{{by[1].upper() if by else 'NAME'}: {quote(value)}}}"
    if isinstance(value, str) and rule.get("items", {}).get("type") == "string":
        yield from [f"[{value}]"] if _WORD.fullmatch(value) else []


def words_allowed(rule: Rule) -> list[Any]:
    """List the values that a rule allows, where it names them one by one."""
    found: list[Any] = rule.get("enum") or ([rule["const"]] if "const" in rule else [])
    return found


def _describe(rule: Rule) -> str:
    kind = rule.get("type", "")
    if kind in {"number", "integer"}:
        return ("a whole number" if kind == "integer" else "a number") + _range(rule)
    if kind == "array":
        return "a list" + _count(rule, "Items", "elements")
    if rule.get("format") == "date-time":
        return "a date and time with its zone, such as 2022-10-15T15:30:00+09:00"
    if rule.get("format") == "date":
        return "a day of the calendar, such as 2022-10-15"
    if str(rule.get("pattern", "")).startswith(_ID_LETTERS):
        return "an id of small letters, digits, '-' and '_', a letter first"
    return _KINDS.get(kind, "another value") + _count(rule, "Length", "characters")


def _range(rule: Rule) -> str:
    """Say the bounds of a number; of two lower bounds only the one that excludes it."""
    least, most = rule.get("minimum"), rule.get("maximum")
    above, below = rule.get("exclusiveMinimum"), rule.get("exclusiveMaximum")
    if above is not None and least is not None:
        least = None if above >= least else least
    if least is not None and most is not None:
        return f" from {_number(least)} to {_number(most)}"
    bounds = {"of at least": least, "above": above, "up to": most, "below": below}
    stated = [f"{word} {_number(bound)}" for word, bound in bounds.items() if bound is not None]
    return " " + " and ".join(stated) if stated else ""


def _count(rule: Rule, suffix: str, noun: str) -> str:
    least, most = rule.get(f"min{suffix}"), rule.get(f"max{suffix}")
    if least is None and most is None:
        return ""
    if least == most:
        return f" of {least} {noun}"
    if most is None:
        return f" of at least {least} {noun}"
    return f" of {least or 0} to {most:,} {noun}"


def _number(bound: float) -> str:
    return f"{bound:,.0f}" if float(bound).is_integer() else f"{bound:g}"
