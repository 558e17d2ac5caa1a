"""Check that following changes one by one gives the numbers of working out everything."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.topology.propagation import Propagation
from simulator.topology.quality import capacities, qualities
from simulator.units import HOUR_S

COMPONENTS, SERVICES = 4, 4
SHARE = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])
STEP = st.tuples(st.integers(0, COMPONENTS - 1), SHARE, SHARE, st.floats(0.0, 9.0))


@st.composite
def needs(draw, *, circles):
    """Draw the dependencies of two features for each service, groups and sessions among them."""
    found = []
    for feature in range(2 * SERVICES):
        known = COMPONENTS + (SERVICES if circles else feature // 2)
        for _ in range(draw(st.integers(0, 3))):
            on = draw(st.lists(st.integers(0, known - 1), min_size=1, max_size=3, unique=True))
            on = tuple(n for n in on if n != COMPONENTS + feature // 2) or (0,)
            more = {
                "enough": draw(st.integers(1, len(on))),
                "independent": draw(st.booleans()),
                "session_h": draw(st.sampled_from([0.0, 0.0, 6.0])),
            }
            most = 0.6 if circles and max(on) >= COMPONENTS else 1.0
            found.append((feature, on, draw(st.sampled_from([most, 0.3])), more))
    return found


def held(propagation, n_needs, now_s):
    """List what sessions hold up now."""
    return np.array([propagation.sessions.level(edge, now_s) for edge in range(n_needs)])


def follow(wired, steps):
    """Take the steps one by one; after each yield the state and what a full round finds."""
    propagation = Propagation(wired)
    quality, room, now_s = np.ones(COMPONENTS), np.ones(COMPONENTS), 0.0
    for because, (component, q, c, wait_h) in enumerate(steps):
        now_s += wait_h * HOUR_S
        quality[component], room[component] = q, c
        list(propagation.fade(now_s))
        propagation.put(component, (q, c), now_s, because)
        floor = held(propagation, len(wired.needs_feature), now_s)
        feature, service = qualities(wired, quality, floor)
        capacity = capacities(wired, room, np.array(propagation.feature))
        ours = [propagation.service_quality(s) for s in range(SERVICES)]
        yield (propagation.feature, ours, propagation.capacity), (feature, service, capacity)


def features():
    """List two features of unequal weight for each service."""
    return [(service, weight) for service in range(SERVICES) for weight in (0.7, 0.3)]


@given(needs(circles=False), st.lists(STEP, max_size=8), st.sets(st.integers(0, 7)))
def test_without_circles_the_numbers_are_the_same_bit_by_bit(wiring, declared, steps, least):
    wired = wiring(COMPONENTS, features(), declared, bottleneck=least)
    for ours, full in follow(wired, steps):
        assert [list(found) for found in ours] == [found.tolist() for found in full]


@given(needs(circles=True), st.lists(STEP, max_size=6), st.sets(st.integers(0, 7)))
def test_circles_reach_the_same_fixed_point(wiring, declared, steps, least):
    wired = wiring(COMPONENTS, features(), declared, bottleneck=least)
    for ours, full in follow(wired, steps):
        assert ours[0] == pytest.approx(full[0].tolist(), rel=1e-7, abs=1e-7)
        assert ours[1] == pytest.approx(full[1].tolist(), rel=1e-7, abs=1e-7)


def test_only_what_depends_on_a_change_is_visited(wiring, monkeypatch):
    n = 300
    wired = wiring(n, [(s, 1.0) for s in range(n)], [(s, s, 1.0) for s in range(n)])
    propagation = Propagation(wired)
    visited = []
    work_out = Propagation._feature_quality  # noqa: SLF001 - counts the work

    def counted(self, feature, now_s):
        visited.append(feature)
        return work_out(self, feature, now_s)

    monkeypatch.setattr(Propagation, "_feature_quality", counted)
    assert propagation.put(7, (0.0, 0.0), 0.0, 1) == ([7], [7])
    assert visited == [7]
    assert not propagation.put(7, (0.0, 0.0), 0.0, 2)
    assert visited == [7]


def test_a_change_runs_up_in_the_order_of_needs_whatever_the_order_of_declaration(wiring):
    """Service 0 can choose between 1 and 2; 1 needs 3, which half needs component 1."""
    needs = [(0, (3, 4), 1.0), (1, 5, 1.0), (2, 0, 1.0), (3, 1, 0.5)]
    wired = wiring(2, [(0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0)], needs)
    propagation = Propagation(wired)
    assert propagation.put(0, (0.0, 0.0), 0.0, 1) == ([2], [2])
    assert propagation.put(1, (0.0, 0.0), 0.0, 2) == ([0, 1, 3], [0, 1, 3])
    assert propagation.feature == [0.5, 0.5, 0.0, 0.5]
