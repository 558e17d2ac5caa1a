"""Run a small town once, and offer it to the pages in place of the stored runs."""

from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.ports import Card, Loaded, Progress
from simulator.analysis.summary import summarise
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario

RUN = "a" * 26
SQUARE = [[126.0, 36.0], [126.0, 38.0], [128.0, 38.0], [128.0, 36.0], [126.0, 36.0]]


class FakeLibrary:
    """One finished run of the small town."""

    def __init__(self, loaded):
        self.loaded = loaded

    def runs(self):
        """List the one run."""
        scenario = self.loaded.scenario
        return [Card(RUN, scenario.name, scenario.title, scenario.title_ko, 1000)]

    def load(self, run):
        """Give the run by its id."""
        return self.loaded if run == RUN else None

    def shipped(self):
        """List the small town."""
        scenario = self.loaded.scenario
        return [Card(scenario.name, scenario.name, scenario.title, scenario.title_ko)]

    def scenario(self, _):
        """Give the small town, whatever is asked for."""
        return self.loaded.scenario

    def made(self, *_):
        """Say that every run is there."""
        return RUN

    def outlines(self):
        """Draw the town as a square."""
        shape = {"type": "Polygon", "coordinates": [SQUARE]}
        return {"type": "FeatureCollection", "features": [{"id": "town", "geometry": shape}]}


class FakeDesk:
    """A desk that notes what it was asked for, and has it done at once."""

    def __init__(self):
        self.asked = []

    def ask(self, scenario, seed, people):
        """Note what was asked for."""
        self.asked.append((scenario, seed, people))
        return "job-1"

    def progress(self, job):
        """Say that the one job is done."""
        return Progress("done", 1.0, RUN) if job == "job-1" else None


@pytest.fixture(scope="session")
def loaded(checkout: Path) -> Loaded:
    """Simulate the small town for 1,000 people."""
    scenario = read_scenario(checkout / "tests" / "hostile" / "seeds" / "small-town.yaml")
    paired = run_paired(scenario, 1, 1000)
    return Loaded(RUN, paired, summarise(paired))


@pytest.fixture
def desk():
    """Open an empty desk."""
    return FakeDesk()


@pytest.fixture
def app(loaded, desk):
    """Build the application over the small town."""
    return create_app(FakeLibrary(loaded), desk)


@pytest.fixture
def client(app):
    """Speak HTTP to the application, without a browser."""
    return app.server.test_client()
