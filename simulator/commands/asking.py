"""Find what a command was asked about: a scenario, a stored run, the observations of a case."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.model.compensation import Compensation
    from simulator.model.evidence import Observation
    from simulator.model.scenario import Scenario
    from simulator.results.run_result import PairedRun

SEED: Final = 1
PEOPLE: Final = 50_000
FEWEST: Final = 100
MOST: Final = 60_000_000


def read(name: str, settings: Sequence[str] = (), remedies: Sequence[str] = ()) -> "Scenario":
    """Read a scenario with the settings of the command line.

    Parameters
    ----------
    name : str
        A shipped scenario or the path of a file.
    settings : sequence of str
        Each PATH=VALUE.
    remedies : sequence of str
        Remedies that the scenario declares.

    Returns
    -------
    Scenario
        Checked.

    Raises
    ------
    ScenarioError
        With every problem that was found.
    """
    from simulator.io.scenario_files import read_scenario  # noqa: PLC0415 - loads pydantic

    wrong = [text for text in settings if "=" not in text]
    if wrong:
        form = "PATH=VALUE, such as clock.beat_s=600"
        raise ScenarioError(
            "--set", [Problem("S308", "--set", None, "", repr(t), form) for t in wrong]
        )
    parted = (text.partition("=") for text in settings)
    return read_scenario(name, {path: value for path, _, value in parted}, tuple(remedies))


def stored(name: str) -> "PairedRun | None":
    """Load a run by its folder or the letters of its id; none if the text is no such thing."""
    from simulator.io.manifest import MANIFEST  # noqa: PLC0415
    from simulator.io.result_files import load_paired  # noqa: PLC0415 - loads pyarrow
    from simulator.io.store import RunStore  # noqa: PLC0415

    if (Path(name) / MANIFEST).is_file():
        return load_paired(Path(name))
    store = RunStore()
    if any(run.startswith(name) for run in store.ids()):
        return store.load(name)
    return None


def observations(scenario: "Scenario") -> "tuple[Observation, ...]":
    """Read what was observed in the scenario's case; nothing if it is no real case."""
    from simulator.io.tables import read_observations  # noqa: PLC0415

    return read_observations(scenario.case) if scenario.case else ()


def rules(scenario: "Scenario") -> "tuple[Compensation, ...]":
    """Read who was or would be paid what in the scenario's case."""
    from simulator.io.harm_tables import read_compensation  # noqa: PLC0415

    return read_compensation(scenario.case)


def known_or_run(scenario: "Scenario", seed: int, people: int) -> "PairedRun":
    """Load a run from the store, or make it and keep it there.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Address of its luck.
    people : int
        Simulated people.

    Returns
    -------
    PairedRun
        The run and its twin.
    """
    from simulator.io.store import RunStore, run_id  # noqa: PLC0415 - loads pyarrow

    store = RunStore()
    name = run_id(scenario, seed, people)
    if store.holds(name):
        return store.load(name)
    paired = simulate(scenario, seed, people, threads=2)
    store.save(paired)
    return paired


def simulate(scenario: "Scenario", seed: int, people: int, *, threads: int) -> "PairedRun":
    """Run a scenario and its twin, with progress on standard error.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    seed : int
        Address of its luck.
    people : int
        Simulated people.
    threads : int
        Threads; they change nothing but the time it takes.

    Returns
    -------
    PairedRun
        The run and its twin.
    """
    from simulator.commands.console import progress  # noqa: PLC0415
    from simulator.experiments.paired import run_paired  # noqa: PLC0415 - loads the kernels

    with progress(f"simulating {scenario.name}, seed {seed}, {people:,} people") as show:
        return run_paired(scenario, seed, people, threads=threads, progress=show)
