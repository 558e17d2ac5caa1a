"""Everything that can go wrong, by who can fix it.

::

    SimulatorError
    ├── BadInputError                                        exit status 2
    │   ├── ScenarioError  the author of the scenario
    │   └── ResultsError   the owner of the stored file
    ├── RunFailed          the run met a limit               exit status 3
    ├── InvariantBroken    us                                exit status 3
    └── Interrupted        nobody: the work can be resumed   exit status 4
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

SHOWN_AT_MOST = 20

CODES: dict[str, str] = {
    # S1xx, the file and its syntax
    "S101": "there is no such scenario or file",
    "S102": "the file cannot be read",
    "S103": "the file is not text in UTF-8",
    "S104": "the file is empty",
    "S105": "the text is not YAML",
    "S106": "anchors and aliases are not allowed",
    "S107": "tags are not allowed",
    "S108": "merge keys are not allowed",
    "S109": "the same key stands twice in one mapping",
    "S110": "more than one document in a file",
    "S111": "a control, invisible or direction-changing character",
    "S112": "the file is too large",
    "S113": "the nesting is too deep",
    "S114": "too many values",
    "S115": "a text is too long",
    "S116": "a number that is not finite or too large",
    "S117": "a key that is not a plain text",
    "S118": "the file is not a mapping of keys to values",
    # S2xx, one field
    "S201": "a required field is missing",
    "S202": "an unknown key",
    "S203": "a value of the wrong type",
    "S204": "a number outside its range",
    "S205": "a value that is not one of the choices",
    "S206": "a text of the wrong form",
    "S207": "too few or too many elements",
    "S208": "a value that breaks a rule of its field",
    # S3xx, one field against another
    "S301": "a name that nothing in the scenario declares",
    "S302": "a path that leads nowhere",
    "S303": "an unknown remedy",
    "S304": "an unknown world, base or data table",
    "S305": "a chain of bases that is circular or too long",
    "S306": "two declarations with the same id",
    "S307": "dependencies that form a circle",
    "S308": "a setting that is not PATH=VALUE",
    "S309": "two fields that contradict each other",
    # S4xx, physics and limits
    "S401": "shares that do not add up",
    "S402": "more placed than there is",
    "S403": "times in an impossible order",
    "S404": "a scenario too large to run",
    "S405": "a quantity that cannot be so in the world",
    # R1xx, stored results
    "R101": "there is no such result",
    "R102": "a stored file is damaged",
    "R103": "a result of another format or version",
    "R104": "a stored file cannot be written",
    "R105": "a table does not have the columns of the data dictionary",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, said so that the reader can fix it."""

    code: str
    """Stable code, a key of `CODES`."""
    file: str
    """Name of the file, or ``--set`` for the command line; empty where not known yet."""
    line: int | None
    """Line in the file, counted from 1; None where there is none."""
    where: str
    """Path of the field, such as ``components.text.servers``; empty for the whole file."""
    found: str
    """What stands there, quoted and short."""
    expected: str
    """What may stand there, with the choices when they are few."""
    hint: str = ""
    """What to try, such as the nearest known name."""

    def __str__(self) -> str:
        """Write the problem on one line, and its hint on a second."""
        place = ":".join(str(part) for part in (self.file, self.line) if part not in {"", None})
        start = ": ".join(part for part in (place, self.where) if part)
        text = f"[{self.code}] {start}: found {self.found}; expected {self.expected}."
        return f"{text}\n     hint: {self.hint}" if self.hint else text


class SimulatorError(Exception):
    """Anything the simulator refuses or fails to do."""

    exit_status: ClassVar[int] = 3


class BadInputError(SimulatorError):
    """An input with all the problems found in it.

    Parameters
    ----------
    name : str
        Name of the input.
    problems : iterable of Problem
        What was found.
    more : int, optional
        How many more there are; None where the search was stopped.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, name: str, problems: Iterable[Problem], more: int | None = 0) -> None:
        self.name = name
        self.problems = tuple(problems)
        self.count = len(self.problems) + (more or 0)
        self.is_counted = more is not None
        super().__init__(name, self.problems, more)

    def __str__(self) -> str:
        """List the first problems and how many there are."""
        shown = self.problems[:SHOWN_AT_MOST]
        noun = "problem" if self.count == 1 else "problems"
        count = f"{self.count:,}" if self.is_counted else f"at least {self.count:,}"
        lines = [f"{self.name} has {count} {noun}."]
        lines += [f"  {line}" for problem in shown for line in str(problem).splitlines()]
        if self.count > len(shown):
            lines.append(f"  ... and {self.count - len(shown):,} more.")
        return "\n".join(lines)


class ScenarioError(BadInputError):
    """A scenario that its author has to correct; carries every problem."""


class ResultsError(BadInputError):
    """A stored result that its owner has to replace; carries every problem."""


class RunFailed(SimulatorError):  # noqa: N818 - reads better where it is caught
    """A run that met a limit of time, memory or events."""


class InvariantBroken(SimulatorError):  # noqa: N818 - names what happened
    """A law of the model does not hold: a bug of ours.

    Parameters
    ----------
    law : str
        The law, as a sentence, such as "persons are conserved".
    evidence : str
        The numbers that contradict it.
    """

    def __init__(self, law: str, evidence: str) -> None:
        self.law = law
        self.evidence = evidence
        super().__init__(law, evidence)

    def __str__(self) -> str:
        """Ask for what is needed to reproduce it."""
        return (
            f"{self.law} does not hold: {self.evidence}. This is a fault of the simulator; "
            "please report it with the seed and the hash of the scenario."
        )


class Interrupted(SimulatorError):  # noqa: N818 - names what happened
    """Work that was stopped from outside; what is finished is kept."""

    exit_status: ClassVar[int] = 4
