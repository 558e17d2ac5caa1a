"""Check what happens when several things go wrong at the same place or one after the other."""

import pytest

POWER = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}}
NETWORK = {"kind": "network-failure", "sites": ["north"], "lasts": {"median_h": 6.0}}
CERTIFICATE = {"kind": "expired-certificate", "owner": "acme", "renew": {"median_h": 9.5}}
FREE = {"recovery_needs": [], "switch_effort": {"median_h": 3.0}}
"""A component that needs no tools in order to move."""


@pytest.fixture
def drilled(toy):
    """Let operators decide in half an hour and failovers nearly always work."""
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    return toy


def test_power_is_back_when_the_last_that_took_it_gives_it_back(struck, live, at):
    again = POWER | {"at": at(3), "lasts": {"median_h": 10.0}}
    story = live(struck(POWER, again, pattern="none", standby=[]))
    assert story.times("power-returned", "north") == [5.0, 13.0]
    assert story.times("restart-started", "north") == [13.0]
    assert story.cause("restart-started", "north") == ("power-returned", "north")
    assert story.times("component-failed", "text") == [1.0]


def test_a_blackout_in_a_burnt_site_does_not_open_it(struck, live, at):
    fire = {
        "kind": "fire", "site": "north", "cut_after_min": 0.0, "out_after_h": 12.0,
        "power_stages": [{"after_h": 12.0}],
    }  # fmt: skip
    story = live(struck(fire, POWER | {"at": at(2)}, pattern="none", standby=[]))
    assert story.times("power-returned", "north") == [6.0, 13.0]
    assert story.times("restart-started", "north") == [13.0]


def test_a_batch_in_hand_is_void_when_power_goes_again(struck, live, at):
    again = POWER | {"at": at(5.25)}  # teams take half an hour for fifty machines
    story = live(struck(POWER, again, pattern="none", standby=[]))
    assert story.times("restart-started", "north") == [5.0, 9.25]
    assert story.part("text").live_share == 1.0
    assert story.times("component-restarted", "text") == [11.25]


def test_a_batch_in_hand_is_void_when_power_goes_and_returns_within_it(struck, live, at):
    blink = POWER | {"at": at(5.1), "lasts": {"median_h": 0.1}}  # within the first half hour
    story = live(struck(POWER, blink, pattern="none", standby=[]))
    assert story.part("text").live_share == 1.0
    # the first team-half-hour is lost, and nothing more
    assert story.times("component-restarted", "text") == [7.5]


def test_crews_who_are_there_already_need_not_gather_for_another_fault(struck, live, at):
    broken = {"kind": "machine-failure", "component": "tools", "zone": "north-a", "at": at(20)}
    toy = struck(POWER, broken, pattern="none", standby=[])
    toy["owners"][0]["operations"]["crews"].update(first_share=0.2, manual_servers_per_h=20.0)
    both = live(toy)
    del toy["hazards"][1]
    alone = live(toy)
    late = [story.times("component-restarted", "media")[0] for story in (both, alone)]
    assert late[0] == pytest.approx(late[1], rel=1e-9)
    assert both.machines.plant.repair_since == {}


def test_crews_gather_anew_once_everything_ran(struck, live, at):
    toy = struck(POWER, POWER | {"at": at(25)}, pattern="none", standby=[])
    crews = {"first_share": 0.5, "surge_h": 6.0, "batch_servers": 1000}
    toy["owners"][0]["operations"]["crews"].update(crews)
    first, second = live(toy).times("component-restarted", "text")
    assert second - 29.0 == pytest.approx(first - 5.0, rel=1e-9)


@pytest.mark.usefixtures("drilled")
def test_whoever_has_come_home_must_be_moved_again(struck, live, at):
    toy = struck(POWER, POWER | {"at": at(25)}, **FREE)
    story = live(toy)
    assert story.times("data-verified", "text")[0] < 25.0
    assert story.times("component-failed", "text") == [1.0, 25.0]
    assert len(story.times("alarm-raised", "acme")) == 2
    moved = story.times("component-switched", "text")
    assert [hour > limit for hour, limit in zip(moved, (2.0, 26.0), strict=True)] == [True, True]


