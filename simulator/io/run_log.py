"""Keep the answers of finished runs in a file that only grows, so that nothing is run twice."""

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from simulator.io.bundled import user_data_dir

Answers: TypeAlias = dict[str, float | str]
"""By observation: the simulated value, or the reason why there is none."""

_ENDING: Final = ".jsonl"


class RunLog:
    """Answers by the name of the run; a line that was cut off by a kill counts as not written."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.path = (folder or user_data_dir() / "studies") / f"{name}{_ENDING}"
        self._known: dict[str, Answers] = {}
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                self._remember(line)

    def _remember(self, line: bytes) -> None:
        check, _, body = line.partition(b" ")
        if f"{zlib.crc32(body):08x}".encode() == check:
            name, answers = json.loads(body)
            self._known[name] = answers

    def __len__(self) -> int:
        """Count the runs that are known."""
        return len(self._known)

    def get(self, name: str) -> Answers | None:
        """Give the answers of a run, none if it has not been made."""
        return self._known.get(name)

    def remove(self) -> None:
        """Forget all runs, on the disk as well."""
        self._known.clear()
        self.path.unlink(missing_ok=True)

    def add(self, name: str, answers: Mapping[str, float | str]) -> None:
        """Write a finished run down, flushed to the disk, before anything else happens.

        Parameters
        ----------
        name : str
            Of the run; the same for the same question to the same program.
        answers : mapping of str to float or str
            By observation.
        """
        self._known[name] = dict(answers)
        body = json.dumps([name, self._known[name]]).encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(b"\n%08x " % zlib.crc32(body) + body + b"\n")
            file.flush()
            os.fsync(file.fileno())
