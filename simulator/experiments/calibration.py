"""Calibrate a case: rule out in waves, then draw parameters that fit what may be fitted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from simulator.errors import RunFailed
from simulator.experiments.fitted_rows import question_of
from simulator.experiments.history import (
    NothingLeftError,
    Wave,
    draw_possible,
    draw_posterior,
    fit_wave,
    possible,
)
from simulator.experiments.members import Member, answer_members
from simulator.experiments.priors import Prior, read_priors, spread_evenly, values_at
from simulator.experiments.sampling import luck_of
from simulator.experiments.targets import Target, outcomes
from simulator.io.run_log import Answers, RunLog

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

PEOPLE: Final = 100_000
WAVES: Final = (400, 300, 100)
REPLICATES: Final = 40
MEMBERS: Final = 200
CLOUD: Final = 5
"""Draws of the posterior from which intervals are read, for each member that is kept."""
STEPS: Final = 300
"""Moves of every chain."""
_LEAST: Final = 20
"""Runs with a value for every row without which nothing can be fitted."""
_FEWEST: Final = 60
"""Runs left by earlier waves that are enough to fit on them alone."""
_POSTERIOR, _PRIOR = 90, 91  # purposes of luck, beside the numbers of the waves


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a calibration is; the same plan gives the same result anywhere."""

    case: str
    people: int = PEOPLE
    waves: tuple[int, ...] = WAVES
    """Runs in each wave."""
    replicates: int = REPLICATES
    """Runs of the defaults with other seeds, for the luck of a single run."""
    members: int = MEMBERS
    """Parameter sets in the ensembles of the prior and of the posterior."""
    seed: int = 1
    """Address of the luck of the designs."""

    @property
    def runs(self) -> int:
        """All runs, each with a short twin."""
        return self.replicates + sum(self.waves)


@dataclass(frozen=True)
class Reference:
    """The runs of a calibration: what was asked and what came out."""

    wave: NDArray[np.int64]
    """Wave of each run, from 1."""
    seeds: NDArray[np.int64]
    scores: Floats
    """Shape (n_runs, n_priors); standard normal scores of the parameters."""
    outcomes: Floats
    """Shape (n_runs, n_targets); on the targets' scales."""
    answers: tuple[Answers, ...]


@dataclass(frozen=True)
class Calibration:
    """What a calibration found."""

    plan: Plan
    priors: tuple[Prior, ...]
    targets: tuple[Target, ...]
    reference: Reference
    luck: Floats
    """Variance of a single run's luck by target, on its scale, from the replicates."""
    waves: tuple[Wave, ...]
    left: tuple[float, ...]
    """Part of the prior that is left after each wave."""
    prior_scores: Floats
    """Shape (n_members, n_priors)."""
    cloud: Floats = field(repr=False)
    """Draws from what is left of the prior, where chains begin; shape (n, n_priors)."""
    posterior_cloud: Floats = field(repr=False)
    """Where these chains end: draws from the posterior, the first of them its members."""
    replicates: tuple[Answers, ...] = field(default=(), repr=False)
    """Runs of the defaults, with seeds from 1."""

    @property
    def prior(self) -> list[Member]:
        """Members drawn from the ranges alone."""
        return _members(self.priors, self.prior_scores)

    @property
    def posterior(self) -> list[Member]:
        """Members that fit."""
        return _members(self.priors, self.posterior_cloud[: self.plan.members])

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Runs of the reference with all values that no wave has ruled out."""
        answered = np.isfinite(self.reference.outcomes).all(axis=1)
        return possible(self.waves, self.reference.scores) & answered


def _members(priors: Sequence[Prior], scores: Floats) -> list[Member]:
    values = values_at(priors, scores)
    return [Member(number, number + 1, one) for number, one in enumerate(values)]


def calibrate(
    plan: Plan,
    *,
    workers: int = 1,
    log: RunLog | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Find parameters that fit, without a look at any row that is only to be checked.

    Parameters
    ----------
    plan : Plan
        Which case and how large.
    workers : int
        Processes; they change nothing but the time it takes.
    log : RunLog, optional
        Knows the runs of an earlier attempt that was cut off.
    progress : callable, optional
        Told the share of runs that are done.

    Returns
    -------
    Calibration
        Reference table, emulators and the two ensembles.

    Raises
    ------
    ScenarioError
        If the case has no parameters or no observations to fit.
    RunFailed
        If no parameters within the ranges can give what was observed.
    """
    with threadpool_limits(1):  # sums of more threads differ in their last bits
        return _calibrate(plan, _Study(plan, workers, log, progress))


