"""Guarded YAML: text from strangers to a tree of places, without recursion or surprises.

The parser's events are walked one by one, so that a hostile file is refused at the first event
too many and before anything is built from it.
"""

from dataclasses import dataclass, field
from typing import Final, NoReturn

import yaml

from simulator.errors import Problem
from simulator.io.nodes import Node, Part, Scalar, quote
from simulator.io.paths import format_path
from simulator.io.raw_text import HIDDEN, decode, syntax_problem
from simulator.io.scalars import MAX_INTEGER, NumberRefusedError, resolve

MAX_DEPTH: Final = 16
MAX_VALUES: Final = 50_000
MAX_TEXT: Final = 2_000
MAX_PROBLEMS: Final = 200

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was built


@dataclass(slots=True)
class Document:
    """What could be read of one file, and everything that was wrong with its text."""

    root: Node | None
    problems: list[Problem]


def parse_yaml(data: bytes | str, file: str) -> Document:
    r"""Read one YAML text from a stranger.

    Parameters
    ----------
    data : bytes or str
        The text, in UTF-8 if bytes.
    file : str
        Name for messages.

    Returns
    -------
    Document
        The tree, or None where the text could not be followed to its end, and every problem.

    Examples
    --------
    >>> document = parse_yaml("beat: 1e5\nname: NO\n", "my-town.yaml")
    >>> document.root.plain(), document.problems
    ({'beat': 100000.0, 'name': 'NO'}, [])
    """
    text, problems = decode(data, file)
    if text is None or problems:
        return Document(None, problems)
    tree = _Tree(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
    except _Stop:
        return Document(None, tree.problems)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        tree.problems.append(syntax_problem(file, line, error.problem or "", text))
        return Document(None, tree.problems)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        tree.report("S105", None, quote(str(error)), "YAML")
        return Document(None, tree.problems)
    if tree.root is None:
        tree.report("S104", None, "nothing", "a mapping of keys to values")
    return Document(tree.root, tree.problems)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Stop(Exception):  # noqa: N818 - a signal, not an error
    """Reading on would serve nobody."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    node: Node
    key: str | None = None
    key_line: int = 0
    keyless: bool = True

    def step(self, *, inside: bool) -> Part:
        """Say where the value goes that is being read."""
        if isinstance(self.node.value, list):
            return len(self.node.value) - inside
        return self.key or ""


@dataclass(slots=True)
class _Tree:
    """Builds nodes from events and notes what is refused."""

    file: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    n_values: int = 0
    n_documents: int = 0

    def report(self, code: str, line: int | None, found: str, expected: str) -> None:
        """Note a problem at the value that is being read."""
        last = len(self.stack) - 1
        steps = [opened.step(inside=depth < last) for depth, opened in enumerate(self.stack)]
        where = format_path(steps)
        self.problems.append(Problem(code, self.file, line, where, found, expected))
        if len(self.problems) == MAX_PROBLEMS:
            raise _Stop

    def stop(self, code: str, line: int, found: str, expected: str) -> NoReturn:
        """Note a problem after which the rest is not read."""
        self.report(code, line, found, expected)
        raise _Stop

    def take(self, event: yaml.Event) -> None:
        """Follow one event of the parser."""
        line = _line_of(event)
        match event:
            case yaml.DocumentStartEvent():
                self.n_documents += 1
                if self.n_documents > 1:
                    self.stop("S110", line, "a second document", "one document per file")
            case yaml.NodeEvent():
                self._refuse_ornaments(event, line)
                self._take_node(event, line)
            case yaml.CollectionEndEvent():
                self.stack.pop()
            case _:
                pass

    def _refuse_ornaments(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.report("S106", line, quote(f"{mark}{event.anchor}"), "the value itself")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.report("S107", line, quote(tag), "a value without a tag")

    def _take_node(self, event: yaml.NodeEvent, line: int) -> None:
        if self.stack and isinstance(self.stack[-1].node.value, dict) and self.stack[-1].keyless:
            self._take_key(event, line)
            return
        self.n_values += 1
        if self.n_values > MAX_VALUES:
            self.stop("S114", line, f"more than {MAX_VALUES:,} values", f"at most {MAX_VALUES:,}")
        match event:
            case yaml.ScalarEvent():
                self._attach(Node(self._scalar(event, line), self.file, line))
            case yaml.CollectionStartEvent():
                self._open(event, line)
            case _:
                self._attach(Node(None, self.file, line))

    def _take_key(self, event: yaml.NodeEvent, line: int) -> None:
        opened = self.stack[-1]
        if not isinstance(event, yaml.ScalarEvent):
            self.stop("S117", line, "a list, mapping or alias as a key", "a text as key")
        opened.key, opened.key_line, opened.keyless = self._text(event, line), line, False
        if opened.key == "<<":
            self.report("S108", line, "a merge key '<<'", "keys written out")
        elif isinstance(opened.node.value, dict) and opened.key in opened.node.value:
            first = opened.node.value[opened.key].key_line
            self.report("S109", line, f"{quote(opened.key)} again", f"it once (line {first})")

    def _open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.stop("S113", line, f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH}")
        node = Node([] if isinstance(event, yaml.SequenceStartEvent) else {}, self.file, line)
        self._attach(node, waiting=True)
        self.stack.append(_Open(node))

    def _attach(self, node: Node, *, waiting: bool = False) -> None:
        """Put a value where it belongs; of a key written twice the first value stays."""
        if not self.stack:
            self.root = node
            return
        opened = self.stack[-1]
        match opened.node.value:
            case list() as elements:
                elements.append(node)
            case dict() as mapping:
                node.key_line = opened.key_line
                if waiting:
                    node.line = opened.key_line
                if opened.key is not None and opened.key != "<<":
                    mapping.setdefault(opened.key, node)
                opened.keyless = True
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        text = self._text(event, line)
        if event.style is not None and event.style != "":
            return text
        try:
            return resolve(text)
        except NumberRefusedError:
            self.report("S116", line, quote(text), f"a finite number up to {MAX_INTEGER:,}")
            return None

    def _text(self, event: yaml.ScalarEvent, line: int) -> str:
        """Check a text for length and for escapes that nobody can see."""
        text: str = event.value
        if len(text) > MAX_TEXT:
            self.report("S115", line, f"{len(text):,} characters", f"at most {MAX_TEXT:,}")
            return ""
        if hidden := HIDDEN.search(text):
            self.report("S111", line, f"U+{ord(hidden[0]):04X}", "characters that can be seen")
        return text
