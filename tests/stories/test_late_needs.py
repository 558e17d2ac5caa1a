"""Tell what becomes of needs that cannot be met at once: caught up, lost, or worth nothing."""

import json

import numpy as np
import pytest

from simulator.engine.run import run
from simulator.model.scenario import Scenario

PEOPLE, SEED = 2_000, 1


@pytest.fixture
def toy(checkout):
    """Take the toy with two sites, one app and no way round, and needs that all can wait."""
    made = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    made["services"][0]["peak_capacity"] = 100.0  # nobody is refused once it is back
    made["components"][0].update(standby=[], pattern="none", recovery_needs=[])
    category = made["people"]["categories"][0]
    category.update(
        urgent_share=0.0,
        tolerance_deferrable_min=240.0,
        lapse_h=2.0,
        needs_per_day=2.0,
        options=[{"service": "talk", "features": ["text"], "primacy": 1.0}],
    )
    return made, category


def ends(made):
    """Run it, and count what became of the needs, over all hours."""
    result = run(Scenario.model_validate_json(json.dumps(made)), SEED, PEOPLE)
    rows = result.tables["need_hours"]
    names = ["arrived", "met", "met_elsewhere", "fallback", "deferred", "abandoned"]
    return {name: int(rows[name].sum()) for name in names}, result


def test_what_may_wait_longer_is_caught_up_and_what_lapses_is_lost(toy):
    made, category = toy
    soon, _ = ends(made)
    category["lapse_deferrable_h"] = 40.0
    late, _ = ends(made)
    assert soon["arrived"] == late["arrived"]  # patience moves no arrival
    assert soon["abandoned"] > 500
    assert late["abandoned"] < 0.05 * soon["abandoned"]
    assert late["deferred"] > soon["deferred"] + 0.7 * soon["abandoned"]


def test_a_lapse_of_its_own_does_not_touch_what_is_urgent(toy):
    made, category = toy
    category["urgent_share"] = 1.0
    one, first = ends(made)
    category["lapse_deferrable_h"] = 40.0
    other, second = ends(made)
    assert one == other
    assert first.tables["harm"].equals(second.tables["harm"])


def test_nothing_helps_once_the_show_has_begun(toy):
    made, category = toy
    category["lapse_deferrable_h"] = 40.0
    patient, _ = ends(made)
    category["perishable"] = True
    begun, result = ends(made)
    assert patient["deferred"] > 500
    assert begun["deferred"] == 0
    assert begun["abandoned"] > patient["abandoned"] + 0.5 * patient["deferred"]
    hours = result.tables["harm"]["unmet_ms"].sum() / 3.6e6
    assert hours > 0  # whoever missed it has lost the time that it would have lasted


def test_on_a_calm_day_patience_is_of_no_consequence(toy):
    made, category = toy
    made["hazards"] = []
    plain, first = ends(made)
    category.update(perishable=True, lapse_deferrable_h=40.0)
    changed, second = ends(made)
    assert plain == changed
    assert plain["met"] == plain["arrived"] > 0
    assert all(
        np.array_equal(first.tables[name], second.tables[name]) for name in ("app_days", "moves")
    )
