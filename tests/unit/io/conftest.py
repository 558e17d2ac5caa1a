"""Give the tests of files a small scenario that is well."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import Problem, ScenarioError
from simulator.io.scenario_files import read_scenario_text
from simulator.model.scenario import Scenario


@pytest.fixture(scope="session")
def town(checkout: Path) -> str:
    """Read a whole declaration in one file."""
    return (checkout / "tests/hostile/seeds/small-town.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def small_town(town: str) -> Scenario:
    """Build the declaration of that file."""
    return read_scenario_text(town, "small-town.yaml")


@pytest.fixture
def problems_after(town: str) -> Callable[[str, str], tuple[Problem, ...]]:
    """Replace one piece of the file and list what is wrong then."""

    def change(old: str, new: str) -> tuple[Problem, ...]:
        assert town.count(old) >= 1
        with pytest.raises(ScenarioError) as caught:
            read_scenario_text(town.replace(old, new, 1), "small-town.yaml")
        return caught.value.problems

    return change
