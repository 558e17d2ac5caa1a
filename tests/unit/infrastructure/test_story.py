"""Check that a site that burns leaves the story that its declaration implies."""

import numpy as np

from simulator.units import hours, seconds_from_hours


def test_without_hazards_nothing_happens(toy, live):
    story = live({**toy, "hazards": []})
    assert story.events == []
    assert story.states == []
    assert np.all(story.machines.service_quality == 1.0)
    assert np.all(story.machines.service_capacity == 1.0)
    assert story.machines.feature_quality.shape == (len(story.machines.wiring.feature_ids),)
    assert np.all(story.machines.feature_quality == 1.0)


def test_a_standby_whose_tools_burn_is_switched_by_hand(toy, live):
    story = live(toy)
    assert story.times("fire-started", "north") == [1.0]
    assert story.times("component-failed", "text") == [1.5]  # half its machines hang on north-a
    assert story.times("alarm-raised", "acme") == [2.0]  # half an hour after the first failure
    assert story.times("switch-decided", "acme") == [3.0]  # undrilled: one hour
    assert story.times("failover-blocked", "text") == [3.0]
    assert story.times("component-switched", "text") == [6.0]  # three hours by hand
    assert story.cause("failover-blocked", "text") == ("component-failed", "tools")
    assert story.cause("manual-switch-started", "text") == ("failover-blocked", "text")
    assert story.cause("function-restored", "talk.text") == ("component-switched", "text")


def test_a_component_in_one_place_waits_for_power_crews_and_verification(toy, live):
    story = live(toy)
    assert story.times("component-failed", "media") == [2.0]  # the cut for the fire brigade
    assert story.times("power-returned", "north") == [7.0, 21.0]
    assert story.times("component-restarted", "media") == [10.0]  # 300 machines at 100 an hour
    assert story.times("component-restored", "media") == [15.0]  # five hours of verification
    assert story.times("function-restored", "talk.media") == [15.0]
    assert story.cause("component-restored", "media") == ("data-verified", "media")
    assert story.cause("data-verified", "media") == ("restart-started", "north")
    assert story.cause("restart-started", "north") == ("power-returned", "north")


def test_every_event_names_an_earlier_cause_except_the_fire(toy, live):
    story = live(toy)
    assert [row.kind for row in story.events if row.because == -1] == ["fire-started"]
    assert all(row.because < number for number, row in enumerate(story.events))
    assert all(row.module.startswith("simulator.infrastructure.") for row in story.events)
    assert all(row.detail.endswith(".") for row in story.events)
    assert {row.owner for row in story.events} == {"", "acme"}


def test_a_fire_elsewhere_leaves_machines_untouched(toy, live):
    story = live(toy)
    touched = {row.where for row in story.events} | {row.element for row in story.states}
    assert touched.isdisjoint({"rival-core", "rival.text", "rival", "sms", "south-a", "other"})
    toy["hazards"][0].update(site="south", power_stages=[{"after_h": 6.0}])
    story = live(toy)
    assert {row.owner for row in story.events} == {"", "other"}
    assert "text" not in {row.where for row in story.events}


def test_states_follow_quality_capacity_and_machines(toy, live):
    story = live(toy)
    talk = [(row.t_h, row.quality, row.live) for row in story.states if row.element == "talk"]
    assert talk == [
        (1.5, 0.0, 1.0),  # nothing works, so nothing is short of room
        (6.0, 0.75, 0.75),  # text alone, from a standby of three quarters
        (15.0, 1.0, 0.75),
        (24.0, 1.0, 1.0),  # verified at the main place
    ]
    zone = [row.live for row in story.states if row.element == "north-a"]
    assert zone == sorted(zone)
    assert zone[-1] == 1.0
    pay = [row.quality for row in story.states if (row.level, row.element) == ("service", "pay")]
    assert pay == [0.5, 0.875, 1.0]  # leans on talk by half
    media = [row.live for row in story.states if row.element == "media"]
    assert media == [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]


def test_listeners_hear_of_changes_after_the_arrays_changed(toy, live):
    heard = []
    story = live(toy, until_h=0.5)
    machines = story.machines
    machines.listeners.append(
        lambda: heard.append((hours(story.env.now), machines.service_quality[0]))
    )
    story.env.run(until=seconds_from_hours(30))
    assert heard == [(1.5, 0.0), (6.0, 0.75), (15.0, 1.0), (24.0, 1.0)]


def test_the_same_seed_repeats_the_story_and_another_does_not(toy, live):
    toy["owners"][0]["operations"]["detect"]["sigma"] = 0.7
    assert live(toy, seed=4).events == live(toy, seed=4).events
    assert live(toy, seed=4).events != live(toy, seed=5).events
