"""Run a small town once, and offer it to the pages in place of the stored runs."""

from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.evidence import Ensemble
from dashboard.ports import Card, Loaded, Progress
from simulator.analysis.judging import judge
from simulator.analysis.provenance import Figure
from simulator.analysis.summary import summarise
from simulator.analysis.validation import Validation, count
from simulator.experiments.gallery import gallery_case
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_observations

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


class FakeShelf:
    """Made-up predictions of two real cases and of one calibration; nothing of the others."""

    def __init__(self):
        self.known = {name: predicted(name) for name in ("kakao-2022", "exchange-fire-2018")}

    def validation(self, case):
        """Give the predictions of a case, or of its part."""
        card = gallery_case(case)
        whole = self.known.get(card.scenario)
        return whole.part(case, card.subjects) if whole and card.subjects else whole

    def ensemble(self, name):
        """Narrow one parameter, and leave another as it was."""
        prior = [{"people.behaviour.inertia": n / 10, "b.c": float(n)} for n in range(40)]
        posterior = [{"people.behaviour.inertia": 1 + n / 400, "b.c": float(n)} for n in range(40)]
        told = [
            {"id": "b.c", "unit": "1", "prior": [2.0, 19.5, 37.0], "posterior": [2.0, 19.0, 37.0],
             "width": 1.0, "identified": False},
            {"id": "people.behaviour.inertia", "unit": "utility", "prior": [0.2, 1.9, 3.7],
             "posterior": [1.0, 1.05, 1.1], "width": 0.03, "identified": True},
        ]  # fmt: skip
        found = Ensemble(prior, posterior, {"parameters": told})
        return found if name == "kakao-2022" else None

    def figures(self, name):
        """List three figures of every scenario."""
        return (
            Figure("a.b", 2.0, "h", 1.0, 4.0, "measured", "high", f"A counter, {name}"),
            Figure("c.d_share", 0.25, "share", None, None, "judgement", "low", "a guess"),
            Figure("e.f", 1.0, "1", None, None, "judgement", "high", "", convention=True),
        )

    def scenario(self, name):
        """Read a shipped scenario."""
        return read_scenario(name)


def predicted(name):
    """Predict a third of the observations well, a third poorly, and a third not at all."""
    rows = read_observations(name)
    near = {row.id: [row.observed * (1 + n / 100) for n in range(-10, 11)] for row in rows[::3]}
    far = {row.id: [row.high + 9 * (row.high - row.low) + n for n in range(20)]
           for row in rows[1::3]}  # fmt: skip
    wide = {row.id: [row.observed + (row.high - row.low) * n for n in range(-9, 10)]
            for row in rows}  # fmt: skip
    draws = {"posterior": near | far, "prior": {k: v for k, v in wide.items() if k in near | far}}
    reasons = {row.id: "not back by the end of the run" for row in rows}
    judged = judge(rows, draws, reasons)
    return Validation(name, name, 2000, judged, count(judged), {"members": {"prior": 19}})


@pytest.fixture(scope="session")
def shelf():
    """Fill a shelf with made-up records."""
    return FakeShelf()


@pytest.fixture
def app(loaded, desk, shelf):
    """Build the application over the small town."""
    return create_app(FakeLibrary(loaded), desk, shelf)


@pytest.fixture
def client(app):
    """Speak HTTP to the application, without a browser."""
    return app.server.test_client()
