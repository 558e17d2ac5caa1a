"""Check how long people who are logged in go on when a log-in fails."""

from math import exp

import pytest

from simulator.topology.sessions import Sessions
from simulator.units import HOUR_S

LENGTH_H = 12.0


@pytest.fixture
def sessions(wiring):
    """Wire a log-in without sessions (0) and one with them (1)."""
    needs = [(0, 0, 1.0), (0, 0, 1.0, {"session_h": LENGTH_H})]
    return Sessions(wiring(1, [(0, 1.0)], needs))


@pytest.mark.parametrize("after_h", [0.0, 1.0, 12.0, 60.0])
@pytest.mark.parametrize("supply", [0.0, 0.4])
def test_after_a_failure_sessions_decay_by_their_mean_length(sessions, supply, after_h):
    sessions.settle(1, supply, 5 * HOUR_S, because=3)
    expected = supply + (1 - supply) * exp(-after_h / LENGTH_H)
    assert sessions.level(1, (5 + after_h) * HOUR_S) == pytest.approx(expected, rel=1e-12)


def test_without_sessions_nothing_is_held(sessions):
    sessions.settle(0, 0.0, 0.0, because=3)
    assert (sessions.open, sessions.level(0, 0.0)) == ({}, 0.0)


def test_a_second_fall_begins_where_the_first_one_was(sessions):
    sessions.settle(1, 0.5, 0.0, because=3)
    sessions.settle(1, 0.0, 6 * HOUR_S, because=4)
    reached = 0.5 + 0.5 * exp(-0.5)
    assert sessions.level(1, 6 * HOUR_S) == pytest.approx(reached, rel=1e-12)
    assert sessions.level(1, 18 * HOUR_S) == pytest.approx(reached * exp(-1), rel=1e-12)
    assert sessions.open[1].because == 4


def test_a_return_counts_at_once_and_renews_all_sessions(sessions):
    sessions.settle(1, 0.0, 0.0, because=3)
    sessions.settle(1, 0.1, HOUR_S, because=4)
    assert sessions.open[1].because == 3  # it still fades on account of the first event
    sessions.settle(1, 1.0, 24 * HOUR_S, because=5)
    assert sessions.open == {}
    sessions.settle(1, 0.0, 25 * HOUR_S, because=6)
    assert sessions.level(1, 25 * HOUR_S) == 1.0


def test_what_has_faded_is_let_go(sessions):
    sessions.settle(1, 0.2, 0.0, because=3)
    assert sessions.lapse(6 * HOUR_S) == {3: [1]}
    assert sessions.lapse(200 * HOUR_S) == {3: [1]}
    assert sessions.lapse(201 * HOUR_S) == {}
