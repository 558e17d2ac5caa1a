"""Check when surges strike, how they rise and fall, and what they add to people's needs."""

import json

import numpy as np
import pytest

from simulator.engine.run import without_hazards
from simulator.model.scenario import Scenario
from simulator.streams import length_h
from simulator.topology.compile import compile_scenario
from simulator.topology.rhythm import MINUTES
from simulator.topology.surges import SurgeWindow, surge_factor, surge_windows
from simulator.units import HOUR_MS

RUSH = {
    "id": "rush",
    "categories": ["messaging"],
    "factor": 5.0,
    "ramp_min": 30.0,
    "lasts": {"median_h": 2.0},
    "at": "2022-10-15T10:20:00+09:00",
}
DAILY = 10.0
"""Needs of a toy person, spread evenly."""


def windows_of(scenario, seed=1):
    """Find the surges of a scenario."""
    return surge_windows(scenario.clock, scenario.hazards, seed)


def compiled(scenario):
    """Compile a scenario with its surges."""
    return compile_scenario(scenario, windows_of(scenario))


def test_a_surge_rises_for_its_ramp_and_falls_as_long():
    window = SurgeWindow(("pay",), 15.0, start_h=1.0, lasts_h=1.0, ramp_h=0.5)
    at = np.array([0.9, 1.0, 1.25, 1.5, 2.0, 2.25, 2.5, 9.0])
    expected = [1, 1, 8, 15, 15, 8, 1, 1]
    assert surge_factor([window], "pay", at) == pytest.approx(np.array(expected, float))
    assert surge_factor([window], "taxi", at).tolist() == [1.0] * len(at)


def test_surges_that_overlap_multiply():
    windows = [SurgeWindow(("pay",), factor, 0.0, 2.0, 0.0) for factor in (2.0, 3.0)]
    assert surge_factor(windows, "pay", np.array([1.0])).tolist() == [6.0]


@pytest.mark.parametrize("ramp_min", [0.0, 1.0, 30.0, 90.0])
def test_a_surge_adds_its_area_and_nothing_before_it(lives, ramp_min):
    rush = RUSH | {"ramp_min": ramp_min}
    plain, world = compiled(lives.toy()).habits, compiled(lives.toy(surges=[rush])).habits
    hourly = world.cumulative[0][world.first_knot]
    assert hourly[:11].tolist() == plain.cumulative[0][:11].tolist()  # to the last bit
    added = (RUSH["factor"] - 1.0) * RUSH["lasts"]["median_h"] * DAILY / 24
    assert world.cumulative[0][-1] == pytest.approx(DAILY + added, rel=1e-9)
    assert hourly[-1] - hourly[14] == pytest.approx(plain.cumulative[0][10], rel=1e-9)


def test_knots_are_minutes_only_where_a_surge_rises_or_falls(lives):
    habits = compiled(lives.toy(surges=[RUSH])).habits
    steps = np.diff(habits.knot_ms)
    assert set(steps) == {HOUR_MS, HOUR_MS // MINUTES}
    fine = {int(hour) for hour in habits.knot_ms[:-1][steps < HOUR_MS] // HOUR_MS}
    assert fine == {10, 12}  # rises 10:20 to 10:50, falls 12:20 to 12:50
    assert habits.knot_ms[habits.first_knot].tolist() == [h * HOUR_MS for h in range(25)]
    assert set(np.diff(compiled(lives.toy()).habits.knot_ms)) == {HOUR_MS}


def test_the_factor_of_each_beat_is_the_mean_over_it(lives):
    surge = compiled(lives.toy(surges=[RUSH])).surge[0]
    twelfth = 12 * 10 + 4  # 10:20
    assert surge[:twelfth].tolist() == [1.0] * twelfth
    assert surge[twelfth : twelfth + 6] == pytest.approx(1 + 4 * (np.arange(6) + 0.5) / 6)
    assert surge[twelfth + 6 : twelfth + 24] == pytest.approx(np.full(18, 5.0))
    assert surge[12 * 13 :].tolist() == [1.0] * (12 * 11)


def test_without_hazards_there_is_no_surge(lives):
    twin = without_hazards(lives.toy(surges=[RUSH]))
    assert windows_of(twin) == ()
    assert (compiled(twin).surge == 1.0).all()


def test_the_length_belongs_to_seed_and_surge(lives):
    spread = {"median_h": 2.0, "sigma": 0.5}
    scenario = lives.toy(surges=[RUSH | {"lasts": spread}, RUSH | {"id": "two", "lasts": spread}])
    lengths = [[w.lasts_h for w in windows_of(scenario, seed)] for seed in (1, 1, 2)]
    assert lengths[0] == lengths[1]
    assert len({*lengths[0], *lengths[2]}) == 4
    assert lengths[0][0] == length_h(scenario.hazards[0].lasts, 1, "rush", "lasts")


def test_a_surge_may_follow_another_hazard_or_not_strike_at_all(lives):
    after = {k: v for k, v in RUSH.items() if k != "at"} | {
        "id": "after",
        "follows": "rush",
        "delay": {"median_h": 3.0},
    }
    windows = windows_of(lives.toy(surges=[RUSH, after]))
    assert [w.start_h for w in windows] == pytest.approx([10 + 1 / 3, 13 + 1 / 3])
    assert windows_of(lives.toy(surges=[RUSH | {"chance": 0.0}, after])) == ()
    struck = [len(windows_of(lives.toy(surges=[RUSH | {"chance": 0.5}]), s)) for s in range(400)]
    assert sum(struck) == pytest.approx(200, abs=4 * 10)


def test_whatever_follows_a_withdrawal_counts_from_its_notice(lives):
    end = {
        "kind": "withdrawal",
        "id": "end",
        "owner": "acme",
        "at": "2022-10-16T18:00:00+09:00",
        "notice_days": 1.5,
    }
    after = {k: v for k, v in RUSH.items() if k != "at"} | {"kind": "surge", "follows": "end"}
    declared = json.loads(lives.toy(horizon_h=48.0).model_dump_json()) | {"hazards": [end, after]}
    windows = windows_of(Scenario.model_validate_json(json.dumps(declared)))
    assert [window.start_h for window in windows] == [6.0]
