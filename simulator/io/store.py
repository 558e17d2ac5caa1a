"""Keep finished runs on disk, found by what they are: scenario, seed, people, program."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from simulator.errors import Problem, ResultsError
from simulator.io.bundled import user_data_dir
from simulator.io.manifest import MANIFEST, Manifest, read_manifest
from simulator.io.program import fingerprint, version
from simulator.io.result_files import load_paired, save_paired
from simulator.io.scenario_text import scenario_hash
from simulator.model.scenario import Scenario
from simulator.results.digest import digest
from simulator.results.run_result import PairedRun

ID_LETTERS: Final = 26
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID: Final = re.compile(rf"[0-9a-z]{{{ID_LETTERS}}}")


def run_id(scenario: Scenario, seed: int, people: int) -> str:
    """Name a run before it is made, so that the same run is computed once.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Address of its luck.
    people : int
        Simulated people.

    Returns
    -------
    str
        26 digits and small letters, the same for the same scenario, seed, people and program.
    """
    what = (scenario_hash(scenario), seed, people, version(), fingerprint())
    number = int.from_bytes(hashlib.sha256(repr(what).encode()).digest(), "big")
    letters = []
    for _ in range(ID_LETTERS):
        number, digit = divmod(number, len(_DIGITS))
        letters.append(_DIGITS[digit])
    return "".join(letters)


def is_run_id(text: str) -> bool:
    """Tell whether a text has the form of a run's name.

    >>> is_run_id("../../etc/passwd")
    False
    """
    return _ID.fullmatch(text) is not None


class RunStore:
    """The runs in one folder, each in a folder of its own."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or user_data_dir() / "runs"

    def folder(self, name: str) -> Path:
        """Give the folder of a run, whether it is there or not.

        Parameters
        ----------
        name : str
            Its id, or the first letters of it where they are enough.

        Raises
        ------
        ResultsError
            If the text is no id, or the first letters of none or several.
        """
        if is_run_id(name):
            return self.root / name
        found = [run for run in self.ids() if name.isalnum() and run.startswith(name)]
        if len(found) == 1:
            return self.root / found[0]
        seen = f"'{name[:40]}', which begins {len(found)} stored runs"
        problem = Problem("R101", name[:40], None, "", seen, "the id of a stored run",
                          "linchpin runs list")  # fmt: skip
        raise ResultsError(name[:40], [problem])

    def ids(self) -> list[str]:
        """List the runs that are complete, newest last."""
        if not self.root.is_dir():
            return []
        done = [f for f in self.root.iterdir() if is_run_id(f.name) and (f / MANIFEST).is_file()]
        return [f.name for f in sorted(done, key=lambda f: (f / MANIFEST).stat().st_mtime_ns)]

    def manifests(self) -> Iterator[tuple[str, Manifest | ResultsError]]:
        """Read what each run says of itself; the error in place of one that is damaged."""
        for name in self.ids():
            try:
                yield name, read_manifest(self.root / name)
            except ResultsError as error:
                yield name, error

    def holds(self, name: str) -> bool:
        """Tell whether a run is there and complete."""
        return is_run_id(name) and (self.root / name / MANIFEST).is_file()

    def save(self, paired: PairedRun) -> str:
        """Keep a run and give its id."""
        name = run_id(paired.run.scenario, paired.run.seed, paired.run.people)
        save_paired(paired, self.root / name)
        return name

    def load(self, name: str) -> PairedRun:
        """Read a run, every byte checked.

        Raises
        ------
        ResultsError
            If there is none of this id, or a file is damaged.
        """
        return load_paired(self.folder(name))

    def verify(self, name: str) -> Manifest:
        """Read a run in full and compute its digest again.

        Raises
        ------
        ResultsError
            If a file is missing or damaged, or the digest differs.
        """
        folder = self.folder(name)
        manifest = read_manifest(folder)
        found = digest(load_paired(folder).run.tables)
        if found != manifest.digest:
            problem = Problem("R102", folder.name, None, "digest", found, manifest.digest)
            raise ResultsError(folder.name, [problem])
        return manifest

    def remove(self, name: str) -> str:
        """Remove a run and give its full id.

        Raises
        ------
        ResultsError
            If there is none of this id.
        """
        folder = self.folder(name)
        if not (folder / MANIFEST).is_file():
            read_manifest(folder)
        (folder / MANIFEST).unlink()
        shutil.rmtree(folder)
        return folder.name
