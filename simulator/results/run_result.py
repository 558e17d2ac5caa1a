"""Hold what one run leaves behind: its scenario, its seed, its tables."""

from dataclasses import dataclass

import pandas as pd

from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class RunResult:
    """The tables of one run, as `simulator.results.columns` describes them."""

    scenario: Scenario
    """What was simulated."""
    seed: int
    """Address of its luck."""
    people: int
    """Simulated people, children included."""
    tables: dict[str, pd.DataFrame]
    """By name; rows sorted by their keys."""

    @property
    def residents_each(self) -> float:
        """Residents for whom one simulated person stands."""
        return self.scenario.people.residents / self.people


@dataclass(frozen=True, slots=True)
class PairedRun:
    """A run and its twin on the same luck in which nothing goes wrong."""

    run: RunResult
    """With the hazards."""
    baseline: RunResult
    """The same scenario, seed and people, without hazards."""
