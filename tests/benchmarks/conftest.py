"""Lend the programs of this folder, and write figures where whoever asked for them sees them."""

import importlib
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
collect_ignore = [path.name for path in HERE.glob("*.py") if not path.name.startswith("test_")]
"""Programs that tests start; they import one another by name and peers that may be missing."""


@pytest.fixture(scope="session")
def bench():
    """Import a program of this folder, which is no package, by its name."""
    sys.path.insert(0, str(HERE))
    yield importlib.import_module
    sys.path.remove(str(HERE))


@pytest.fixture(scope="session")
def many(toybox):
    """Lend what builds a country of any size."""
    return toybox("many").many


@pytest.fixture(scope="session")
def measured(bench):
    """Run our case in a fresh process and return what it counted and took."""
    if os.name != "posix":
        pytest.skip("memory is measured on POSIX alone")
    return bench("measuring").ours


@pytest.fixture
def write(capsys):
    """Write a line of figures past pytest's capture."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return line
