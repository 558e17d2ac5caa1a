"""Check by which events components fail: places, failovers, tools in circles, patterns."""

import json

import pytest

from simulator.model.catalogue import HazardClass
from simulator.model.operations import AROUND_TOOLS
from simulator.model.patterns import failover_chance
from simulator.model.scenario import Scenario
from simulator.reliability.assessment import Assessment
from simulator.reliability.blueprint import Blueprint
from simulator.reliability.components import ComponentTrees
from simulator.reliability.cut_sets import minimal_cut_sets
from simulator.reliability.diagram import read
from simulator.reliability.gates import Gates

FIRE = {
    "id": "fire", "kind": "power-loss", "per": "site", "rate_per_year": 2.0,
    "lasts": {"median_h": 100.0}, "while_up": True,
}  # fmt: skip


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def trees(toy, *classes):
    """Build the trees of a changed toy under some hazard classes."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    catalogue = [HazardClass.model_validate_json(json.dumps(one)) for one in classes]
    return ComponentTrees(Blueprint(scenario, catalogue), Gates())


def chance(built, name):
    """Find how likely a component is down."""
    tree = read(built.gates, built.fails(name))
    return tree.probability({event: one.chance for event, one in built.gates.events.items()})


def least(built, name):
    """List the minimal cut sets of a component."""
    tree = read(built.gates, built.fails(name))
    chances = {event: one.chance for event, one in built.gates.events.items()}
    return {tuple(sorted(cut)) for cut in minimal_cut_sets(tree, chances).sets}


def test_without_a_catalogue_nothing_fails(toy):
    assert chance(trees(toy), "text") == 0.0
    assert least(trees(toy), "text") == set()


def test_a_component_in_one_place_goes_with_its_site(toy):
    built = trees(toy, FIRE)
    assert least(built, "media") == {("fire@north",), ("restart:acme@north",)}
    assert least(built, "rival-core") == {("fire@south",), ("restart:other@south",)}


def test_tools_in_the_burnt_site_make_the_standby_worthless(toy):
    built = trees(toy, FIRE)
    assert ("fire@north", "not-by-hand:text") in least(built, "text")
    assert not any("no-failover:text" in cut for cut in least(built, "text"))
    toy["components"][2]["servers"] = {"south-a": 50}
    built = trees(toy, FIRE)
    assert ("fire@north", "no-failover:text", "not-by-hand:text") in least(built, "text")
    assert ("fire@north", "not-by-hand:text") not in least(built, "text")
    assert ("fire@north", "fire@south") in least(built, "text")


def test_what_is_down_is_the_failover_mixture(toy):
    """Q = q (p T_f + (1 - p) T_m) / T_r where the standby stays up (V37)."""
    toy["components"][0]["recovery_needs"] = []
    toy["components"][0]["verification"] = {"median_h": 0.0}
    toy["owners"][0]["operations"]["crews"]["automated_servers_per_h"] = 1e6
    toy["owners"][0]["operations"]["crews"]["manual_servers_per_h"] = 1e6
    toy["components"] = [toy["components"][0], toy["components"][3]]
    toy["services"] = toy["services"][2:]
    toy["people"]["categories"][0]["options"] = [{"service": "rival", "primacy": 1.0}]
    for age in (0.0, 12.0, 1200.0):
        toy["owners"][0]["operations"]["drill_age_months"] = age
        built = trees(toy, FIRE | {"only": ["north"]})
        works = failover_chance("active-passive", age)
        switch_h = 0.5 + (0.5 if age <= 12.0 else 1.0) + 0.25
        by_hand_h = switch_h + 3.0 / 4.0  # nothing slows the teams down
        busy = 2.0 * 100.0 / 8766.0
        expected = busy / (1 + busy) * (works * switch_h + (1 - works) * by_hand_h) / 100.0
        assert chance(built, "text") == pytest.approx(expected, rel=2e-5)  # the restart: 0.0002 h


def test_tools_that_need_each_other_are_stuck_together(toy):
    toy["components"][1].update(
        standby=[{"zone": "south-a"}], pattern="active-passive", recovery_needs=["text"]
    )
    toy["components"][0]["recovery_needs"] = ["media"]
    built = trees(toy, FIRE)
    assert ("fire@north", "not-by-hand:text") in least(built, "text")
    assert ("fire@north", "not-by-hand:text") in least(built, "media")  # hands free them both
    toy["components"][0]["switch_effort"] = None
    built = trees(toy, FIRE)
    assert ("fire@north",) in least(built, "text")
    assert ("fire@north",) in least(built, "media")


def test_one_of_several_places_costs_the_requests_sent_there(toy):
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    text = toy["components"][0]
    never = {"median_h": 20_000.0}  # nobody steers by hand what does not drain
    text.update(pattern="active-active", switch_effort=never, recovery_needs=[])
    text["standby"] = [{"zone": "south-a", "capacity": 1.0}]
    text["verification"] = {"median_h": 0.0}
    toy["components"][1]["verification"] = toy["components"][2]["verification"] = {"median_h": 0.0}
    toy["owners"][0]["operations"]["crews"]["automated_servers_per_h"] = 1e6
    toy["owners"][0]["operations"]["crews"]["manual_servers_per_h"] = 1e6
    built = trees(toy, FIRE | {"only": ["south"]})
    busy = 2.0 * 100.0 / 8766.0
    stays_h = 0.01 * 100.0 + 0.99 * 0.25  # its drain works in 99 % of cases, within a quarter
    expected = busy / (1 + busy) * 0.5 * stays_h / 100.0
    assert chance(built, "text") == pytest.approx(expected, rel=1e-9)
    assert ("fire@north", "fire@south") in least(trees(toy, FIRE), "text")


def test_a_quorum_falls_when_too_few_places_are_left(toy):
    toy["sites"].append(
        {"id": "west", "name": "West", "name_ko": "서", "provider": "P", "region": "kr-11",
         "latitude": 36.0, "longitude": 127.0, "zones": [{"id": "west-a"}]}
    )  # fmt: skip
    text = toy["components"][0]
    text.update(
        servers={"north-a": 9, "south-a": 9, "west-a": 9}, standby=[], pattern="quorum", quorum=2
    )
    built = trees(toy, FIRE | {"kind": "network-failure"})
    pairs = {("fire@north", "fire@south"), ("fire@north", "fire@west"), ("fire@south", "fire@west")}
    assert least(built, "text") == pairs
    q = 2.0 * 100.0 / 8766.0 / (1 + 2.0 * 100.0 / 8766.0)
    assert chance(built, "text") == pytest.approx(3 * q**2 - 2 * q**3, rel=1e-9)


def test_half_the_machines_are_too_few_only_for_who_needs_more(toy):
    cooling = FIRE | {"id": "cooling", "kind": "cooling-failure", "share_mean": 0.5}
    assert ("cooling@north",) in least(trees(toy, cooling), "media")
    toy["components"][1]["minimum_share"] = 0.5
    assert ("cooling@north",) not in least(trees(toy, cooling), "media")


def test_what_strikes_the_owner_finds_every_place(toy):
    push = {"id": "push", "kind": "bad-push", "per": "owner", "rate_per_year": 1.0}
    built = trees(toy, push)
    assert least(built, "text") == {("push@acme",)}
    assert built.gates.events["push@acme"].element == "owner:acme"


def test_a_staged_release_spares_most(toy):
    push = {
        "id": "push", "kind": "bad-push", "per": "owner", "rate_per_year": 1.0,
        "lasts": {"median_h": 2.0},
    }  # fmt: skip
    at_once = chance(trees(toy, push), "text")
    toy["owners"][0]["operations"]["rollout"] = {
        "first_share": 0.1, "undo": {"median_h": 0.25}, "works": 0.8
    }  # fmt: skip
    staged = chance(trees(toy, push), "text")
    late_h = 0.5 + AROUND_TOOLS.mean_h + 2.0  # it is noticed, and it took the tools down, too
    expected = (0.25 * 0.1 + 0.2 * late_h) / late_h  # the first stage comes in any case
    assert staged / at_once == pytest.approx(expected, rel=1e-3)


def test_the_loss_of_each_element_is_seen_through(toy):
    scenario = Scenario.model_validate_json(json.dumps(toy))
    found = {e.id: e for e in Assessment(scenario, ()).screen()}
    assert found["north"].down == ("talk",)  # its tools burn with it
    assert found["south"].down == ("rival",)
    assert found["north-b"].without_failover == ("talk",)
    assert found["north-b"].down == ()  # the tools stand in the other zone
    assert "tools" not in found  # on an ordinary day nobody needs them
    assert found["acme"].needs_lost == pytest.approx(1.0)
