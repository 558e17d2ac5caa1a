"""Draw from a posterior whose prior is standard normal."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Chains = NDArray[np.int64]
LogLikelihood = Callable[[Chains, Floats], Floats]
_TURN = 2 * np.pi


def luck_of(*address: int) -> np.random.Generator:
    """Give the luck of a study an address of its own.

    Parameters
    ----------
    *address : int
        Seed of the study, and what for.

    Returns
    -------
    numpy.random.Generator
        The same numbers for the same address (PCG64).
    """
    return np.random.Generator(np.random.PCG64(list(address)))


def elliptical_slices(
    log_likelihood: LogLikelihood, start: Floats, steps: int, rng: np.random.Generator
) -> Floats:
    """Walk many chains side by side (elliptical slice sampling; Murray, Adams and MacKay 2010).

    Parameters
    ----------
    log_likelihood : callable
        Takes the numbers of chains, shape (n,), and where they try to go, shape (n, d); gives (n,),
        minus infinity where a point is ruled out.
    start : array of float, shape (n_chains, d)
        Where the chains begin; none of them ruled out.
    steps : int
        How often every chain moves.
    rng : numpy.random.Generator
        Its luck.

    Returns
    -------
    array of float, shape (n_chains, d)
        Where the chains end.

    Raises
    ------
    ValueError
        If a chain begins at a point that is ruled out, from where it would never move.
    """
    here = start.copy()
    level = log_likelihood(np.arange(len(here)), here)
    if not np.isfinite(level).all():
        raise ValueError("a chain begins where nothing is possible")
    for _ in range(steps):
        here, level = _step(log_likelihood, here, level, rng)
    return here


def _step(
    log_likelihood: LogLikelihood, here: Floats, level: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Move every chain once along an ellipse, shrinking the arc until the point is good enough."""
    n_chains = len(here)
    other = rng.standard_normal(here.shape)
    threshold = level + np.log(rng.random(n_chains))
    angle = rng.random(n_chains) * _TURN
    low, high = angle - _TURN, angle.copy()
    found, reached = here.copy(), level.copy()
    open_ = np.arange(n_chains)
    while open_.size:
        turn = angle[open_, None]
        tried = here[open_] * np.cos(turn) + other[open_] * np.sin(turn)
        got = log_likelihood(open_, tried)
        good = got > threshold[open_]
        done, left = open_[good], open_[~good]
        found[done], reached[done] = tried[good], got[good]
        below = angle[left] < 0
        low[left[below]] = angle[left[below]]
        high[left[~below]] = angle[left[~below]]
        angle[left] = low[left] + rng.random(left.size) * (high[left] - low[left])
        open_ = left
    return found, reached
