"""Find runs, scenarios and jobs where the simulator keeps them."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any, Final

from pydantic import ValidationError

from dashboard.ports import Card, Loaded, Progress
from simulator.analysis.summary import summarise
from simulator.errors import ResultsError, SimulatorError
from simulator.io.bundled import user_data_dir
from simulator.io.harm_tables import read_compensation
from simulator.io.jobs import JobTable
from simulator.io.manifest import read_manifest
from simulator.io.originals import is_changed
from simulator.io.scenario_files import list_scenarios, read_scenario
from simulator.io.scenario_text import scenario_hash
from simulator.io.store import RunStore, is_run_id, run_id
from simulator.io.tables import read_observations, read_provinces
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun

ORIGINAL: Final = "kakao-2022"
"""The scenario that stands in for an unknown one."""
KEPT: Final = 6
"""Runs that stay in memory."""
LISTED: Final = 30
"""Runs that a list shows, newest first."""


class StoredLibrary:
    """The store, the shipped scenarios and the evidence tables, read when they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self.store = RunStore((folder or user_data_dir()) / "runs")
        self._kept: OrderedDict[str, Loaded] = OrderedDict()
        self._cards: dict[str, Card] = {}
        self._lock = Lock()
        self._outlines: dict[str, Any] = {}
        self._scenarios: dict[str, Scenario] = {}

    def runs(self) -> list[Card]:
        """List the finished runs, newest first."""
        newest = self.store.ids()[::-1][:LISTED]
        return [card for run in newest if (card := self._card(run))]

    def _card(self, run: str) -> Card | None:
        if run not in self._cards:
            try:
                declared = (self.store.folder(run) / "scenario.json").read_bytes()
                scenario = Scenario.model_validate_json(declared)
                made = read_manifest(self.store.folder(run))
            except (OSError, ValidationError, ResultsError):
                return None
            changed = is_changed(scenario.name, scenario_hash(scenario))
            titles = scenario.title, scenario.title_ko
            self._cards[run] = Card(run, scenario.name, *titles, made.people, made.seed, changed)
        return self._cards[run]

    def load(self, run: str) -> Loaded | None:
        """Read a run; none if there is none of this id, or it is damaged."""
        if not is_run_id(run):
            return None
        with self._lock:
            if run not in self._kept:
                try:
                    paired = self.store.load(run)
                except ResultsError:
                    return None
                self._kept[run] = _summed(run, paired)
            self._kept.move_to_end(run)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[run]

    def shipped(self) -> list[Card]:
        """List the shipped scenarios that can be read."""
        cards = []
        for name, _ in list_scenarios():
            try:
                scenario = self.scenario(name)
            except SimulatorError:
                continue
            cards.append(Card(name, name, scenario.title, scenario.title_ko))
        return cards

    def scenario(self, name: str) -> Scenario:
        """Read a shipped scenario, never a path; each once."""
        if name not in self._scenarios:
            known = {shipped for shipped, _ in list_scenarios()}
            if name not in known:
                return self.scenario(ORIGINAL)
            self._scenarios[name] = read_scenario(name)
        return self._scenarios[name]

    def outlines(self) -> dict[str, Any]:
        """Give the outlines of the regions as GeoJSON with the ids that scenarios use."""
        if not self._outlines:
            self._outlines = read_provinces()
        return self._outlines

    def made(self, scenario: Scenario, seed: int, people: int) -> str | None:
        """Give the id of a run if it is there already."""
        run = run_id(scenario, seed, people)
        return run if self.store.holds(run) else None


def _summed(run: str, paired: PairedRun) -> Loaded:
    scenario = paired.run.scenario
    observed = read_observations(scenario.case) if scenario.case else ()
    changed = is_changed(scenario.name, scenario_hash(scenario))
    return Loaded(
        run, paired, summarise(paired, observed, read_compensation(scenario.case)), changed
    )


class StoredDesk:
    """The job table, worked off by a process of its own."""

    def __init__(self, folder: Path | None = None) -> None:
        home = folder or user_data_dir()
        self._table = JobTable(home / "jobs.sqlite")
        self._store = RunStore(home / "runs")

    def ask(self, scenario: Scenario, seed: int, people: int) -> str:
        """Ask for a run and give the id of the job; a run that exists is done at once."""
        run = run_id(scenario, seed, people)
        stored = self._store.holds(run)
        return self._table.ask(scenario.model_dump_json(), seed, people, run, stored=stored)

    def progress(self, job: str) -> Progress | None:
        """Tell how far a job is; none if there is none of this id."""
        found = self._table.get(job)
        if found is None:
            return None
        return Progress(found.state, found.progress, found.run, found.message)
