"""Say what the pages need from outside: finished runs, scenarios, and a desk for new runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

from dashboard.texts import Language, say
from simulator.analysis.rests_on import Badge, rests_on
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun

Phase = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of runs or scenarios shows of each."""

    id: str
    """Id of the run, or name of the scenario."""
    scenario: str
    """Name of the scenario."""
    title: str
    """English title."""
    title_ko: str
    """Korean title."""
    people: int = 0
    """Simulated people; 0 for a scenario that has not been run."""
    seed: int | None = None
    """Address of the run's luck; none for a scenario that has not been run."""
    changed: bool = False
    """Whether a run bears the name of a shipped scenario but had other settings."""

    def named(self, lang: Language) -> str:
        """Give the title in a language."""
        return self.title_ko if lang == "ko" else self.title

    def label(self, lang: Language) -> str:
        """Tell a run from others of the same title."""
        parts = [self.named(lang), f"{self.people:,}", say(lang, "run.seed", seed=self.seed)]
        if self.changed:
            parts[1:1] = [say(lang, "changed"), self.id[:4]]
        return " · ".join(parts)


@dataclass(frozen=True)
class Loaded:
    """A finished run with its summary."""

    id: str
    """Id of the run."""
    paired: PairedRun
    """The run and its twin in which nothing went wrong."""
    summary: Mapping[str, Any]
    """What `simulator.analysis.summary.summarise` makes of it."""
    changed: bool = False
    """Whether it bears the name of a shipped scenario but had other settings."""

    @property
    def scenario(self) -> Scenario:
        """What was simulated."""
        return self.paired.run.scenario

    @cached_property
    def badges(self) -> dict[str, Badge]:
        """What each section of the result rests on."""
        return rests_on(self.scenario)

    @property
    def real(self) -> bool:
        """Whether it is the case as it happened, so that observations hold for it."""
        return self.scenario.name == self.scenario.case and not self.changed


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is that was asked for."""

    phase: Phase
    """queued, running, done or failed."""
    share: float
    """Part that is done, 0 to 1."""
    run: str
    """Id under which the run is or will be found."""
    message: str = ""
    """Why it failed, empty otherwise."""


class RunLibrary(Protocol):
    """Finished runs, scenarios and outlines."""

    def runs(self) -> list[Card]:
        """List the finished runs, newest first."""
        ...

    def load(self, run: str) -> Loaded | None:
        """Read a run; none if there is none of this id, or it is damaged."""
        ...

    def shipped(self) -> list[Card]:
        """List the shipped scenarios."""
        ...

    def scenario(self, name: str) -> Scenario:
        """Read a shipped scenario."""
        ...

    def made(self, scenario: Scenario, seed: int, people: int) -> str | None:
        """Give the id of a run if it is there already."""
        ...

    def outlines(self) -> dict[str, Any]:
        """Give the outlines of the regions as GeoJSON."""
        ...


class JobDesk(Protocol):
    """Where new runs are asked for."""

    def ask(self, scenario: Scenario, seed: int, people: int) -> str:
        """Ask for a run and give the id of the job; a run that exists is done at once."""
        ...

    def progress(self, job: str) -> Progress | None:
        """Tell how far a job is; none if there is none of this id."""
        ...
