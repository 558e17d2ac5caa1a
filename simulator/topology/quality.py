"""Turn the quality of components into the quality of features and services."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.model.parameters import constant
from simulator.model.scenario import Scenario
from simulator.model.services import Dependency, Feature
from simulator.model.structure import Combining
from simulator.topology.groups import chance_of_enough

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WORKS: Final = constant("function_works")
"""A function counts as working when this share of correct requests succeeds."""
FULL: Final = constant("service_whole")
"""A service counts as whole at this quality."""
MOST_ROUNDS: Final = 10_000
SETTLED: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Wiring:
    """Who needs whom by index: axes C components, F features, S services, E dependencies.

    A dependency names one or several of M members: components, or C + a service.
    """

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
    needs_weight: Floats
    """(E,) omega: 1 is hard, 0 is none."""
    needs_hard: Bools
    """(E,) whether there is no function without it."""
    needs_worst: Bools
    """(E,) whether of all such dependencies of its feature the worst alone counts."""
    needs_enough: Ints
    """(E,) how many of its members must work."""
    needs_independent: Bools
    """(E,) whether its members fail each by itself."""
    needs_session_h: Floats
    """(E,) mean length of log-in sessions, hours; 0 where there are none."""
    member_first: Ints
    """(E+1,) where the members of each dependency begin."""
    member_on: Ints
    """(M,) what is depended on: a component, or C + a service."""


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
    edges = [(number, need) for number, (_, f) in enumerate(features) for need in f.needs]
    needs: list[Dependency] = [need for _, need in edges]
    law = scenario.structure.hard_needs
    worst = [_by_worst(features[number][1], need, law) for number, need in edges]
    return Wiring(
        component_ids=components,
        feature_ids=tuple(f"{services[number]}.{feature.id}" for number, feature in features),
        service_ids=services,
        feature_service=np.array([number for number, _ in features], dtype=np.int64),
        feature_weight=np.array([feature.weight for _, feature in features]),
        needs_feature=np.array([number for number, _ in edges], dtype=np.int64),
        needs_weight=np.array([need.weight for need in needs], dtype=np.float64),
        needs_hard=np.array([need.hard for need in needs], dtype=np.bool_),
        needs_worst=np.array(worst, dtype=np.bool_),
        needs_enough=np.array([need.at_least for need in needs], dtype=np.int64),
        needs_independent=np.array([need.independent for need in needs], dtype=np.bool_),
        needs_session_h=np.array([need.session_h or 0.0 for need in needs], dtype=np.float64),
        member_first=np.cumsum([0, *(len(need.names) for need in needs)], dtype=np.int64),
        member_on=np.array([place[name] for need in needs for name in need.names], dtype=np.int64),
    )


def _by_worst(feature: Feature, need: Dependency, law: Combining) -> bool:
    """Tell whether a dependency counts only where it is the worst of its feature's."""
    if law == "as-declared":
        return feature.combine == "minimum"
    return law == "minimum" and (need.hard or feature.combine == "minimum")


def qualities(
    wiring: Wiring, component: Floats, held: Floats | None = None
) -> tuple[Floats, Floats]:
    """Find the quality of every feature and service.

    Parameters
    ----------
    wiring : Wiring
        Who needs whom.
    component : ndarray of float64, shape (C,)
        Part of correct requests that each component serves. Share, 0 to 1.
    held : ndarray of float64, shape (E,), optional
        Least that each dependency still supplies through log-in sessions. Share, 0 to 1; by
        default nothing.

    Returns
    -------
    feature : ndarray of float64, shape (F,)
        Product over its dependencies d of 1 - omega_d (1 - q_d); of those of which the worst
        alone counts, all of them where a feature is a bottleneck, only the least. Share, 0 to 1.
    service : ndarray of float64, shape (S,)
        Mean of its features by weight. Share, 0 to 1.

    Notes
    -----
    A dependency on several has the k-th largest of their qualities, or the chance that k of them
    answer. Services that depend on each other are solved by iteration from above, so that a
    circle of soft dependencies does not keep itself down and the answer has no memory.
    """
    service = np.ones(len(wiring.service_ids))
    feature = np.ones(len(wiring.feature_ids))
    for _ in range(MOST_ROUNDS):
        supply = _supplies(wiring, np.concatenate((component, service)))
        if held is not None:
            supply = np.maximum(supply, held)
        feature = _combined(wiring, supply)
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
        Least capacity among the components that its working features cannot do without, of
        several the k-th largest. Share, 0 to 1; 1 where no feature works, since then nobody is
        refused for lack of room.

    Notes
    -----
    Other services have a load of their own, and a log-in is asked only by those without a
    session: neither narrows the room here.
    """
    service = np.ones(len(wiring.service_ids))
    room = _kth_largest(wiring, np.concatenate((component, service)))
    works = feature[wiring.needs_feature] >= WORKS
    chosen = works & wiring.needs_hard & (wiring.needs_session_h == 0.0)
    owner = wiring.feature_service[wiring.needs_feature[chosen]]
    np.minimum.at(service, owner, room[chosen])
    return service


def _supplies(wiring: Wiring, source: Floats) -> Floats:
    """Find what each dependency gets from components and services, (E,)."""
    supply = _kth_largest(wiring, source)
    for edge in np.flatnonzero(wiring.needs_independent).tolist():
        first, end = wiring.member_first[edge : edge + 2]
        members = source[wiring.member_on[first:end]].tolist()
        supply[edge] = chance_of_enough(members, int(wiring.needs_enough[edge]))
    return supply


def _kth_largest(wiring: Wiring, source: Floats) -> Floats:
    """Sort the members of every dependency, the best first, and take those that must do."""
    member = source[wiring.member_on]
    edge = np.repeat(np.arange(len(wiring.needs_feature)), np.diff(wiring.member_first))
    place = wiring.member_first[:-1] + wiring.needs_enough - 1
    chosen: Floats = member[np.lexsort((-member, edge))][place]
    return chosen


def _combined(wiring: Wiring, supply: Floats) -> Floats:
    """Combine the dependencies of each feature."""
    left = 1 - wiring.needs_weight * (1 - supply)
    product, least = np.ones(len(wiring.feature_ids)), np.ones(len(wiring.feature_ids))
    worst = wiring.needs_worst
    np.multiply.at(product, wiring.needs_feature[~worst], left[~worst])
    np.minimum.at(least, wiring.needs_feature[worst], left[worst])
    combined: Floats = least * product
    return combined


def _mean_by_weight(wiring: Wiring, feature: Floats) -> Floats:
    """Subtract what is lost, so that a sound service has exactly 1."""
    lost = np.zeros(len(wiring.service_ids))
    np.add.at(lost, wiring.feature_service, wiring.feature_weight * (1 - feature))
    return np.clip(1 - lost, 0.0, 1.0)
