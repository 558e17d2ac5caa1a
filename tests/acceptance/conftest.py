"""Call the installed command as a user does: in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

WITHIN_S = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call of the command left behind."""

    status: int
    out: str
    err: str
    cpu_s: float
    """Processor time of the command and whatever it started; wall time where none is told."""


@pytest.fixture(scope="session")
def linchpin() -> Callable[..., Outcome]:
    """Run the command in the words given, in a folder."""
    program = Path(sys.executable).with_name("linchpin" + (".exe" if os.name == "nt" else ""))
    assert program.exists(), "the checkout is not installed in this environment"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["COLUMNS"] = "80"

    def call(*words: str | Path, cwd: Path | None = None) -> Outcome:
        command = [str(program), *map(str, words)]
        before, began = os.times(), time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=cwd, env=environment, capture_output=True, timeout=WITHIN_S, check=False
        )
        after, took_s = os.times(), time.perf_counter() - began
        user_s = after.children_user - before.children_user
        system_s = after.children_system - before.children_system
        cpu_s = user_s + system_s if os.name == "posix" else took_s
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode(), cpu_s)

    return call
