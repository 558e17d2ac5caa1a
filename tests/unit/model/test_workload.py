"""Check that files that nobody could wait for are refused, and real ones are not."""

import json

import pytest
from pydantic import ValidationError

from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario
from simulator.model.services import Cache
from simulator.model.workload import MOST_BATCHES, MOST_RESTARTS, MOST_STRIKES


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites, for a year."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    toy["clock"]["horizon_h"] = 8766.0
    toy["hazards"] = []
    return toy


def problems(toy):
    """Find all problems of a changed toy."""
    return list(find_problems(Scenario.model_validate_json(json.dumps(toy))))


def drawn(name, kind, per, each_year):
    """Declare a class by its events in a year."""
    return {"id": name, "kind": kind, "per": per, "rate_per_year": each_year}


def test_a_component_has_a_hundred_thousand_batches_at_most(toy):
    crews = toy["owners"][0]["operations"]["crews"]
    crews["batch_servers"] = 10
    toy["components"][0]["servers"] = {"north-a": 10 * MOST_BATCHES - 15, "north-b": 15}
    (problem,) = problems(toy)  # a part of a batch is a batch, in each zone
    assert (problem.code, problem.where) == ("S404", "components.text.servers")
    assert problem.found == f"{MOST_BATCHES + 1} batches"
    assert "batches" in problem.expected
    assert problem.hint == "raise owners.acme.operations.crews.batch_servers"
    crews["batch_servers"] = 11
    assert problems(toy) == []


def test_classes_are_limited_together_and_the_largest_is_named(toy):
    toy["catalogue"] = [
        drawn("small", "software-fault", "component", 0.3 * MOST_STRIKES / 4),
        drawn("large", "bad-push", "component", 0.6 * MOST_STRIKES / 4),
    ]
    assert problems(toy) == []
    toy["catalogue"][0]["rate_per_year"] *= 1.5
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S404", "catalogue.large.rate_per_year")
    assert "12000 components struck, 21000 with all others" in problem.found


def test_machines_that_break_count_as_well(toy):
    n_machines = sum(sum(part["servers"].values()) for part in toy["components"])
    toy["catalogue"] = [
        drawn("broken", "machine-failure", "machine", 0.99 * MOST_STRIKES / n_machines)
    ]
    assert problems(toy) == []
    toy["catalogue"][0]["high"] = 1.1 * toy["catalogue"][0]["rate_per_year"]
    assert [problem.where for problem in problems(toy)] == ["catalogue.broken.rate_per_year"]


def test_what_strikes_nothing_is_an_event_too(toy):
    toy["sites"].append(toy["sites"][0] | {"id": "empty", "zones": [{"id": "empty-a"}]})
    toy["catalogue"] = [
        drawn("dark", "power-loss", "site", 1.1 * MOST_STRIKES) | {"only": ["empty"]}
    ]
    assert [problem.where for problem in problems(toy)] == ["catalogue.dark.rate_per_year"]


def test_many_large_restarts_are_too_much_though_each_is_not(toy):
    toy["owners"][0]["operations"]["crews"]["batch_servers"] = 1
    toy["components"][0]["servers"] = {"north-a": 50_000}
    toy["catalogue"] = [drawn("dark", "power-loss", "region", 10.0)]
    assert problems(toy) == []
    toy["catalogue"][0]["rate_per_year"] *= 2.0
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S404", "catalogue.dark.rate_per_year")
    assert problem.expected.startswith(f"at most {MOST_RESTARTS} batches restarted")
    toy["catalogue"][0]["kind"] = "network-failure"  # nothing is to be restarted after it
    assert problems(toy) == []


def test_hazards_by_the_clock_count_as_well(toy):
    toy["owners"][0]["operations"]["crews"]["batch_servers"] = 1
    toy["components"][0]["servers"] = {"north-a": 50_000}
    at = {"kind": "power-loss", "sites": ["north"], "at": "2022-10-15T03:00:00+09:00"}
    toy["hazards"] += [at | {"id": f"dark-{number}"} for number in range(20)]
    assert [(one.code, one.where) for one in problems(toy)] == [("S404", "hazards")]


@pytest.mark.parametrize("wrong", [{"warm_up_min": 0.9}, {"hit_ratio": 0.9991}])
def test_a_cache_warms_in_steps_that_can_be_counted(wrong):
    Cache.model_validate({"hit_ratio": 0.999, "warm_up_min": 1.0})
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Cache.model_validate(wrong)