def _calibrate(plan: Plan, study: "_Study") -> Calibration:
    luck = study.luck()
    waves: list[Wave] = []
    left: list[float] = []
    for number, runs in enumerate(plan.waves, start=1):
        scores = study.design(number, runs, waves)
        study.make(number, scores)
        waves.append(study.fit(waves))
        left.append(study.left(waves, number))
    cloud, _ = study.draw(waves, CLOUD * plan.members, _POSTERIOR)
    posterior = draw_posterior(waves, cloud, STEPS, luck_of(plan.seed, _POSTERIOR, 1))
    prior = spread_evenly(plan.members, len(study.priors), plan.seed * 1_000 + _PRIOR)
    return Calibration(
        plan, study.priors, study.targets, study.reference(), luck,
        tuple(waves), tuple(left), prior, cloud, posterior, tuple(study.replicates),
    )  # fmt: skip


class _Study:
    """The runs of a calibration as they grow."""

    def __init__(
        self, plan: Plan, workers: int, log: RunLog | None, progress: Progress | None
    ) -> None:
        self.plan, self.workers, self.log, self.progress = plan, workers, log, progress
        self.priors = read_priors(plan.case)
        self.question, self.targets = question_of(plan.case, plan.people)
        self.wave: list[int] = []
        self.seeds: list[int] = []
        self.scores = np.empty((0, len(self.priors)))
        self.outcomes = np.empty((0, len(self.targets)))
        self.answers: list[Answers] = []
        self.replicates: list[Answers] = []
        self._done = 0

    def _ask(self, members: Sequence[Member]) -> list[Answers]:
        def tell(part: float) -> None:
            if self.progress is not None:
                self.progress((self._done + part * len(members)) / self.plan.runs)

        found = answer_members(
            self.question, members, workers=self.workers, log=self.log, progress=tell
        )
        self._done += len(members)
        return found

    def luck(self) -> Floats:
        """Estimate the luck of a single run once, at the defaults."""
        values = {prior.id: prior.value for prior in self.priors}
        members = [Member(n, n + 1, values) for n in range(self.plan.replicates)]
        self.replicates = self._ask(members)
        return np.asarray(np.nanvar(outcomes(self.targets, self.replicates), axis=0, ddof=1))

    def design(self, number: int, runs: int, waves: Sequence[Wave]) -> Floats:
        """Choose the next draws: evenly at first, then among those not ruled out."""
        if not waves:
            return spread_evenly(runs, len(self.priors), self.plan.seed * 1_000 + number)
        return self.draw(waves, runs, number)[0]

    def draw(self, waves: Sequence[Wave], n_draws: int, purpose: int) -> tuple[Floats, float]:
        """Draw from what is left."""
        luck = luck_of(self.plan.seed, purpose)
        try:
            return draw_possible(waves, n_draws, len(self.priors), luck)
        except NothingLeftError as error:
            told = f"no parameters within their ranges give what was observed: {error}"
            raise RunFailed(told) from error

    def make(self, number: int, scores: Floats) -> None:
        """Run a wave; every run has luck of its own."""
        first = self.plan.replicates + len(self.seeds) + 1
        values = values_at(self.priors, scores)
        members = [Member(n, first + n, one) for n, one in enumerate(values)]
        answers = self._ask(members)
        self.wave += [number] * len(members)
        self.seeds += [member.seed for member in members]
        self.scores = np.concatenate([self.scores, scores])
        self.outcomes = np.concatenate([self.outcomes, outcomes(self.targets, answers)])
        self.answers += answers

    def fit(self, waves: Sequence[Wave]) -> Wave:
        """Fit emulators to the runs that are still possible, or to all where these are too few."""
        answered = np.asarray(np.isfinite(self.outcomes).all(axis=1))
        if answered.sum() < _LEAST:
            told = f"{answered.sum()} of {len(answered)} runs have a value for all rows"
            raise RunFailed(f"only {told}; simulate more people")
        kept = possible(waves, self.scores) & answered
        if kept.sum() < _FEWEST:
            kept = answered
        return fit_wave(self.targets, self.scores[kept], self.outcomes[kept])

    def left(self, waves: Sequence[Wave], number: int) -> float:
        """Measure which part of the prior is left."""
        return self.draw(waves, 1_000, number + 50)[1]

    def reference(self) -> Reference:
        """Give all runs of the waves."""
        return Reference(
            np.array(self.wave), np.array(self.seeds), self.scores, self.outcomes,
            tuple(self.answers),
        )  # fmt: skip
