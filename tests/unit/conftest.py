"""A small world with hand-written results, for every room that looks at finished runs."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fake():
    """Load the hand-written world, whose module stands in no package."""
    path = Path(__file__).parent / "analysis" / "fake.py"
    spec = importlib.util.spec_from_file_location("hand_written_world", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def paired(fake):
    """Pair the hand-written run with its twin."""
    return fake.fake_paired()
