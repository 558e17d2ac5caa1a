"""Check the JSON contract of a run, and the comparison of two."""

import json

import pandas as pd

from simulator.analysis.compare import differences
from simulator.analysis.needs import moved_only
from simulator.analysis.summary import summarise
from simulator.results.digest import digest

KEYS = [
    "scenario", "seed", "people", "residents", "version", "digest", "services", "needs", "apps",
    "harm", "observations", "performance",
]  # fmt: skip


def test_the_summary_keeps_the_contract(paired):
    found = summarise(paired, wall_s=1.5)
    assert [key for key in found if key in KEYS] == KEYS
    assert found["digest"] == digest(paired.run.tables)
    assert found["performance"] == {"wall_s": 1.5, "beats": 72 * 12, "needs_simulated": 210}
    assert list(found["needs"]["messaging"])[-1] == "unmet_need_hours"
    assert set(found["apps"]["line"]) == {"daily_users", "installs", "excess_daily_users_peak"}
    assert found["peak_people_affected"] == 5500
    assert found["moves"][0]["means"] == "sms"


def test_needs_met_as_usual_are_no_moves():
    rows = [
        ("line", "line", "met", 5), ("line", "sms", "fallback", 4), ("line", "line", "deferred", 3),
        ("talk", "talk", "met", -9),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["usual", "means", "outcome", "needs"])
    assert moved_only(table)["needs"].tolist() == [4, 3]


def test_the_summary_is_json_without_odd_numbers(paired):
    found = summarise(paired)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_digest_tells_runs_apart_and_not_their_row_order(paired):
    shuffled = {name: table[::-1] for name, table in paired.run.tables.items()}
    assert digest(shuffled) == digest(paired.run.tables)
    assert digest(paired.baseline.tables) != digest(paired.run.tables)


def test_a_comparison_pairs_seeds_and_gives_intervals(fake):
    runs = [summarise(fake.fake_paired(seed)) for seed in (1, 2)]
    milder = json.loads(json.dumps(runs))
    for seed, summary in enumerate(milder):
        summary["harm"]["unmet_need_hours"] -= 100 + 20 * seed
        summary["services"]["talk"]["full_function_h"] = None
    found = {row.metric: row for row in differences(runs, milder)}
    harm = found["unmet need-hours"]
    assert harm.difference.mean == -110
    assert harm.difference.low < -110 < harm.difference.high
    assert found["talk: fully back"].difference is None
    assert found["talk: first function"].difference.mean == 0


def test_one_seed_gives_no_interval(fake):
    runs = [summarise(fake.fake_paired())]
    assert all(row.difference.low is None for row in differences(runs, runs) if row.difference)
