"""Rank elements by how far their loss spreads: DebtRank and inoperability, cheap and static."""

from typing import Final

import numpy as np

from simulator.reliability.dependence import Floats

_MOST_ROUNDS: Final = 10_000
_SETTLED: Final = 1e-14


def inoperability(matrix: Floats, loss: Floats) -> Floats:
    """Find the inoperability of everything after losses (Haimes and Jiang 2001).

    Parameters
    ----------
    matrix : ndarray of float64, shape (N, N)
        A*: how much of the row's function goes with all of the column's. Share.
    loss : ndarray of float64, shape (N,)
        c*: what is lost from outside. Share, 0 to 1.

    Returns
    -------
    ndarray of float64, shape (N,)
        q = (I - A*)^-1 c*. Share; may exceed 1 where the losses are large, since it is linear.
    """
    return _solve(np.eye(len(matrix)) - matrix, loss)


def debtrank(matrix: Floats, shock: Floats) -> Floats:
    """Find how much of everything is lost as a shock spreads (Battiston et al. 2012).

    In the differential form of Bardoscia et al. (2015), in which each passes on only what it
    lost in the last step: h_i(t+1) = min(1, h_i(t) + sum_j W_ij (h_j(t) - h_j(t-1))).

    Parameters
    ----------
    matrix : ndarray of float64, shape (N, N)
        W: how much of the row goes with all of the column. Share.
    shock : ndarray of float64, shape (N,) or (N, M)
        h(0), or M of them side by side. Share, 0 to 1.

    Returns
    -------
    ndarray of float64, shape (N,) or (N, M)
        h where it no longer grows. Share, 0 to 1.
    """
    rows = matrix.any(axis=1)
    inner = matrix[np.ix_(rows, rows)]
    found = shock.copy()
    gain = matrix[rows] @ shock
    for _ in range(_MOST_ROUNDS):
        before = found[rows]
        found[rows] = np.minimum(1.0, before + gain)
        change = found[rows] - before
        if np.max(change, initial=0.0) <= _SETTLED:
            break
        gain = inner @ change
    return found


def debtrank_scores(matrix: Floats, value: Floats) -> Floats:
    """Find the value that is lost with each element, its own included, as a share of all.

    Parameters
    ----------
    matrix : ndarray of float64, shape (N, N)
        W. Share.
    value : ndarray of float64, shape (N,)
        v: needs that go to each, >= 0.

    Returns
    -------
    ndarray of float64, shape (N,)
        sum_i v_i h_i / sum v after h(0) = 1 for the element alone.
    """
    total = float(value.sum()) or 1.0
    return value @ debtrank(matrix, np.eye(len(matrix))) / total


def inoperability_scores(matrix: Floats, value: Floats) -> Floats:
    """Find the value lost for each small unit of loss of an element, as a share of all.

    Parameters
    ----------
    matrix : ndarray of float64, shape (N, N)
        A*. Share.
    value : ndarray of float64, shape (N,)
        Needs that go to each, >= 0.

    Returns
    -------
    ndarray of float64, shape (N,)
        v^T (I - A*)^-1 / sum v: for all elements by one system of equations. Not a number where
        circles pass on as much as they take, so that a loss would grow for ever.
    """
    total = float(value.sum()) or 1.0
    rows = matrix.any(axis=1)
    inner = matrix[np.ix_(rows, rows)]
    if np.max(np.abs(np.linalg.eigvals(inner)), initial=0.0) >= 1.0:
        return np.full(len(matrix), np.nan)
    weight = value.copy()
    weight[rows] = _solve((np.eye(len(inner)) - inner).T, value[rows])
    weight[~rows] += matrix[np.ix_(rows, ~rows)].T @ weight[rows]
    return weight / total


def _solve(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
