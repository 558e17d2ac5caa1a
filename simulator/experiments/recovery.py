"""Ask whether known parameters are found again: ranks of the truth among posterior draws."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from threadpoolctl import threadpool_limits

from simulator.experiments.calibration import Calibration
from simulator.experiments.history import Wave, fit_wave, possible
from simulator.experiments.sampling import elliptical_slices, luck_of

Floats = NDArray[np.float64]

TRUTHS: Final = 120
DRAWS: Final = 63
STEPS: Final = 120
FOLDS: Final = 8
BINS: Final = 8
_RECOVERY: Final = 92


@dataclass(frozen=True)
class Recovery:
    """Ranks of known parameters among draws from what the calibration makes of their outcomes."""

    ranks: NDArray[np.int64]
    """Shape (n_truths, n_priors), 0 to `DRAWS`; uniform if the method is right."""
    inside90: Floats
    """Share of truths inside their 90 % interval, by parameter."""

    @property
    def n_truths(self) -> int:
        """How many truths were looked for."""
        return len(self.ranks)

    def p_values(self) -> Floats:
        """Test each parameter's ranks for uniformity (chi-square).

        Returns
        -------
        array of float, shape (n_priors,)
            Chance of ranks at least as uneven.
        """
        binned = self.ranks * BINS // (DRAWS + 1)
        counts = np.array([np.bincount(column, minlength=BINS) for column in binned.T])
        return np.asarray([stats.chisquare(row).pvalue for row in counts])


def recover(found: Calibration, n_truths: int = TRUTHS) -> Recovery:
    """Treat runs of the reference as truths, one after the other, and look for their parameters.

    No run is made again: the truth's outcome, with an error of reporting and discrepancy drawn for
    it, takes the place of the observations, and emulators fitted without that run weigh draws;
    bounds play no part, since a bound has no error to draw (simulation-based calibration; Cook,
    Gelman and Rubin 2006; Talts and others 2018).

    Parameters
    ----------
    found : Calibration
        Its reference runs that are not ruled out are the truths and the reference.
    n_truths : int
        How many of them, at most as many as there are.

    Returns
    -------
    Recovery
        Ranks by truth and parameter.
    """
    with threadpool_limits(1):  # sums of more threads differ in their last bits
        return _recover(found, n_truths)


def _recover(found: Calibration, n_truths: int) -> Recovery:
    usable = np.flatnonzero(found.usable)
    rng = luck_of(found.plan.seed, _RECOVERY)
    truths = rng.permutation(usable)[: min(n_truths, len(usable))]
    scores, values = found.reference.scores, found.reference.outcomes
    spread = np.sqrt([target.variance for target in found.targets])
    reported = values[truths] + spread * rng.standard_normal((len(truths), len(spread)))
    ranks = np.empty((len(truths), len(found.priors)), dtype=np.int64)
    bounds = frozenset(t.id for t in found.targets if t.observation.relation == "at_most")
    for fold in range(FOLDS):
        mine = np.flatnonzero(np.arange(len(truths)) % FOLDS == fold)
        others = np.setdiff1d(usable, truths[mine])
        wave = fit_wave(found.targets, scores[others], values[others])
        draws = _draws(found, wave, reported[mine], bounds, rng)
        ranks[mine] = (draws < scores[truths[mine], None]).sum(axis=1)
    inside = (ranks >= 0.05 * (DRAWS + 1)) & (ranks < 0.95 * (DRAWS + 1))
    return Recovery(ranks, np.asarray(inside.mean(axis=0)))


def _draws(
    found: Calibration,
    wave: Wave,
    reported: Floats,
    bounds: frozenset[str],
    rng: np.random.Generator,
) -> Floats:
    """Draw parameters for outcomes that stand in for the observations, many truths at once."""
    observed = np.repeat(reported, DRAWS, axis=0)
    start = found.cloud[rng.integers(len(found.cloud), size=len(observed))]

    def weigh(at: NDArray[np.int64], tried: Floats) -> Floats:
        level = wave.log_likelihood(tried, bounds, observed[at])
        return np.where(possible(found.waves, tried), level, -np.inf)

    walked = elliptical_slices(weigh, start, STEPS, rng)
    return walked.reshape(len(reported), DRAWS, -1)
