"""One tree from several files: world or base, then values, then remedies."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.io.field_rules import FILE_KEYS
from simulator.io.included_tables import include_catalogue
from simulator.io.nodes import Node, quote
from simulator.io.overrides import Budget, apply_settings
from simulator.io.paths import choices, nearest
from simulator.io.scenario_sources import Source, find_part, part_hint, part_names

MAX_REMEDIES: Final = 100
"""Most remedies that are applied together."""
MAX_CHAIN: Final = 4
"""Most files that may stand on each other's shoulders by ``base``."""


@dataclass(slots=True)
class Assembly:
    """Puts a scenario together and collects what is wrong on the way."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)

    def give_up(self) -> ScenarioError:
        """Make the error of everything that was found so far."""
        return ScenarioError(self.name, self.problems)

    def build(self, source: Source, chain: tuple[Source, ...] = ()) -> Node:
        """Read a file and whatever it stands on.

        Parameters
        ----------
        source : Source
            The file.
        chain : tuple of Source
            Files that led here, to see circles.

        Returns
        -------
        Node
            The whole tree, with the place of every value.

        Raises
        ------
        ScenarioError
            If a file cannot be followed to its end.
        """
        root = self._mapping(source)
        own = root.value if isinstance(root.value, dict) else {}
        said = {key: own.pop(key) for key in FILE_KEYS if key in own}
        below = self._below(source, said, (*chain, source))
        merged = Node({**below, **own}, source.shown, 1)
        if "name" not in own and isinstance(merged.value, dict):
            merged.value["name"] = Node(source.stem, source.shown, 1, 1)
        self.problems += include_catalogue(merged)
        if "set" in said:
            self.problems += apply_settings(merged, said["set"], self.budget)
        if "apply" in said:
            self._apply(merged, said["apply"])
        return merged

    def apply_remedies(self, root: Node, names: Sequence[Node]) -> None:
        """Write the changes of remedies into a tree, in the order of their names."""
        declared = root.child("remedies") or Node([], "", None)
        if len(names) > MAX_REMEDIES:
            found = f"{len(names):,} remedies"
            self._note("S207", names[0], found, f"at most {MAX_REMEDIES}", where="apply")
            return
        for name in names:
            remedy = declared.child(name.value) if isinstance(name.value, str) else None
            settings = remedy.child("set") if remedy else None
            if settings is not None:
                self.problems += apply_settings(root, settings, self.budget)
                continue
            known = declared.names()
            expected = f"a declared remedy{choices(known)}"
            self._note("S303", name, quote(name.value), expected, nearest(name.value, known))

    def _apply(self, root: Node, names: Node) -> None:
        if isinstance(names.value, list):
            self.apply_remedies(root, names.value)
        else:
            self._note("S203", names, quote(names.value), "a list of remedies", where="apply")

    def _mapping(self, source: Source) -> Node:
        """Read one file, which must be a mapping."""
        document = source.read()
        self.problems += document.problems
        root = document.root
        if root is None:
            raise self.give_up()
        if not isinstance(root.value, dict):
            self._note("S118", root, quote(root.value), "a mapping of keys to values")
            raise self.give_up()
        return root

    def _below(
        self, source: Source, said: dict[str, Node], chain: Sequence[Source]
    ) -> dict[str, Node]:
        """Read what a file stands on."""
        asked = [key for key in ("world", "base") if key in said]
        if not asked:
            return {}
        kind = asked[-1]
        name = said[kind]
        if len(asked) > 1:
            self._note("S309", name, "both 'world' and 'base'", "one of them", where=kind)
            raise self.give_up()
        part = find_part(kind, name.value, source.path)
        if part is None:
            names = part_names(kind)
            folder = "in the folder worlds " if kind == "world" else ""
            own = f"of a file {folder}beside this one, without .yaml"
            expected = f"the name of a {kind}{choices(names)}, or {own}"
            hint = part_hint(kind, name.value, source.path)
            self._note("S304", name, quote(name.value), expected, hint, where=kind)
            raise self.give_up()
        if kind == "world":
            tree = self._mapping(part)
        elif len(chain) == MAX_CHAIN or any(part.is_same_file(link) for link in chain):
            links = " on ".join(link.shown for link in chain)
            expected = f"at most {MAX_CHAIN} files and no circle"
            self._note(
                "S305", name, f"{quote(name.value)} as base of {links}", expected, where=kind
            )
            raise self.give_up()
        else:
            tree = self.build(part, tuple(chain))
        return tree.value if isinstance(tree.value, dict) else {}

    def _note(  # noqa: PLR0913 - the parts of a problem
        self, code: str, at: Node, found: str, expected: str, hint: str = "", *, where: str = ""
    ) -> None:
        self.problems.append(Problem(code, at.file, at.line, where, found, expected, hint))
