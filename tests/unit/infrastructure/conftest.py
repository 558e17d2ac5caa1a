"""Run toy scenarios on machines alone and keep what they write down."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import simpy

from simulator.infrastructure.machines import Machines
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

    def cause(self, kind: str, where: str) -> tuple[str, str]:
        """Name what caused the first such event."""
        row = next(row for row in self.events if (row.kind, row.where) == (kind, where))
        return self.events[row.because].kind, self.events[row.because].where


@pytest.fixture
def toy(checkout: Path) -> dict[str, Any]:
    """Read the toy with two sites; tests change it as they like."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


@pytest.fixture
def story() -> Story:
    """Begin a log for a test that builds its own plant."""
    return Story()


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
