"""Lend the toys, whose modules stand in no package."""

import pytest


@pytest.fixture(scope="session")
def lives(toybox):
    """Load what lets a small crowd live under a dictated quality."""
    return toybox("lives")


@pytest.fixture(scope="session")
def friends(toybox):
    """Load what lets a small crowd know each other."""
    return toybox("friends")


@pytest.fixture(scope="session")
def toys(toybox):
    """Load what declares just enough of a country for machines to fail in it."""
    return toybox("bare")
