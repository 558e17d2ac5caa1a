"""Scenario files in: YAML to a checked Scenario, or every problem with its line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from simulator.errors import Problem, ScenarioError
from simulator.io.assembly import Assembly
from simulator.io.bundled import bundled
from simulator.io.complaints import translate
from simulator.io.field_rules import FILE_KEYS, TABLE_KEYS, Rule, scenario_schema
from simulator.io.included_tables import STANDARD, include_catalogue, include_tables
from simulator.io.nodes import Node
from simulator.io.overrides import apply_settings, settings_tree
from simulator.io.paths import parse_path, walk_down
from simulator.io.scenario_sources import Source, find_scenario, shipped_names
from simulator.io.sizes import oversized
from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

SOUGHT_AT_MOST: Final = 200
"""Contradictions after which the search for more is stopped."""
_NO_SETTINGS: Mapping[str, str] = {}
_NO_VALUES: Mapping[str, float | str] = {}


def read_scenario(
    name_or_path: str | Path,
    settings: Mapping[str, str] = _NO_SETTINGS,
    remedies: Sequence[str] = (),
    values: Mapping[str, float | str] = _NO_VALUES,
) -> Scenario:
    """Read a scenario and check everything about it.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped scenario, or path of a file.
    settings : mapping of str to str
        Values by dotted path, as texts, written last.
    remedies : sequence of str
        Names of remedies, applied before the settings.
    values : mapping of str to float or str
        Parameters by dotted path, written before the remedies.

    Returns
    -------
    Scenario
        The declaration.

    Raises
    ------
    ScenarioError
        With every problem that was found.
    """
    source = find_scenario(name_or_path)
    if isinstance(source, Problem):
        raise ScenarioError(source.file, [source])
    return _read(source, settings, remedies, values)


def read_scenario_text(
    text: bytes | str,
    shown: str,
    settings: Mapping[str, str] = _NO_SETTINGS,
    remedies: Sequence[str] = (),
) -> Scenario:
    """Read a scenario that is not a file, such as an upload.

    Parameters
    ----------
    text : bytes or str
        YAML.
    shown : str
        Its name in messages.
    settings, remedies
        As for `read_scenario`.

    Returns
    -------
    Scenario
        The declaration.

    Raises
    ------
    ScenarioError
        With every problem that was found.
    """
    return _read(Source(shown, text=text), settings, remedies)


def check_file(name_or_path: str | Path) -> tuple[Problem, ...]:
    """Read a scenario, alone and under each of its remedies, and only report.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped scenario, or path of a file.

    Returns
    -------
    tuple of Problem
        Empty if all is well.
    """
    try:
        scenario = read_scenario(name_or_path)
        for remedy in scenario.remedies:
            read_scenario(name_or_path, remedies=[remedy.id])
    except ScenarioError as error:
        return error.problems
    return ()


def list_scenarios() -> list[tuple[str, str]]:
    """List the shipped scenarios.

    Returns
    -------
    list of tuple of str
        Name, and the question in the first line of the file.
    """
    return [(name, _question(name)) for name in shipped_names()]


def schema() -> Rule:
    """Describe a scenario file as JSON schema.

    Returns
    -------
    dict
        The schema of the declaration, and of what a file may say instead of parts of it.
    """
    whole = deepcopy(scenario_schema())
    text: Rule = {"type": "string"}
    kinds: dict[str, Rule] = {
        "set": {"type": "object"},
        "apply": {"type": "array", "items": text},
    }
    people = whole["$defs"]["People"]
    for keys, rule in ((FILE_KEYS, whole), (TABLE_KEYS, people)):
        for key, said in keys.items():
            rule["properties"][key] = kinds.get(key, text) | {"description": said}
    people["required"].remove("regions")
    listed = whole["properties"]["catalogue"]
    named = {"const": STANDARD, "description": "The catalogue that comes with the program."}
    whole["properties"]["catalogue"] = {"anyOf": [listed, named]}
    needed = whole.pop("required")
    return whole | {"anyOf": [{"required": keys} for keys in (needed, ["world"], ["base"])]}


def _question(name: str) -> str:
    with bundled("scenarios", f"{name}.yaml").open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()


def _read(
    source: Source,
    settings: Mapping[str, str],
    remedies: Iterable[str],
    ground: Mapping[str, float | str] = _NO_VALUES,
) -> Scenario:
    """Assemble, validate, check references."""
    assembly = Assembly(source.shown)
    root = assembly.build(source)
    drawn, problems = settings_tree({path: repr(value) for path, value in ground.items()})
    assembly.problems += problems + apply_settings(root, drawn, assembly.budget)
    assembly.apply_remedies(root, [Node(name, "--remedy", None) for name in remedies])
    values, problems = settings_tree(settings)
    assembly.problems += problems + apply_settings(root, values, assembly.budget)
    assembly.problems += include_catalogue(root) + include_tables(root)
    scenario, problems, more = _validate(root)
    known = {(problem.file, problem.line) for problem in assembly.problems if problem.line}
    problems = [found for found in problems if (found.file, found.line) not in known]
    problems = [*assembly.problems, *problems]
    if scenario is None or problems:
        raise ScenarioError(source.shown, sorted(problems, key=_order), more)
    return scenario


def _validate(root: Node) -> tuple[Scenario | None, list[Problem], int | None]:
    """Check sizes, then every field, and if they are well, every reference."""
    if problems := oversized(root):
        return None, problems, 0
    try:
        scenario = Scenario.model_validate_json(json.dumps(root.plain()))
    except ValidationError as error:
        return None, *translate(error, root)
    found = list(islice(find_problems(scenario), SOUGHT_AT_MOST))
    more = None if len(found) == SOUGHT_AT_MOST else 0
    return scenario, [_place(problem, root) for problem in found], more


def _place(problem: Problem, root: Node) -> Problem:
    """Give a problem of the declaration the file and line of its field."""
    found = walk_down(root, parse_path(problem.where) or ())
    at = found.node
    where = problem.where if found.rest else found.where or problem.where
    return replace(problem, file=at.file, line=at.line, where=where)


def _order(problem: Problem) -> tuple[bool, str, int, str]:
    """Put faults of the text first, since others may only follow from them."""
    is_of_text = problem.code.startswith("S1")
    return (not is_of_text, problem.file, problem.line or 0, problem.where)
