"""Check that only one file knows how many seconds an hour has."""

import ast

KNOWN_TO_UNITS = {3_600, 86_400, 604_800, 60_000, 3_600_000, 86_400_000, 604_800_000}


def test_only_the_units_file_converts_hours(sources):
    found = [
        f"{path}:{node.lineno}: {node.value}"
        for path, tree in sources.items()
        if path != "simulator/units.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value in KNOWN_TO_UNITS
    ]
    assert found == []


def test_the_units_file_knows(sources):
    values = {
        node.value
        for node in ast.walk(sources["simulator/units.py"])
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }
    assert 3_600 in values or 60 in values
