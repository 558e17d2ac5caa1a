"""Check that the page of checks names tests that exist."""

import re

import pytest

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.fixture(scope="module")
def named(checkout):
    """List the tests that the page names."""
    page = (checkout / "docs" / "verification.md").read_text("utf-8")
    return NAMED.findall(page)


def test_every_named_test_exists(checkout, named):
    assert len(named) > 40
    for file, function in named:
        text = (checkout / file).read_text("utf-8")
        assert not function or f"def {function}(" in text, (file, function)


def test_every_oracle_is_named(checkout, named):
    oracles = {
        f"tests/oracles/{one.name}" for one in (checkout / "tests" / "oracles").glob("test_*")
    }
    assert oracles <= {file for file, _ in named}
