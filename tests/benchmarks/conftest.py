"""Measure in processes of their own, and write figures where whoever asked for them sees them."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
WITHIN_S = 600


@pytest.fixture(scope="session")
def plain_simpy() -> ModuleType:
    """Load the program that ours is compared with; it stands in no package."""
    name = "plain_simpy"
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def many(toybox):
    """Lend what builds a country of any size."""
    return toybox("many").many


@pytest.fixture(scope="session")
def measured():
    """Run our case in a fresh process and return what it counted and took."""
    if os.name != "posix":
        pytest.skip("memory is measured on POSIX alone")

    def call(people: int, threads: int) -> dict[str, float]:
        command = [sys.executable, str(HERE / "our_case.py"), str(people), str(threads)]
        done = subprocess.run(command, check=True, capture_output=True, timeout=WITHIN_S)  # noqa: S603
        return dict(json.loads(done.stdout))

    return call


@pytest.fixture
def write(capsys):
    """Write a line of figures past pytest's capture."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return line
