"""Read what was recorded about real cases where it travels with the program."""

from collections.abc import Sequence
from functools import cache

from dashboard.evidence import Ensemble
from simulator.analysis.provenance import Figure, figures
from simulator.analysis.validation import Validation
from simulator.errors import SimulatorError
from simulator.experiments.gallery import recorded_validation
from simulator.io.scenario_files import read_scenario
from simulator.model.scenario import Scenario


class StoredShelf:
    """The records that are shipped, each read once."""

    def validation(self, case: str) -> Validation | None:
        """Give the recorded predictions of a case; none where there are none, or damaged ones."""
        return _validation(case)

    def ensemble(self, name: str) -> Ensemble | None:
        """Give the recorded calibration of a case; none where it has none."""
        return _ensemble(name)

    def figures(self, name: str) -> Sequence[Figure]:
        """List every figure of a shipped scenario with what it rests on."""
        return _figures(name)

    def scenario(self, name: str) -> Scenario:
        """Read a shipped scenario."""
        return _scenario(name)


@cache
def _validation(case: str) -> Validation | None:
    try:
        return recorded_validation(case)
    except SimulatorError:
        return None


@cache
def _scenario(name: str) -> Scenario:
    return read_scenario(name)


@cache
def _ensemble(name: str) -> Ensemble | None:
    from simulator.experiments.calibrations import read_ensemble  # noqa: PLC0415 - loads the engine

    try:
        found = read_ensemble(name)
    except SimulatorError:
        return None
    sets = [[member.values for member in members] for members in (found.prior, found.posterior)]
    return Ensemble(sets[0], sets[1], found.manifest)


@cache
def _figures(name: str) -> Sequence[Figure]:
    return figures(_scenario(name))
