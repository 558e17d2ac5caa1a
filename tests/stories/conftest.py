"""Run shipped scenarios once each, or toys on machines alone, and answer what stories ask."""

import importlib.util
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario
from simulator.results.run_result import RunResult
from simulator.units import HOUR_MS, HOUR_S, MINUTE_S

FIRST_CAUSE = -1


@dataclass(frozen=True)
class Story:
    """A finished run, asked by hours after its event."""

    result: RunResult

    @property
    def events(self):
        """List the events in their order."""
        return self.result.tables["events"].sort_values("event").to_dict("records")

    @property
    def kinds(self):
        """Name the kinds of event that happened."""
        return {event["kind"] for event in self.events}

    def all(self, kind, where=None):
        """Find all events of a kind, at a place if one is named."""
        return [e for e in self.events if e["kind"] == kind and where in {None, e["where"]}]

    def first(self, kind, where=None):
        """Find the first of them, which must be there."""
        found = self.all(kind, where)
        assert found, f"there is no {kind} {where or ''}"
        return found[0]

    def hour(self, event):
        """Tell when an event happened, hours after the scenario's own."""
        clock = self.result.scenario.clock
        return (event["t_s"] - (clock.event - clock.start).total_seconds()) / HOUR_S

    def minutes(self, event):
        """Tell the same in minutes."""
        return self.hour(event) * HOUR_S / MINUTE_S

    def root(self, event):
        """Walk from an event to its first cause."""
        events = self.events
        while event["because"] != FIRST_CAUSE:
            event = events[event["because"]]
        return event

    def follows(self, *steps):
        """Check that the first events of these kinds and places come in this order."""
        numbers = [self.first(*step)["event"] for step in steps]
        assert numbers == sorted(numbers), list(zip(steps, numbers, strict=True))

    def unmet_h(self, *categories):
        """Add up the unmet hours of simulated people, of all categories if none is named."""
        harm = self.result.tables["harm"]
        rows = harm[harm["category"].isin(categories)] if categories else harm
        return float(rows["unmet_ms"].sum()) / HOUR_MS

    def served(self, service, hour):
        """Tell which share of tries a service served in an hour after the event's."""
        clock = self.result.scenario.clock
        first = int((clock.event - clock.start).total_seconds() // HOUR_S)
        rows = self.result.tables["service_hours"]
        row = rows[(rows["service"] == service) & (rows["hour"] == first + hour)].iloc[0]
        return row["served"] / row["attempts"]

    def live_share(self, owner, at_s):
        """Tell which share of an owner's machines ran at an instant."""
        states = self.result.tables["states"]
        total = live = 0.0
        for component in self.result.scenario.components:
            if component.owner == owner:
                size = sum(component.servers.values())
                rows = states[(states["level"] == "component") & (states["t_s"] <= at_s)]
                rows = rows[rows["element"] == component.id].sort_values("row")
                total += size
                live += size * (float(rows["live"].iloc[-1]) if len(rows) else 1.0)
        return live / total


@cache
def _told(name, remedies, settings, seed, people):
    return Story(run(read_scenario(name, dict(settings), remedies), seed, people))


@pytest.fixture(scope="session")
def tell():
    """Offer a function that runs a scenario, each variant once."""

    def told(
        name: str,
        *remedies: str,
        settings: Mapping[str, str] | None = None,
        seed: int = 1,
        people: int = 200,
    ) -> Story:
        return _told(name, remedies, tuple((settings or {}).items()), seed, people)

    return told


def _machines_alone():
    """Load the fixtures that run a toy of two sites, whose module stands in no package."""
    path = Path(__file__).parents[1] / "unit" / "infrastructure" / "conftest.py"
    spec = importlib.util.spec_from_file_location("machines_alone", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_MACHINES = _machines_alone()
toy, struck, at, live = _MACHINES.toy, _MACHINES.struck, _MACHINES.at, _MACHINES.live
