"""Forecast what a run would give from its parameters alone, and say how well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

N_CROSSED: Final = 10
"""Parameters whose products are taken as well: those that matter most."""
FOLDS: Final = 10
FLAT: Final = 1e-12
"""Variance below which runs count as all the same."""


@dataclass(frozen=True)
class Emulator:
    """A polynomial of second degree in normal scores, fitted by Bayesian ridge regression.

    Linear and square terms of every parameter, and products of those that matter most (MacKay
    1992; Tipping 2001). Its variance is that of runs that the fit has not seen, so it holds both
    what the polynomial misses and the luck of a single run.
    """

    crossed: tuple[tuple[int, int], ...]
    """Pairs of parameters whose products are terms."""
    weights: Floats
    """One for each term."""
    intercept: float
    variance: float
    """Of runs left out of the fit, by cross-validation; on the scale of the target."""
    explained: float
    """Share of the variance of left-out runs that it foresees."""

    def weights_over(self, crossed: Sequence[tuple[int, int]]) -> Floats:
        """Spread the weights over more products than it has itself.

        Parameters
        ----------
        crossed : sequence of pairs of int
            Products, its own among them.

        Returns
        -------
        array of float
            One weight for each term of `terms_of`.
        """
        n_plain = len(self.weights) - len(self.crossed)
        own = dict(zip(self.crossed, self.weights[n_plain:].tolist(), strict=True))
        return np.append(self.weights[:n_plain], [own.get(pair, 0.0) for pair in crossed])


def terms_of(scores: Floats, crossed: Sequence[tuple[int, int]]) -> Floats:
    """Lay out the terms of the polynomial.

    Parameters
    ----------
    scores : array of float, shape (n_draws, n_priors)
        Standard normal scores.
    crossed : sequence of pairs of int
        Parameters whose products are terms.

    Returns
    -------
    array of float, shape (n_draws, 2 * n_priors + n_crossed)
        Scores, squares, products.
    """
    first, second = ([pair[side] for pair in crossed] for side in (0, 1))
    return np.hstack([scores, scores * scores, scores[:, first] * scores[:, second]])


def fit_emulator(scores: Floats, values: Floats) -> Emulator:
    """Fit one target.

    Parameters
    ----------
    scores : array of float, shape (n_runs, n_priors)
        Standard normal scores of the parameters of runs.
    values : array of float, shape (n_runs,)
        What the runs gave, on the target's scale.

    Returns
    -------
    Emulator
        With its variance on runs that it has not seen.
    """
    if values.var() < FLAT:
        flat = np.zeros(2 * scores.shape[1])
        return Emulator((), flat, float(values[0]), float(values.var()), 1.0)
    first = _ridge(terms_of(scores, ()), values)
    linear, square = np.split(np.abs(first.coef_), 2)
    top = sorted(np.argsort(-(linear + square), kind="stable")[:N_CROSSED].tolist())
    crossed = tuple((a, b) for n, a in enumerate(top) for b in top[n + 1 :])
    terms = terms_of(scores, crossed)
    whole = _ridge(terms, values)
    missed = np.empty_like(values)
    for fold in range(FOLDS):
        left_out = np.arange(len(values)) % FOLDS == fold
        part = _ridge(terms[~left_out], values[~left_out])
        missed[left_out] = values[left_out] - part.predict(terms[left_out])
    variance = float(np.mean(missed * missed))
    explained = 1.0 - variance / float(values.var())
    return Emulator(crossed, np.asarray(whole.coef_), float(whole.intercept_), variance, explained)


def _ridge(terms: Floats, values: Floats) -> Any:  # noqa: ANN401 - scikit-learn ships no types
    """Fit with the strength of the penalty learned from the data (scikit-learn)."""
    from sklearn.linear_model import BayesianRidge  # noqa: PLC0415 - an extra, slow to load

    return BayesianRidge(max_iter=100).fit(terms, values)
