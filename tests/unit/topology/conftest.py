"""Wire small arrangements by index."""

import numpy as np
import pytest

from simulator.topology.quality import Wiring


def wire(n_components, features, needs, bottleneck=()):
    """Wire features (service, weight) and needs (feature, on or several, weight, more).

    More is a dictionary with enough, independent or session_h; bottleneck names features.
    """
    n_services = 1 + max((service for service, _ in features), default=-1)
    groups = [need[1] if isinstance(need[1], tuple) else (need[1],) for need in needs]
    more = [need[3] if len(need) > 3 else {} for need in needs]
    weights = np.array([need[2] for need in needs], dtype=np.float64)
    return Wiring(
        component_ids=tuple(f"c{n}" for n in range(n_components)),
        feature_ids=tuple(f"s{service}.f{n}" for n, (service, _) in enumerate(features)),
        service_ids=tuple(f"s{n}" for n in range(n_services)),
        feature_service=np.array([service for service, _ in features], dtype=np.int64),
        feature_weight=np.array([weight for _, weight in features], dtype=np.float64),
        needs_feature=np.array([need[0] for need in needs], dtype=np.int64),
        needs_weight=weights,
        needs_hard=weights == 1.0,
        needs_worst=np.array([need[0] in bottleneck for need in needs], dtype=bool),
        needs_enough=np.array([m.get("enough", 1) for m in more], dtype=np.int64),
        needs_independent=np.array([m.get("independent", False) for m in more], dtype=bool),
        needs_session_h=np.array([m.get("session_h", 0.0) for m in more], dtype=np.float64),
        member_first=np.cumsum([0, *map(len, groups)], dtype=np.int64),
        member_on=np.array([on for group in groups for on in group], dtype=np.int64),
    )


@pytest.fixture(scope="session")
def wiring():
    """Offer the function that wires by index."""
    return wire
