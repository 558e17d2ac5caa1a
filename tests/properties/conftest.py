"""Lend the toy crowd, whose module stands in no package."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def lives(checkout: Path):
    """Load what lets a small crowd live under a dictated quality."""
    name = "toy_lives"
    if name not in sys.modules:
        path = checkout / "tests" / "toys" / "lives.py"
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def toys(checkout: Path):
    """Load what declares just enough of a country for machines to fail in it."""
    name = "toy_bare"
    if name not in sys.modules:
        path = checkout / "tests" / "toys" / "bare.py"
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def many(checkout: Path):
    """Lend what builds a country of any size."""
    name = "toy_many"
    if name not in sys.modules:
        path = checkout / "tests" / "toys" / "many.py"
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name].many
