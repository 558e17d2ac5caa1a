"""Data tables that a scenario includes by name, such as the residents of a country."""

import csv
import re
from collections import defaultdict
from typing import Any, Final

from simulator.errors import Problem
from simulator.io.bundled import bundled
from simulator.io.nodes import Node, Plain, quote

KEY: Final = "population"
"""The key below ``people`` that names a table of residents."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,60}")


def include_tables(root: Node) -> list[Problem]:
    """Put the rows of a named table where a scenario declares its regions.

    Parameters
    ----------
    root : Node
        The scenario; ``people.population`` is replaced by ``people.regions``.

    Returns
    -------
    list of Problem
        If there is no such table, or regions are declared as well.
    """
    people = root.child("people")
    if people is None or not isinstance(people.value, dict) or KEY not in people.value:
        return []
    named = people.value.pop(KEY)
    where = f"people.{KEY}"
    if "regions" in people.value:
        found = f"'{KEY}' beside 'regions'"
        return [Problem("S309", named.file, named.key_line, where, found, "one of them")]
    table = named.value
    if not isinstance(table, str) or not _NAME.fullmatch(table) or not _path(table).is_file():
        expected = "the name of a table of residents, such as korea_population_2022"
        return [Problem("S304", named.file, named.line, where, quote(table), expected)]
    people.value["regions"] = _grow(_regions(table), named)
    return []


def _path(table: str) -> Any:  # noqa: ANN401 - for the time being
    return bundled("data", f"tables/{table}.csv")


def _regions(table: str) -> Plain:
    residents: dict[str, dict[str, Plain]] = defaultdict(dict)
    names: dict[str, dict[str, str]] = {}
    with _path(table).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["province_id"].lower()
            residents[key][row["age_group"]] = int(row["residents"])
            names[key] = row
    return [
        {
            "id": key,
            "name": names[key]["province_en"],
            "name_ko": names[key]["province_ko"],
            "residents": residents[key],
        }
        for key in residents
    ]


def _grow(value: Plain, at: Node) -> Node:
    """Make nodes of plain data, all of them at the place that named the table."""
    match value:
        case dict():
            below: Any = {key: _grow(element, at) for key, element in value.items()}
        case list():
            below = [_grow(element, at) for element in value]
        case scalar:
            below = scalar
    return Node(below, at.file, at.line, at.key_line)
