"""Begin a scenario file that builds on a shipped one."""

from pathlib import Path
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.model.scenario import Scenario

_TEXT: Final = """\
# {question}
base: {base}
name: {name}
title: {title}
set:
  # dotted paths to the values that differ, for example
  clock.beat_s: {beat}
"""


def write_template(path: Path, base: Scenario) -> None:
    """Write a file that includes a shipped scenario by name and sets one value.

    Parameters
    ----------
    path : Path
        A file that does not exist yet.
    base : Scenario
        The shipped scenario.

    Raises
    ------
    ScenarioError
        If the file exists or cannot be written.
    """
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in path.stem.lower())
    text = _TEXT.format(
        question=base.question,
        base=base.name,
        name=f"my-{name}"[:40].rstrip("-"),
        title=f"{base.title} (changed)",
        beat=base.clock.beat_s,
    )
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        found = "a file that exists" if path.exists() else (error.strerror or "an error")
        problem = Problem("S102", path.name, None, "", found, "a new file that can be written")
        raise ScenarioError(path.name, [problem]) from error
