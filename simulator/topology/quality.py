"""Turn the quality of components into the quality of features and services."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.model.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORKS: Final = 1 / 3
"""A function counts as working when a third of correct requests succeed (judgement)."""
FULL: Final = 0.95
"""A service counts as whole at this quality (judgement)."""
HARD: Final = 1.0
"""Weight of a dependency without which there is no function."""
MOST_ROUNDS: Final = 1000
SETTLED: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Wiring:
    """Who needs whom by index: axes C components, F features, S services, E dependencies."""

    component_ids: tuple[str, ...]
    feature_ids: tuple[str, ...]
    """service.feature, in declaration order."""
    service_ids: tuple[str, ...]
    feature_service: Ints
    """(F,) service of each feature."""
    feature_weight: Floats
    """(F,) share of the service's use."""
    needs_feature: Ints
    """(E,) feature that depends."""
    needs_on: Ints
    """(E,) what it depends on: a component, or C + a service."""
    needs_weight: Floats
    """(E,) omega: 1 is hard, 0 is none."""


def wire(scenario: Scenario) -> Wiring:
    """Compile the dependencies of a checked scenario into arrays.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    Wiring
        The same dependencies by index.
    """
    components = tuple(component.id for component in scenario.components)
    services = tuple(service.id for service in scenario.services)
    features = [(number, f) for number, s in enumerate(scenario.services) for f in s.features]
    place = {name: len(components) + number for number, name in enumerate(services)}
    place |= {name: number for number, name in enumerate(components)}
    edges = [
        (number, place[need.on], need.weight)
        for number, (_, feature) in enumerate(features)
        for need in feature.needs
    ]
    return Wiring(
        component_ids=components,
        feature_ids=tuple(f"{services[number]}.{feature.id}" for number, feature in features),
        service_ids=services,
        feature_service=np.array([number for number, _ in features], dtype=np.int64),
        feature_weight=np.array([feature.weight for _, feature in features]),
        needs_feature=np.array([edge[0] for edge in edges], dtype=np.int64),
        needs_on=np.array([edge[1] for edge in edges], dtype=np.int64),
        needs_weight=np.array([edge[2] for edge in edges], dtype=np.float64),
    )


def qualities(wiring: Wiring, component: Floats) -> tuple[Floats, Floats]:
    """Find the quality of every feature and service.

    Parameters
    ----------
    wiring : Wiring
        Who needs whom.
    component : ndarray of float64, shape (C,)
        Part of correct requests that each component serves. Share, 0 to 1.

    Returns
    -------
    feature : ndarray of float64, shape (F,)
        Product over its dependencies d of 1 - omega_d (1 - q_d). Share, 0 to 1.
    service : ndarray of float64, shape (S,)
        Mean of its features by weight. Share, 0 to 1.

    Notes
    -----
    Services that depend on each other are solved by iteration from above, so that a circle of
    soft dependencies does not keep itself down and the answer has no memory.

    Examples
    --------
    >>> wiring = Wiring(("db",), ("app.text",), ("app",), np.array([0]), np.array([1.0]),
    ...                 np.array([0]), np.array([0]), np.array([0.4]))
    >>> qualities(wiring, np.array([0.5]))
    (array([0.8]), array([0.8]))
    """
    service = np.ones(len(wiring.service_ids))
    feature = np.ones(len(wiring.feature_ids))
    for _ in range(MOST_ROUNDS):
        supply = np.concatenate((component, service))[wiring.needs_on]
        feature = np.ones(len(wiring.feature_ids))
        np.multiply.at(feature, wiring.needs_feature, 1 - wiring.needs_weight * (1 - supply))
        before, service = service, _mean_by_weight(wiring, feature)
        if np.max(np.abs(before - service), initial=0.0) <= SETTLED:
            break
    return feature, service


def capacities(wiring: Wiring, component: Floats, feature: Floats) -> Floats:
    """Find the share of its ordinary capacity that each service has up.

    Parameters
    ----------
    wiring : Wiring
        Who needs whom.
    component : ndarray of float64, shape (C,)
        Share of ordinary capacity that each component has up, 0 to 1.
    feature : ndarray of float64, shape (F,)
        Quality of the features. Share, 0 to 1.

    Returns
    -------
    ndarray of float64, shape (S,)
        Least capacity among the components that its working features cannot do without. Share,
        0 to 1; 1 where no feature works, since then nobody is refused for lack of room.
    """
    service = np.ones(len(wiring.service_ids))
    works = feature[wiring.needs_feature] >= WORKS
    hard = (wiring.needs_weight >= HARD) & (wiring.needs_on < len(wiring.component_ids))
    chosen = works & hard
    owner = wiring.feature_service[wiring.needs_feature[chosen]]
    np.minimum.at(service, owner, component[wiring.needs_on[chosen]])
    return service


def _mean_by_weight(wiring: Wiring, feature: Floats) -> Floats:
    """Subtract what is lost, so that a sound service has exactly 1."""
    lost = np.zeros(len(wiring.service_ids))
    np.add.at(lost, wiring.feature_service, wiring.feature_weight * (1 - feature))
    return np.clip(1 - lost, 0.0, 1.0)
