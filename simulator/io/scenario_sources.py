"""Find a scenario file by name or path, and read its bytes without being taken in."""

import re
import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from simulator.errors import Problem
from simulator.io.bundled import bundled, bundled_root
from simulator.io.paths import choices, nearest
from simulator.io.raw_text import MAX_BYTES
from simulator.io.yaml_events import Document, parse_yaml

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
"""What a name of a scenario or world looks like; it cannot leave its folder."""
_SUFFIX: Final = ".yaml"
_MOST_BESIDE: Final = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A text that declares a scenario or a world."""

    shown: str
    """Its name in messages."""
    path: Path | None = None
    """Where it lies, if it is a file."""
    text: bytes | str = b""
    """What it says, if it is not a file."""

    @property
    def stem(self) -> str:
        """The name that commands would use for it."""
        return Path(self.shown).stem

    def is_same_file(self, other: "Source") -> bool:
        """Tell whether both are one file."""
        if self.path is None or other.path is None:
            return False
        return self.path.resolve() == other.path.resolve()

    def read(self) -> Document:
        """Parse it under the guard."""
        if self.path is None:
            return parse_yaml(self.text, self.shown)
        data = read_bytes(self.path, self.shown)
        return Document(None, [data]) if isinstance(data, Problem) else parse_yaml(data, self.shown)


def shipped_names() -> tuple[str, ...]:
    """List the scenarios that travel with the program."""
    return tuple(sorted(path.stem for path in bundled_root("scenarios").glob(f"*{_SUFFIX}")))


def find_scenario(name_or_path: str | Path) -> Source | Problem:
    """Find a shipped scenario by its name, or any file by its path.

    Parameters
    ----------
    name_or_path : str or Path
        ``kakao-2022``, or ``my-town.yaml``.

    Returns
    -------
    Source or Problem
        Where it lies, or why not.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, str) and NAME.fullmatch(text) and text in shipped_names():
        return Source(text + _SUFFIX, bundled("scenarios", text + _SUFFIX))
    try:
        there = Path(text).exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        there = False
    shown = text[:200].encode("utf-8", "replace").decode("utf-8")  # names may hold any bytes
    if there:
        return Source(shown, Path(text))
    names = shipped_names()
    expected = f"a file, or the name of a shipped scenario{choices(names)}"
    return Problem("S101", shown, None, "", "nothing", expected, nearest(text, names))


def find_part(kind: str, name: object, beside: Path | None) -> Source | None:
    """Find a world or base by name: among the shipped ones, else beside the file that asks.

    Parameters
    ----------
    kind : str
        ``world`` or ``base``.
    name : object
        What the file says.
    beside : Path, optional
        The file that asks.

    Returns
    -------
    Source, optional
        Where it lies.
    """
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return None
    file = f"worlds/{name}{_SUFFIX}" if kind == "world" else f"{name}{_SUFFIX}"
    shipped = bundled("scenarios", file)
    if shipped.is_file():
        return Source(file, shipped)
    sibling = beside.parent / file if beside else None
    return Source(str(sibling), sibling) if sibling and sibling.is_file() else None


def part_names(kind: str) -> tuple[str, ...]:
    """List the shipped worlds or bases, for hints."""
    if kind == "base":
        return shipped_names()
    return tuple(sorted(path.stem for path in bundled_root("scenarios").glob(f"worlds/*{_SUFFIX}")))


def part_hint(kind: str, name: object, beside: Path | None) -> str:
    """Guess which world or base a name that leads nowhere was to mean.

    Parameters
    ----------
    kind : str
        ``world`` or ``base``.
    name : object
        What the file says.
    beside : Path, optional
        The file that asks.

    Returns
    -------
    str
        A hint, or nothing.
    """
    if not isinstance(name, str):
        return ""
    bare = name.rpartition("/")[2].partition(".")[0]
    if bare != name and find_part(kind, bare, beside):
        return f"write {bare}, without folder or ending"
    if bare != name:
        return "write a name alone, without folder or ending"
    return nearest(name, (*part_names(kind), *_names_beside(kind, beside)))


def _names_beside(kind: str, beside: Path | None) -> list[str]:
    """List a few of the names that files beside a file have."""
    if beside is None:
        return []
    folder = beside.parent / "worlds" if kind == "world" else beside.parent
    try:
        found = islice(folder.glob(f"*{_SUFFIX}"), _MOST_BESIDE)
        return [path.stem for path in found if NAME.fullmatch(path.stem) and path != beside]
    except OSError:
        return []


def read_bytes(path: Path, shown: str, wanted: str = "a scenario file") -> bytes | Problem:
    """Read at most a little more than is allowed, and only from an ordinary file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            found = "a folder" if path.is_dir() else "something that is not a file"
            return Problem("S102", shown, None, "", found, wanted)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        found = (error.strerror or "an error").lower()
        return Problem("S102", shown, None, "", found, "a file that can be read")
