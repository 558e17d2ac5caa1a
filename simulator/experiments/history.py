"""Rule out what cannot be (history matching), and weigh what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.experiments.emulator import Emulator, fit_emulator, terms_of
from simulator.experiments.priors import REACH
from simulator.experiments.sampling import elliptical_slices
from simulator.experiments.targets import Target

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CUT: Final = 3.0
"""A draw is ruled out if a target misses by more standard deviations (Pukelsheim 1994)."""
_CHUNK: Final = 16_384
_MOST_CHUNKS: Final = 256
_SHUFFLES: Final = 40


@dataclass(frozen=True)
class Wave:
    """Emulators of all targets, fitted to the runs known by then."""

    targets: tuple[Target, ...]
    emulators: tuple[Emulator, ...]

    @cached_property
    def _together(self) -> tuple[tuple[tuple[int, int], ...], Floats, Floats]:
        """Put all emulators in one matrix, so that many draws cost one product."""
        crossed = tuple(sorted({pair for one in self.emulators for pair in one.crossed}))
        weights = np.column_stack([one.weights_over(crossed) for one in self.emulators])
        return crossed, weights, np.array([one.intercept for one in self.emulators])

    def means(self, scores: Floats) -> Floats:
        """Forecast all targets.

        Parameters
        ----------
        scores : array of float, shape (n_draws, n_priors)
            Standard normal scores of the parameters.

        Returns
        -------
        array of float, shape (n_draws, n_targets)
            On the targets' scales.
        """
        crossed, weights, intercepts = self._together
        return np.asarray(terms_of(scores, crossed) @ weights + intercepts)

    def worst(self, scores: Floats, left_out: frozenset[str] = frozenset()) -> Floats:
        """Give the largest implausibility over the targets, some of them left out, by draw."""
        found = np.zeros(len(scores))
        columns = zip(self.targets, self.emulators, self.means(scores).T, strict=True)
        for target, emulator, mean in columns:
            if target.id not in left_out:
                found = np.maximum(found, target.implausibility(mean, emulator.variance))
        return found

    def log_likelihood(
        self,
        scores: Floats,
        left_out: frozenset[str] = frozenset(),
        observed: Floats | None = None,
    ) -> Floats:
        """Weigh draws by the observations.

        Parameters
        ----------
        scores : array of float, shape (n_draws, n_priors)
            Standard normal scores of the parameters.
        left_out : set of str
            Observations that play no part.
        observed : array of float, shape (n_draws, n_targets), optional
            What stands in for the observations of each draw, on the scales.

        Returns
        -------
        array of float, shape (n_draws,)
            Natural logarithm, up to a constant.
        """
        found = np.zeros(len(scores))
        means = self.means(scores)
        for number, (target, emulator) in enumerate(zip(self.targets, self.emulators, strict=True)):
            if target.id not in left_out:
                against = target.observed if observed is None else observed[:, number]
                found += target.log_likelihood(means[:, number], emulator.variance, against)
        return found


def fit_wave(targets: Sequence[Target], scores: Floats, values: Floats) -> Wave:
    """Fit an emulator to each target.

    Parameters
    ----------
    targets : sequence of Target
        Columns of `values`.
    scores : array of float, shape (n_runs, n_priors)
        Standard normal scores of the parameters of runs.
    values : array of float, shape (n_runs, n_targets)
        What the runs gave, on the targets' scales.

    Returns
    -------
    Wave
        One emulator for each target.
    """
    fitted = (fit_emulator(scores, values[:, number]) for number in range(len(targets)))
    return Wave(tuple(targets), tuple(fitted))


def within_reach(scores: Floats) -> Flags:
    """Tell which draws lie within the central part of every parameter's range."""
    return np.asarray(np.abs(scores).max(axis=1) <= REACH)


def possible(
    waves: Sequence[Wave], scores: Floats, left_out: frozenset[str] = frozenset()
) -> Flags:
    """Tell which draws no wave has ruled out by the observations that are not left out."""
    found = within_reach(scores)
    for wave in waves:
        found[found] = wave.worst(scores[found], left_out) <= CUT
    return found


def draw_possible(
    waves: Sequence[Wave], n_draws: int, n_priors: int, rng: np.random.Generator
) -> tuple[Floats, float]:
    """Draw from the prior, less what has been ruled out.

    Parameters
    ----------
    waves : sequence of Wave
        What rules out.
    n_draws, n_priors : int
        How many draws of how many parameters.
    rng : numpy.random.Generator
        Its luck.

    Returns
    -------
    scores : array of float, shape (n_draws, n_priors)
        Standard normal scores. Where too few were found by chance, chains started at those that
        were make up the number.
    share : float
        Part of the prior that is left.
    """
    kept: list[Floats] = []
    n_kept = n_tried = n_within = 0
    while n_kept < n_draws and n_tried < _MOST_CHUNKS * _CHUNK:
        tried = rng.standard_normal((_CHUNK, n_priors))
        kept.append(tried[possible(waves, tried)])
        n_kept += len(kept[-1])
        n_tried += _CHUNK
        n_within += int(within_reach(tried).sum())
    found = np.concatenate(kept)
    share = len(found) / max(n_within, 1)
    if not len(found):
        raise NothingLeftError(n_tried)
    if len(found) < n_draws:
        start = found[rng.integers(len(found), size=n_draws)]
        found = elliptical_slices(lambda _, at: _allowed(waves, at), start, _SHUFFLES, rng)
    return found[:n_draws], share


class NothingLeftError(Exception):
    """Every draw was ruled out, so the model cannot give what was observed."""

    def __init__(self, n_tried: int) -> None:
        super().__init__(f"all of {n_tried:,} draws were ruled out")


def _allowed(waves: Sequence[Wave], scores: Floats) -> Floats:
    return np.where(possible(waves, scores), 0.0, -np.inf)


def draw_posterior(
    waves: Sequence[Wave],
    start: Floats,
    steps: int,
    rng: np.random.Generator,
    left_out: frozenset[str] = frozenset(),
) -> Floats:
    """Draw parameters that fit, by the last wave's emulators, within what is left of the prior.

    This is approximate Bayesian computation with the errors of reporting, discrepancy and luck
    as its kernel (Wilkinson 2013), on emulated instead of accepted runs.

    Parameters
    ----------
    waves : sequence of Wave
        What rules out; the last one weighs.
    start : array of float, shape (n_draws, n_priors)
        Draws from what is left of the prior.
    steps : int
        How often every chain moves.
    rng : numpy.random.Generator
        Its luck.
    left_out : set of str
        Observations that neither rule out nor weigh.

    Returns
    -------
    array of float, shape (n_draws, n_priors)
        Standard normal scores, one from each chain.
    """

    def weigh(_: object, scores: Floats) -> Floats:
        found = waves[-1].log_likelihood(scores, left_out)
        return np.where(possible(waves, scores, left_out), found, -np.inf)

    return elliptical_slices(weigh, start, steps, rng)
