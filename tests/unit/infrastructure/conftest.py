"""Run toy scenarios on machines alone and keep what they write down."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import simpy

from simulator.infrastructure.machines import Machines
from simulator.infrastructure.part import Part
from simulator.model.scenario import Scenario
from simulator.units import hours, seconds_from_hours


class Row(NamedTuple):
    """One event; time in hours of the run."""

    t_h: float
    kind: str
    where: str
    owner: str
    because: int
    module: str
    value: float
    detail: str


class State(NamedTuple):
    """One change of state; time in hours of the run."""

    t_h: float
    level: str
    element: str
    quality: float
    live: float
    condition: str = ""


@dataclass
class Story:
    """A log in lists, and the machines that wrote it."""

    env: simpy.Environment = field(default_factory=simpy.Environment)
    events: list[Row] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    machines: Machines = field(init=False)

    def event(self, kind, where, owner, because, module, value=0.0, detail=""):
        """Write an event."""
        row = Row(hours(self.env.now), kind, where, owner, because, module, value, detail)
        self.events.append(row)
        return len(self.events) - 1

    def state(self, level, element, quality, live, condition=""):
        """Write a state."""
        self.states.append(State(hours(self.env.now), level, element, quality, live, condition))

    def times(self, kind: str, where: str) -> list[float]:
        """List when something happened, hours of the run."""
        return [round(row.t_h, 9) for row in self.events if (row.kind, row.where) == (kind, where)]

    def kinds(self, where: str) -> list[str]:
        """List what happened to something, in order."""
        return [row.kind for row in self.events if row.where == where]

    def row(self, kind: str, where: str) -> Row:
        """Find the first such event."""
        return next(row for row in self.events if (row.kind, row.where) == (kind, where))

    def chain(self, kind: str, where: str) -> list[tuple[str, str, str]]:
        """Walk from the first such event to its first cause: kind, place and module of each."""
        row, steps = self.row(kind, where), []
        while True:
            steps.append((row.kind, row.where, row.module.rpartition(".")[2]))
            if row.because < 0:
                return steps
            row = self.events[row.because]

    def course(self, element: str) -> list[tuple[float, float, float, str]]:
        """List hour, quality, share of machines and condition of a component."""
        return [
            (round(row.t_h, 9), round(row.quality, 9), round(row.live, 9), row.condition)
            for row in self.states
            if (row.level, row.element) == ("component", element)
        ]

    def part(self, name: str) -> Part:
        """Look at a component as it is now."""
        return self.machines.plant.parts[name]

    def cause(self, kind: str, where: str) -> tuple[str, str]:
        """Name what caused the first such event."""
        row = next(row for row in self.events if (row.kind, row.where) == (kind, where))
        return self.events[row.because].kind, self.events[row.because].where


@pytest.fixture
def toy(checkout: Path) -> dict[str, Any]:
    """Read the toy with two sites; tests change it as they like."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


@pytest.fixture
def struck(toy: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Put other hazards into the toy; each strikes an hour after the start if it says nothing."""

    def put(*hazards: dict[str, Any], **text: Any) -> dict[str, Any]:
        """Declare hazards, named by kind and number, and changes to the text component."""
        toy["hazards"] = [
            {"id": f"{hazard['kind']}-{number}"}
            | ({} if "follows" in hazard else {"at": at_hour(1)})
            | hazard
            for number, hazard in enumerate(hazards)
        ]
        toy["components"][0].update(text)
        return toy

    return put


@pytest.fixture
def at() -> Callable[[float], str]:
    """Offer the time some hours after the start, as declarations write it."""
    return at_hour


def at_hour(hour: float) -> str:
    """Write the time some hours after the start of the toy's clock."""
    start = datetime.fromisoformat("2022-10-15T00:00:00+09:00")
    return (start + timedelta(hours=hour)).isoformat()


@pytest.fixture
def story() -> Story:
    """Begin a log for a test that builds its own plant."""
    return Story()


@pytest.fixture
def scenario_of() -> Callable[[dict[str, Any]], Scenario]:
    """Read a declaration as a file would be read."""
    return lambda declaration: Scenario.model_validate_json(json.dumps(declaration))


@pytest.fixture
def live() -> Callable[..., Story]:
    """Run machines to the horizon and return their story."""

    def run(declaration: dict[str, Any], seed: int = 1, until_h: float | None = None) -> Story:
        scenario = Scenario.model_validate_json(json.dumps(declaration))
        story = Story()
        story.machines = Machines(story.env, scenario, seed, story)
        story.env.run(until=seconds_from_hours(until_h or scenario.clock.horizon_h))
        return story

    return run
