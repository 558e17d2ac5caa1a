"""A world with hand-written results for rooms that look at runs, and a toy crowd that lives."""

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


@pytest.fixture(scope="session")
def lives(toybox):
    """Load what lets a small crowd live under a dictated quality."""
    return toybox("lives")


@pytest.fixture(scope="session")
def friends(toybox):
    """Load what lets a small crowd know each other."""
    return toybox("friends")
