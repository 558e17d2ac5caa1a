"""Ask the members of ensembles what sources would have observed in a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from simulator.analysis.judging import FEWEST
from simulator.experiments.calibrations import (
    POSTERIOR,
    own_folder,
    read_ensemble,
    read_left_out,
    shipped_folder,
)
from simulator.experiments.members import Member, Question, answer_members
from simulator.io.draw_files import Draw, DrawRecord, rounded
from simulator.io.program import fingerprint, version
from simulator.io.run_log import RunLog
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import scenario_hash
from simulator.model.scenario import Scenario

Progress = Callable[[float], None]

CALIBRATION: Final = "kakao-2022"
"""Whose ensemble is carried to other cases."""
CARRIED: Final = ("people.behaviour.", "people.society.")
"""Rules of how people behave; every other parameter belongs to the world that was calibrated."""
UNSEEN_PART: Final = 4
"""Ensembles that did not see a subject's rows have a fourth of the members, since they are many."""
LUCK: Final = "luck"
"""Where parameters come from if nothing but the seed varies."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A case and who is asked about it."""

    case: str
    """As results are named."""
    question: Question
    """Scenario, people and observations."""
    ensembles: Mapping[str, Sequence[Member]]
    """Members by the name of their ensemble."""
    origin: str
    """The calibration that the parameters come from, or `LUCK`."""


def carried(members: Iterable[Member]) -> list[Member]:
    """Keep of each member the rules of behaviour alone, for another case.

    Parameters
    ----------
    members : iterable of Member
        Of a calibrated ensemble.

    Returns
    -------
    list of Member
        The same numbers and seeds, with the values of paths that begin with one of `CARRIED`.
    """
    return [
        replace(one, values={k: v for k, v in one.values.items() if k.startswith(CARRIED)})
        for one in members
    ]


def by_luck(n_members: int, seed: int = 1) -> list[Member]:
    """Make members that differ by their seeds alone.

    Parameters
    ----------
    n_members : int
        How many.
    seed : int
        Of the first; the others follow.

    Returns
    -------
    list of Member
        Without any value.
    """
    return [Member(number, seed + number, {}) for number in range(n_members)]


def calibration_of(case: str) -> Path | None:
    """Find the calibration of a case: the one that comes with the program, else one's own."""
    places = (shipped_folder(case), own_folder(case))
    return next((place for place in places if (place / POSTERIOR).is_file()), None)


def ensembles_for(
    scenario: str, kind: str, n_members: int, calibration: Path | None = None
) -> tuple[dict[str, Sequence[Member]], str]:
    """Choose the members that answer for a scenario.

    Parameters
    ----------
    scenario : str
        Its name.
    kind : str
        both, prior, posterior, or none: parameters as declared, so that luck alone varies.
    n_members : int
        The most of each ensemble.
    calibration : Path, optional
        Folder of a calibration; that of the scenario's own case, or else of `CALIBRATION`, where
        none is given.

    Returns
    -------
    ensembles : dict of str to sequence of Member
        A calibrated case takes all parameters of its ensembles, any other case the rules of
        behaviour alone.
    origin : str
        The case whose calibration the parameters come from, or `LUCK`.

    Raises
    ------
    ScenarioError
        If the folder holds no calibration.
    """
    place = calibration or calibration_of(scenario) or calibration_of(CALIBRATION)
    if kind == "none" or place is None:
        return {LUCK: by_luck(n_members)}, LUCK
    origin = place.name if calibration is None else _case_of(place)
    found = read_ensemble(origin, place)
    both = {"prior": found.prior, "posterior": found.posterior}
    ensembles: dict[str, Sequence[Member]] = {
        name: (members if origin == scenario else carried(members))[:n_members]
        for name, members in both.items()
        if kind in {"both", name}
    }
    if kind == "both" and origin == scenario:
        few = max(FEWEST, n_members // UNSEEN_PART)
        ensembles |= {name: unseen[:few] for name, unseen in read_left_out(place).items()}
    return ensembles, origin


def _case_of(place: Path) -> str:
    """Ask a calibration for the case that it is of."""
    return str(read_ensemble(place.name, place).manifest.get("case", place.name))


def predict(
    asked: Asked,
    *,
    workers: int = 1,
    log: RunLog | None = None,
    progress: Progress | None = None,
) -> DrawRecord:
    """Run every member with its twin, and keep what each answers.

    Parameters
    ----------
    asked : Asked
        The case and its members.
    workers : int
        Processes; they change nothing but the time it takes.
    log : RunLog, optional
        Knows the runs of an earlier attempt that was cut off.
    progress : callable, optional
        Told the share of members that have answered.

    Returns
    -------
    DrawRecord
        Draws in the order of the ensembles, and how they were made.

    Raises
    ------
    ScenarioError
        If a member's parameters do not fit the scenario.
    """
    listed = [(name, one) for name, members in asked.ensembles.items() for one in members]
    members = [one for _, one in listed]
    answers = answer_members(asked.question, members, workers=workers, log=log, progress=progress)
    draws = tuple(
        Draw(name, one.number, one.seed, rounded(found))
        for (name, one), found in zip(listed, answers, strict=True)
    )
    return DrawRecord(draws, _about(asked))


def _about(asked: Asked) -> dict[str, Any]:
    """Write down how draws are made, so that others can make them again."""
    scenario = read_scenario(asked.question.source)
    clock = scenario.clock
    event_h = (clock.event - clock.start) / timedelta(hours=1)
    paths = {path for members in asked.ensembles.values() for one in members for path in one.values}
    return {
        "case": asked.case,
        "scenario": scenario.name,
        "people": asked.question.people,
        "origin": asked.origin,
        "parameters": sorted(paths),
        "end_h": clock.horizon_h - event_h,
        "scenario_sha256": content_hash(scenario),
        "program": {"version": version(), "fingerprint": fingerprint()},
    }


def content_hash(scenario: Scenario) -> str:
    """Name what a scenario says of its case, whatever remedies it offers.

    Parameters
    ----------
    scenario : Scenario
        The declaration.

    Returns
    -------
    str
        SHA-256, 64 hexadecimal digits.
    """
    return scenario_hash(scenario.model_copy(update={"remedies": ()}))
