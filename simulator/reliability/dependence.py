"""Write who depends on whom as a matrix of shares, from omega and the weights of features."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dependence:
    """How much of each element's function goes with the loss of each other one."""

    names: tuple[str, ...]
    """Components, then services."""
    matrix: Floats
    """(N, N) A*: row depends on column. Share, 0 to 1."""


def dependence(scenario: Scenario) -> Dependence:
    """Build the interdependency matrix A* from dependencies, not from money flows.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    Dependence
        A*_ij = sum over features f of i of w_f omega_fj, the slope of the loss of i against
        that of j where nothing else is lost. A member of a group of which others are enough
        counts 0.
    """
    names = (*(c.id for c in scenario.components), *(s.id for s in scenario.services))
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for service in scenario.services:
        for feature in service.features:
            for need in feature.needs:
                if need.at_least == len(need.names):
                    for name in need.names:
                        row, column = place[service.id], place[name]
                        matrix[row, column] += feature.weight * need.weight
    return Dependence(names, np.minimum(matrix, 1.0))
