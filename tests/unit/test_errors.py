"""Check that errors say who can fix them, where, and what to try."""

import pickle
import re

import pytest

from simulator.errors import (
    CODES,
    SHOWN_AT_MOST,
    Interrupted,
    InvariantBroken,
    Problem,
    ResultsError,
    RunFailed,
    ScenarioError,
    SimulatorError,
)

PROBLEM = Problem(
    "S301",
    "my-town.yaml",
    41,
    "services.taxi.owner",
    "'metro-taxy'",
    "a declared owner (metro-taxi, rival-taxi)",
    "did you mean 'metro-taxi'?",
)


def test_a_problem_names_place_find_expectation_and_hint():
    assert str(PROBLEM) == (
        "[S301] my-town.yaml:41: services.taxi.owner: found 'metro-taxy'; "
        "expected a declared owner (metro-taxi, rival-taxi).\n"
        "     hint: did you mean 'metro-taxi'?"
    )


@pytest.mark.parametrize(
    ("line", "where", "start"),
    [
        (None, "clock", "[S204] --set: clock: found 0"),
        (7, "", "[S204] --set:7: found 0"),
        (None, "", "[S204] --set: found 0"),
    ],
)
def test_what_is_not_known_of_a_place_is_left_out(line, where, start):
    assert str(Problem("S204", "--set", line, where, "0", "1")).startswith(start)


def test_an_error_lists_all_problems_and_counts_them():
    text = str(ScenarioError("my-town.yaml", [PROBLEM, PROBLEM]))
    assert text.startswith("my-town.yaml has 2 problems.\n  [S301] my-town.yaml:41")
    assert text.count("hint:") == 2


def test_an_error_shows_twenty_problems_and_the_count():
    error = ScenarioError("my-town.yaml", [PROBLEM] * 50, more=7)
    text = str(error)
    assert error.count == 57
    assert text.count("[S301]") == SHOWN_AT_MOST == 20
    assert text.endswith("... and 37 more.")


def test_an_error_admits_that_it_stopped_counting():
    assert str(ScenarioError("a", [PROBLEM] * 3, more=None)).startswith("a has at least 3 problems")


def test_one_problem_is_one_problem():
    assert str(ResultsError("run", [PROBLEM])).startswith("run has 1 problem.")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ScenarioError("a", [PROBLEM]), 2),
        (ResultsError("a", [PROBLEM]), 2),
        (RunFailed("it took too long"), 3),
        (InvariantBroken("persons are conserved", "99 of 100"), 3),
        (Interrupted("stopped at beat 7"), 4),
    ],
)
def test_every_error_has_its_exit_status_and_survives_a_worker(error, status):
    assert isinstance(error, SimulatorError)
    assert error.exit_status == status
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again)) == (type(error), str(error))


def test_a_broken_invariant_asks_for_seed_and_hash():
    text = str(InvariantBroken("persons are conserved", "99 of 100"))
    assert "persons are conserved does not hold: 99 of 100" in text
    assert "seed" in text
    assert "hash" in text


def test_every_code_in_the_source_is_explained(checkout):
    sources = [path.read_text("utf-8") for path in (checkout / "simulator").rglob("*.py")]
    used = {code for text in sources for code in re.findall(r'"([SR][1-4]\d\d)"', text)}
    assert len(used) > 20
    assert used - set(CODES) == set()


def test_codes_have_distinct_meanings():
    assert len(set(CODES.values())) == len(CODES)