@pytest.mark.usefixtures("drilled")
def test_a_loss_that_hides_behind_another_is_noticed_all_the_same(struck, live, at):
    story = live(struck(CERTIFICATE, POWER | {"at": at(2), "lasts": {"median_h": 40.0}}, **FREE))
    assert story.times("component-failed", "text") == [1.0]  # nothing to see of the second
    assert story.cause("alarm-raised", "acme") == ("zone-lost", "north-a")
    assert 3.0 < story.times("component-switched", "text")[0] < 7.0
    renewed = story.times("certificate-renewed", "acme")[0]
    assert renewed > story.times("component-switched", "text")[0]
    assert story.times("component-restored", "text") == [renewed]
    assert story.cause("function-restored", "talk.text")[0] == "component-restored"


def test_a_fault_everywhere_raises_no_alarm_over_what_is_known_to_be_cut_off(struck, live, at):
    fault = {
        "kind": "software-fault", "owner": "acme", "share": 0.2, "at": at(2),
        "lasts": {"median_h": 1.0},
    }  # fmt: skip
    story = live(struck(NETWORK | {"share": 0.5}, fault, pattern="none", standby=[]))
    assert story.times("alarm-raised", "acme") == [1.5]
    assert [row[1] for row in story.course("text")] == [0.5, 0.4, 0.5, 1.0]


def test_a_network_failure_during_a_blackout_ends_after_it(struck, live, at):
    cut = NETWORK | {"at": at(2), "lasts": {"median_h": 40.0}}
    story = live(struck(POWER, cut, pattern="none", standby=[]))
    assert story.times("component-restarted", "text") == [7.0]
    assert story.times("component-restored", "text") == [42.0]
    assert story.cause("component-restored", "text") == ("network-repaired", "north")


def test_a_strike_in_a_fire_stretches_the_restart(struck, live):
    strike = {"kind": "strike", "owners": ["acme"], "crew_share": 0.5, "lasts": {"median_h": 48.0}}
    fast, slow = (
        live(struck(*hazards, pattern="none", standby=[])).times("component-restarted", "tools")
        for hazards in ([POWER], [strike, POWER])
    )
    assert slow[0] - 5.0 == pytest.approx(2.0 * (fast[0] - 5.0))


def test_what_follows_names_its_cause_and_waits(struck, live):
    blackout = POWER | {"follows": "surge-0", "delay": {"median_h": 2.0}}
    surge = {
        "kind": "surge", "categories": ["messaging"], "factor": 3.0, "lasts": {"median_h": 1.0}
    }  # fmt: skip
    story = live(struck(surge, blackout))
    assert story.times("power-failed", "north") == [3.0]
    assert story.cause("power-failed", "north") == ("surge-began", "messaging")
    third = POWER | {"follows": "power-loss-1", "sites": ["south"]}
    story = live(struck(surge, blackout, third))
    assert story.cause("power-failed", "south") == ("power-failed", "north")


def test_what_strikes_by_chance_strikes_as_often_and_takes_its_followers_with_it(struck, live):
    after = POWER | {"follows": "power-loss-0", "sites": ["south"]}
    toy = struck(POWER | {"chance": 0.5}, after)
    pairs = [
        tuple(len(live(toy, seed, until_h=2.0).times("power-failed", site)) for site in
              ("north", "south"))
        for seed in range(200)
    ]  # fmt: skip
    assert set(pairs) == {(0, 0), (1, 1)}
    assert sum(north for north, _ in pairs) == pytest.approx(100, abs=4 * 50**0.5)


@pytest.mark.parametrize(
    "dark_h",
    [(1.5, 10.0), (2.1, 10.0)],  # before the decision at 2, or within the switch that follows
)
@pytest.mark.usefixtures("drilled")
def test_a_standby_that_is_dark_when_needed_is_used_when_it_is_back(struck, live, at, dark_h):
    start, end = dark_h
    south = POWER | {"sites": ["south"], "at": at(start), "lasts": {"median_h": end - start}}
    story = live(struck(POWER | {"lasts": {"median_h": 40.0}}, south, **FREE), seed=2)
    assert story.times("component-switched", "text") == [10.25]
    assert story.cause("component-switched", "text") == ("switch-decided", "acme")


@pytest.mark.usefixtures("drilled")
def test_tools_that_come_back_before_the_standby_do_not_end_the_matter(struck, live, at):
    tools = {"kind": "power-loss", "zones": ["south-b"], "lasts": {"median_h": 8.0}}
    south = POWER | {"sites": [], "zones": ["south-a"], "at": at(3), "lasts": {"median_h": 20.0}}
    toy = struck(POWER | {"lasts": {"median_h": 40.0}}, tools, south)
    toy["sites"][1]["zones"].append({"id": "south-b"})
    toy["components"][2]["servers"] = {"south-b": 50}
    del toy["components"][0]["switch_effort"]
    story = live(toy, seed=2)
    assert story.times("failover-blocked", "text") == [2.0]
    assert story.times("component-restored", "tools")[0] < 15.0
    assert story.times("component-switched", "text") == [23.25]


