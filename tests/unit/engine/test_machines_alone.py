"""Check runs of machines without people: what they add up, and how long they may be."""

import json

import pytest

from simulator.engine.machines_alone import run_machines
from simulator.engine.run import run
from simulator.errors import ScenarioError
from simulator.model.scenario import Scenario
from simulator.results.columns import TABLES
from simulator.units import HOUR_S


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def alone(toy, seed=1):
    """Run the machines of a toy."""
    return run_machines(Scenario.model_validate_json(json.dumps(toy)), seed)


def integral_h(result, service):
    """Add up 1 - quality from the table of states."""
    states = result.tables["states"]
    rows = states[(states["level"] == "service") & (states["element"] == service)]
    ends = [*rows["t_s"][1:], result.scenario.clock.horizon_h * HOUR_S]
    spans = zip(rows["t_s"], ends, rows["quality"], strict=True)
    return sum((end - start) * (1.0 - quality) for start, end, quality in spans) / HOUR_S


def test_hours_lost_are_the_integral_of_the_states(toy):
    result = alone(toy)
    assert result.lost_h["talk"] > 1.0
    for service in ("talk", "pay"):
        assert result.lost_h[service] == pytest.approx(integral_h(result, service), rel=1e-9)
    assert result.lost_h["rival"] == result.lost_h["sms"] == 0.0


def test_what_there_is_no_room_for_counts_as_unserved(toy):
    toy["components"][0]["standby"][0]["capacity"] = 0.25
    toy["components"][1]["servers"] = {"south-a": 200}
    small = alone(toy)
    for service in toy["services"]:
        service["peak_capacity"] = 4.0
    roomy = alone(toy)
    assert small.lost_h == roomy.lost_h == pytest.approx(roomy.unserved_h, abs=1e-9)
    assert small.unserved_h["talk"] > small.lost_h["talk"] + 1.0


def test_tables_are_those_of_the_data_dictionary(toy):
    tables = alone(toy).tables
    for name in ("events", "states"):
        assert list(tables[name].columns) == [column.name for column in TABLES[name]]


def test_a_year_is_for_machines_alone(toy):
    toy["clock"]["horizon_h"] = 8784.0
    assert alone(toy).lost_h["talk"] > 1.0
    with pytest.raises(ScenarioError) as caught:
        run(Scenario.model_validate_json(json.dumps(toy)), seed=1, people=100)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("S404", "clock.horizon_h")


def test_a_surge_leaves_unserved_what_is_beyond_the_room(toy):
    toy["hazards"] = [
        {"id": "rush", "kind": "surge", "at": "2022-10-15T01:00:00+09:00", "factor": 4.0,
         "categories": ["messaging"], "ramp_min": 6.0, "lasts": {"median_h": 2.0}}
    ]  # fmt: skip
    toy["services"][0]["peak_capacity"] = 2.0
    result = alone(toy)
    assert result.lost_h["talk"] == 0.0
    assert result.unserved_h["talk"] == pytest.approx(2.0 * (1.0 - 2.0 / 4.0), rel=1e-9)
    assert result.unserved_h["rival"] == 0.0
