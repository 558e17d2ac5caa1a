"""Ask many members of an ensemble the same question: parameters and seed in, observables out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from simulator.analysis.observed import Answer, simulated_all
from simulator.engine.run import run, without_hazards
from simulator.experiments.parallel import Progress, as_they_come
from simulator.io.program import fingerprint, reading_fingerprint
from simulator.io.run_log import Answers, RunLog
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import scenario_hash
from simulator.model.evidence import Observation
from simulator.model.scenario import Scenario
from simulator.results.run_result import PairedRun


@dataclass(frozen=True, slots=True)
class Member:
    """One draw of an ensemble."""

    number: int
    """Place in the ensemble, from 0."""
    seed: int
    """Address of its luck."""
    values: Mapping[str, float]
    """Parameters by dotted path; what is not named stays as the scenario has it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What every member is asked."""

    source: str
    """A shipped scenario or the path of a file."""
    people: int
    """Simulated people."""
    observations: tuple[Observation, ...]
    """What is to be answered."""
    remedies: tuple[str, ...] = ()
    """Applied on top of a member's parameters."""
    run_h: float | None = None
    """Length of the run; none takes the scenario's own. Hours."""
    twin_h: float | None = None
    """Length of the twin in which nothing goes wrong; none takes that of the run. Hours."""

    def name(self, member: Member, base: str) -> str:
        """Name a run before it is made.

        Parameters
        ----------
        member : Member
            Whose run.
        base : str
            Hash of the scenario without the member's parameters.

        Returns
        -------
        str
            32 hexadecimal digits, the same for the same question to the same program.
        """
        rows = [row.model_dump_json() for row in self.observations]
        what = (base, self.people, self.remedies, self.run_h, self.twin_h, rows, member.seed)
        values = sorted(member.values.items())
        told = repr((what, values, fingerprint(), reading_fingerprint()))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def scenario_of(question: Question, member: Member) -> Scenario:
    """Read the scenario as a member has it.

    Raises
    ------
    ScenarioError
        If the parameters do not fit the scenario, with every problem.
    """
    found = read_scenario(question.source, {}, question.remedies, member.values)
    return _lasting(found, question.run_h)


def answer(question: Question, member: Member) -> dict[str, Answer]:
    """Run one member and its twin, and read off what was observed.

    Parameters
    ----------
    question : Question
        What to simulate and what to read off.
    member : Member
        Parameters and seed.

    Returns
    -------
    dict of str to float or str
        By observation, the value in the observation's unit or the reason why there is none.
    """
    scenario = scenario_of(question, member)
    first = run(scenario, member.seed, question.people)
    calm = _lasting(without_hazards(scenario), question.twin_h)
    paired = PairedRun(first, run(calm, member.seed, question.people))
    return simulated_all(paired, question.observations)


def answer_members(
    question: Question,
    members: Sequence[Member],
    *,
    workers: int = 1,
    log: RunLog | None = None,
    progress: Progress | None = None,
) -> list[Answers]:
    """Ask every member, in as many processes as are wanted; the answers are the same for any.

    Parameters
    ----------
    question : Question
        What to simulate and what to read off.
    members : sequence of Member
        Whom to ask.
    workers : int
        Processes; 1 stays in this one.
    log : RunLog, optional
        Knows finished runs, and is told each new one at once.
    progress : callable, optional
        Told the share of members that have answered.

    Returns
    -------
    list of dict
        In the order of the members.

    Raises
    ------
    ScenarioError
        If a member's parameters do not fit the scenario.
    """
    base = scenario_hash(read_scenario(question.source))
    names = [question.name(member, base) for member in members]
    found: dict[str, Answers] = {}
    if log is not None:
        found = {name: known for name in names if (known := log.get(name)) is not None}
    missing = {name: one for name, one in zip(names, members, strict=True) if name not in found}
    n_known, to_ask = len(names) - len(missing), list(missing)
    asked = as_they_come(partial(answer, question), list(missing.values()), workers)
    for done, (place, answers) in enumerate(asked, start=1):
        found[to_ask[place]] = answers
        if log is not None:
            log.add(to_ask[place], answers)
        if progress is not None:
            progress((n_known + done) / len(names))
    return [found[name] for name in names]


def _lasting(scenario: Scenario, hours: float | None) -> Scenario:
    """Let a scenario end earlier."""
    if hours is None or hours >= scenario.clock.horizon_h:
        return scenario
    return scenario.model_copy(
        update={"clock": scenario.clock.model_copy(update={"horizon_h": hours})}
    )