def test_a_team_that_finds_the_standby_gone_tries_again(struck, live, at):
    south = POWER | {"sites": ["south"], "at": at(4), "lasts": {"median_h": 6.0}}
    story = live(struck(POWER | {"lasts": {"median_h": 40.0}}, south))
    assert story.times("failover-blocked", "text")[0] == 2.5
    assert story.times("component-switched", "text") == [13.0]  # three hours from ten on


@pytest.mark.usefixtures("drilled")
def test_mirrors_that_all_went_dark_are_steered_as_soon_as_one_is_back(struck, live):
    south = POWER | {"sites": ["south"], "lasts": {"median_h": 2.0}}
    mirror = {"pattern": "active-active", "recovery_needs": []}
    story = live(struck(POWER | {"lasts": {"median_h": 40.0}}, south, **mirror), until_h=20.0)
    assert [row[:2] for row in story.course("text")[-3:]] == [
        (1.0, 0.0),
        (3.0, pytest.approx(0.75 / 1.75)),  # traffic still goes to all of them
        (3.25, 1.0),
    ]
    assert story.times("traffic-drained", "text") == [3.25]
    assert story.part("text").quality == 1.0


def test_places_lost_at_one_instant_are_one_loss(struck, live):
    mirror = {
        "pattern": "active-active", "minimum_share": 0.1, "servers": {"north-a": 9, "north-b": 9}
    }  # fmt: skip
    toy = struck(POWER | {"lasts": {"median_h": 40.0}}, **mirror)
    stories = [live(toy, seed, until_h=3.0) for seed in range(20)]
    failed = [len(story.times("drain-failed", "text")) for story in stories]
    assert set(failed) == {0, 1}


def test_a_fire_may_destroy_all_that_was_off(struck, live, at):
    fire = {
        "kind": "fire", "site": "north", "at": at(2), "cut_after_min": 10.0, "out_after_h": 3.0,
        "destroyed_share": 1.0, "power_stages": [{"after_h": 5.0}],
    }  # fmt: skip
    story = live(struck(POWER, fire))
    plant = story.machines.plant
    assert {name: dict(parts) for name, parts in plant.broken.items() if parts} == {}
    assert plant.repair_since == {}
    assert story.part("media").condition == "destroyed"
    assert story.times("restart-started", "north") == []


def test_work_goes_on_under_its_own_cause_when_something_else_is_mended(struck, live, at):
    certificate = CERTIFICATE | {"renew": {"median_h": 0.75}, "components": ["media"]}
    toy = struck(POWER, certificate | {"at": at(4.4)}, pattern="none", standby=[])
    toy["components"][2]["servers"] = {"south-a": 50}
    story = live(toy)
    assert story.times("certificate-renewed", "media") == [5.65]
    assert story.times("component-restarted", "media") == [6.0]  # begun before and ended after
    assert story.times("restart-started", "north") == [5.0]


def test_single_machines_broken_in_a_restart_have_a_cause_of_their_own(struck, live, at):
    broken = {
        "kind": "machine-failure", "component": "text", "zone": "north-a", "count": 50,
        "at": at(7.75),
    }  # fmt: skip
    story = live(struck(POWER, broken, pattern="none", standby=[]))
    causes = [
        story.events[row.because].kind for row in story.events if row.kind == "restart-started"
    ]
    assert causes == ["power-returned", "machines-broke"]
    assert story.cause("component-restarted", "media") == ("restart-started", "north")


@pytest.mark.usefixtures("drilled")
def test_a_fault_in_software_does_not_stop_a_standby_from_growing(struck, live, at):
    fault = {"kind": "software-fault", "owner": "acme", "share": 0.1, "at": at(2.5),
             "lasts": {"median_h": 1.0}}  # fmt: skip
    grows = {"pattern": "pilot-light", "failover": {"ramp_h": 4.0, "first_capacity": 0.2}}
    toy = struck(POWER | {"lasts": {"median_h": 40.0}}, fault, **FREE, **grows)
    toy["components"][0]["standby"] = [{"zone": "south-a"}]
    story = live(toy, seed=2, until_h=20.0)
    switched = story.times("component-switched", "text")[0]
    assert story.part("text").capacity == 1.0
    assert max(row.t_h for row in story.states if row.element == "text") == switched + 4.0
