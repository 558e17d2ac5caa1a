"""Values set by dotted path: ``set:``, remedies and ``--set`` on top of a scenario."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.io.field_rules import Rule, known_keys, rules_at, scenario_schema
from simulator.io.nodes import Node, Part, quote
from simulator.io.paths import EVERY, MAX_STEPS, choices, nearest, parse_path
from simulator.io.yaml_events import parse_yaml

COMMAND_LINE: Final = "--set"
MAX_WORK: Final = 100_000
"""Values that all settings of a scenario may touch together."""
MAX_PROBLEMS: Final = 50
"""Lost paths after which no further setting is tried."""
_ASKED: Final = 50  # places whose names are offered when a path is lost


class TooMuchWorkError(Exception):
    """Settings that would touch more values than a scenario may hold."""


@dataclass(slots=True)
class Budget:
    """What is left of the work that settings may cause."""

    left: int = MAX_WORK

    def spend(self, values: int) -> None:
        """Count work that is about to be done."""
        self.left -= values
        if self.left < 0:
            raise TooMuchWorkError


@dataclass(frozen=True, slots=True)
class _Branch:
    """A place in the tree, with what may stand there."""

    node: Node
    rules: list[Rule]


def apply_settings(root: Node, settings: Node, budget: Budget) -> list[Problem]:
    """Write values into a tree, in the order in which they stand.

    Parameters
    ----------
    root : Node
        The scenario; changed in place.
    settings : Node
        A mapping of paths to values.
    budget : Budget
        Work that is still allowed.

    Returns
    -------
    list of Problem
        One for each path that leads nowhere.
    """
    if not isinstance(settings.value, dict):
        found = quote(settings.value)
        return [Problem("S308", settings.file, settings.line, "set", found, "paths with values")]
    problems: list[Problem] = []
    for path, value in settings.value.items():
        if len(problems) >= MAX_PROBLEMS:
            break
        try:
            problems += _set(root, path, value, budget)
        except TooMuchWorkError:
            limit = f"at most {MAX_WORK:,} values touched by all settings"
            found = "a setting that touches too many values"
            return [*problems, Problem("S404", value.file, value.key_line, path, found, limit)]
    return problems


def parse_settings(texts: Iterable[str]) -> dict[str, str]:
    """Split what the command line was given.

    Parameters
    ----------
    texts : iterable of str
        Each ``PATH=VALUE``.

    Returns
    -------
    dict of str to str
        Values by path, still as texts.

    Raises
    ------
    ScenarioError
        If one has no path or no value.

    Examples
    --------
    >>> parse_settings(["clock.beat_s=60"])
    {'clock.beat_s': '60'}
    """
    pairs = {text: text.partition("=") for text in texts}
    wrong = [text for text, (path, _, value) in pairs.items() if not path or not value]
    if wrong:
        form = "PATH=VALUE, such as clock.beat_s=60"
        raise ScenarioError(
            COMMAND_LINE,
            [Problem("S308", COMMAND_LINE, None, "", quote(text), form) for text in wrong],
        )
    return {path: value for path, _, value in pairs.values()}


def settings_tree(settings: Mapping[str, str]) -> tuple[Node, list[Problem]]:
    """Read the values of the command line under the same guard as a file.

    Parameters
    ----------
    settings : mapping of str to str
        Values as texts, by path.

    Returns
    -------
    tree : Node
        A mapping of paths to values.
    problems : list of Problem
        What is wrong with the texts.
    """
    values: dict[str, Node] = {}
    problems: list[Problem] = []
    for path, text in settings.items():
        document = parse_yaml(text, COMMAND_LINE)
        problems += [replace(found, line=None, where=path) for found in document.problems]
        if document.root is not None:
            for node in document.root.walk():
                node.line = node.key_line = None
            values[path] = document.root
    return Node(values, COMMAND_LINE, None), problems


def _set(root: Node, path: str, value: Node, budget: Budget) -> list[Problem]:
    """Write one value wherever its path leads."""
    parts = parse_path(path)
    if parts is None:
        form = f"keys and ids joined by dots, at most {MAX_STEPS}"
        return [Problem("S302", value.file, value.key_line, path, quote(path), form)]
    branches = [_Branch(root, [scenario_schema()])]
    for part in parts[:-1]:
        budget.spend(sum(_search(branch.node) for branch in branches))
        below = [found for branch in branches for found in _enter(branch, part, value)]
        budget.spend(len(below))
        if not below:
            return [_lost(path, part, branches, value)]
        branches = below
    size = sum(1 for _ in value.walk())
    n_set = 0
    for branch in branches:
        budget.spend(_search(branch.node))
        targets = _targets(branch.node, parts[-1])
        budget.spend(size * len(targets))
        n_set += len(targets)
        for target in targets:
            _write(branch.node, target, value)
    return [] if n_set else [_lost(path, parts[-1], branches, value)]


def _search(node: Node) -> int:
    """Estimate the work of finding one element, in values touched."""
    return 1 + len(node.value) // 8 if isinstance(node.value, list) else 1


def _enter(branch: _Branch, part: Part, value: Node) -> list[_Branch]:
    """Go one step down, making a mapping that the file left to its defaults."""
    node = branch.node
    if part == EVERY:
        rules = rules_at(node, branch.rules, EVERY)
        return [_Branch(child, rules) for _, child in _children(node)]
    child = node.child(part)
    if child is None and isinstance(node.value, dict) and part in known_keys(node, branch.rules):
        child = node.value[str(part)] = Node({}, value.file, value.key_line, value.key_line)
    return [] if child is None else [_Branch(child, rules_at(node, branch.rules, part))]


def _children(node: Node) -> list[tuple[Part, Node]]:
    if isinstance(node.value, dict):
        return list(node.value.items())
    return list(enumerate(node.value)) if isinstance(node.value, list) else []


def _targets(node: Node, part: Part) -> list[Part]:
    """List the keys or positions that the last step of a path stands for."""
    if part == EVERY:
        return [key for key, _ in _children(node)]
    if isinstance(node.value, dict):
        return [str(part)]
    position = node.position(part)
    return [] if position is None else [position]


def _write(node: Node, target: Part, value: Node) -> None:
    match node.value:
        case dict() as mapping:
            mapping[str(target)] = value.copy()
        case list() as elements:
            elements[int(target)] = value.copy()
        case _:
            pass


def _lost(path: str, part: Part, branches: list[_Branch], value: Node) -> Problem:
    """Say where a path ends and what it could have said instead."""
    names = [
        name
        for branch in branches[:_ASKED]
        for name in (*branch.node.names(), *known_keys(branch.node, branch.rules))
    ]
    names = list(dict.fromkeys(names))
    found, hint = f"{quote(part)} in {quote(path)}", nearest(part, names)
    expected = f"a key or id that is there{choices(names)}"
    return Problem("S302", value.file, value.key_line, path, found, expected, hint)
