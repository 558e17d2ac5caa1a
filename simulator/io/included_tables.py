"""Data tables that a scenario includes by name, such as the residents of a country."""

from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.io.nodes import Node, Plain, Scalar, quote
from simulator.io.paths import choices, nearest
from simulator.io.tables import read_hazard_classes, read_population, table_names

KEY: Final = "population"
"""The key below ``people`` that names a table of residents."""
CATALOGUE: Final = "catalogue"
"""The key that may name the standard catalogue in place of a list of hazard classes."""
STANDARD: Final = "standard"


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
    try:
        regions = read_population(str(named.value))
    except ScenarioError:
        people.value["regions"] = Node([], named.file, named.line, named.key_line)
        names = [name for name in table_names() if KEY in name]
        expected = f"the name of a table of residents{choices(names)}"
        hint = nearest(named.value, names)
        found = quote(named.value)
        return [Problem("S304", named.file, named.line, where, found, expected, hint)]
    people.value["regions"] = _grow([region.model_dump(mode="json") for region in regions], named)
    return []


def include_catalogue(root: Node) -> list[Problem]:
    """Put the standard catalogue where a scenario names it.

    Parameters
    ----------
    root : Node
        The scenario; a text below ``catalogue`` is replaced by the hazard classes. Of those for
        single services only those remain that are declared.

    Returns
    -------
    list of Problem
        If the text names no catalogue.
    """
    named = root.child(CATALOGUE)
    if named is None or not isinstance(named.value, str) or not isinstance(root.value, dict):
        return []
    if named.value != STANDARD:
        root.value[CATALOGUE] = Node([], named.file, named.line, named.key_line)
        expected = f"'{STANDARD}' or a list of hazard classes"
        hint = nearest(named.value, [STANDARD])
        found = quote(named.value)
        return [Problem("S304", named.file, named.line, CATALOGUE, found, expected, hint)]
    services = root.child("services")
    known = set(services.names() if services else ())
    rows: list[Plain] = []
    for kind in read_hazard_classes():
        left = tuple(name for name in kind.only if name in known)
        if left or not kind.only:
            chosen = kind.model_copy(update={"only": left})
            rows.append(chosen.model_dump(mode="json", exclude_defaults=True))
    root.value[CATALOGUE] = _grow(rows, named)
    return []


def _grow(value: Plain, at: Node) -> Node:
    """Make nodes of plain data, all of them at the place that named the table."""
    below: Scalar | list[Node] | dict[str, Node]
    match value:
        case dict():
            below = {key: _grow(element, at) for key, element in value.items()}
        case list():
            below = [_grow(element, at) for element in value]
        case scalar:
            below = scalar
    return Node(below, at.file, at.line, at.key_line)
