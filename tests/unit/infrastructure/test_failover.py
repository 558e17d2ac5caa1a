"""Check who switches what, when, and what stands in the way."""

import pytest

from simulator.model.patterns import failover_chance


@pytest.mark.parametrize(
    ("pattern", "age_months", "chance"),
    [
        ("none", 0.0, 0.0),
        ("active-passive", 0.0, 0.95),
        ("active-passive", 12.0, 0.665545748527199),  # 0.5 + 0.45 / e
        ("active-passive", 1200.0, 0.5),
        ("active-active", 0.0, 0.99),
        ("active-active", 1200.0, 0.7),
        ("cold-backup", 0.0, 0.9),
        ("cold-backup", 24.0, 0.5541341132946451),  # 0.5 + 0.4 / e^2
    ],
)
def test_the_chance_of_a_failover_fades_with_the_drill(pattern, age_months, chance):
    assert failover_chance(pattern, age_months) == pytest.approx(chance, rel=1e-9)


def tools_outside(toy):
    """Move the control plane to the other site."""
    toy["components"][2]["servers"] = {"south-a": 50}
    return toy


def seed_with(toy, live, kind):
    """Find a seed under which something happens to the text component."""
    return next(s for s in range(40) if live(toy, seed=s, until_h=5.0).times(kind, "text"))


def test_with_its_tools_elsewhere_a_switch_takes_minutes(toy, live):
    tools_outside(toy)
    story = live(toy, seed=seed_with(toy, live, "component-switched"))
    assert story.times("component-switched", "text") == [3.25]  # decided at 3, a quarter more
    assert story.cause("component-switched", "text") == ("switch-decided", "acme")
    assert story.times("failover-blocked", "text") == []


def test_a_standby_that_does_not_start_is_moved_by_hand_with_tools(toy, live):
    tools_outside(toy)
    story = live(toy, seed=seed_with(toy, live, "failover-failed"))
    assert story.times("failover-failed", "text") == [3.25]
    assert story.times("component-switched", "text") == [4.0]  # three hours over a speed-up of 4
    assert story.cause("manual-switch-started", "text") == ("failover-failed", "text")


def test_a_drill_in_the_last_year_speeds_the_decision(toy, live):
    toy["owners"][0]["operations"]["drill_age_months"] = 12.0
    assert live(toy).times("switch-decided", "acme") == [2.5]
    toy["owners"][0]["operations"]["drill_age_months"] = 12.5
    assert live(toy).times("switch-decided", "acme") == [3.0]


def test_an_owner_raises_one_alarm_per_incident(toy, live):
    story = live(toy)
    assert story.times("alarm-raised", "acme") == [2.0]
    again = {**toy["hazards"][0], "id": "again", "at": "2022-10-16T12:00:00+09:00"}
    toy["hazards"].append(again)
    assert live(toy).times("alarm-raised", "acme") == [2.0, 37.0]


def test_what_fails_after_the_decision_is_switched_at_once(toy, live):
    tools_outside(toy)
    toy["components"][1].update(pattern="cold-backup", standby=[{"zone": "south-a"}])
    toy["hazards"][0]["cut_after_min"] = 180.0
    story = live(toy)
    attempts = story.times("component-switched", "media") + story.times("failover-failed", "media")
    assert attempts == [4.25]


def mirror(toy, drill_age_months):
    """Let text serve from the north and at half that size from the south at the same time."""
    toy["components"][0].update(
        pattern="active-active", standby=[{"zone": "south-a", "capacity": 0.5}], minimum_share=0.1
    )
    toy["owners"][0]["operations"]["drill_age_months"] = drill_age_months
    return toy


def test_mirrors_take_over_without_a_control_plane(toy, live):
    story = live(mirror(toy, 0.0), seed=1)
    text = [
        (row.t_h, row.quality, row.live)
        for row in story.states
        if (row.level, row.element) == ("component", "text")
    ][:4]
    assert text == [
        (1.5, pytest.approx(2 / 3), 0.5),  # 1.0 of 1.5 places survive, traffic goes to all
        (1.75, 1.0, 0.5),  # steered away a quarter of an hour later
        (2.0, pytest.approx(1 / 2), 0.0),  # the cut: 0.5 of the 1.0 left
        (2.25, 1.0, 0.0),
    ]
    assert story.cause("traffic-drained", "text") == ("component-degraded", "text")
    assert story.times("switch-decided", "acme") == []
    assert story.machines.plant.parts["text"].capacity == 1.0


def test_mirrors_that_do_not_drain_are_steered_by_hand(toy, live):
    mirror(toy, 1200.0)
    story = live(toy, seed=seed_with(toy, live, "drain-failed"))
    assert story.times("drain-failed", "text") == [1.75, 2.25]
    assert story.times("manual-switch-started", "text") == [3.0]  # one team, one job
    assert story.times("traffic-drained", "text") == [6.0]
    assert story.cause("manual-switch-started", "text") == ("drain-failed", "text")


def test_a_standby_that_burns_as_well_fails_what_it_carried(toy, live):
    toy["hazards"].append(
        {
            **toy["hazards"][0],
            "id": "second",
            "site": "south",
            "at": "2022-10-15T10:00:00+09:00",
            "power_stages": [{"after_h": 30.0}],
        }
    )
    story = live(toy)
    assert story.times("component-failed", "text") == [1.5, 10.25]
    assert story.cause("component-restored", "text") == ("data-verified", "text")
    assert story.times("component-switched", "text") == [6.0]


def test_without_redundancy_nobody_decides_to_switch(toy, live):
    toy["components"][0]["pattern"] = "none"
    story = live(toy)
    assert story.times("alarm-raised", "acme") == [2.0]
    assert not {"switch-decided", "failover-blocked", "component-switched"} & {
        row.kind for row in story.events
    }
    assert story.times("component-restored", "text") == [24.0]


def test_a_second_loss_within_a_move_by_hand_is_part_of_it(toy, live):
    mirror(toy, 1200.0)
    toy["hazards"][0]["cut_after_min"] = 180.0  # north-b goes at four, the team works till six
    story = live(toy, seed=seed_with(toy, live, "drain-failed"))
    assert story.times("drain-failed", "text") == [1.75, 4.25]
    assert story.times("manual-switch-started", "text") == [3.0]
    assert story.times("traffic-drained", "text") == [6.0]
    assert story.times("component-restored", "text") == []
    assert min(row.quality for row in story.states if row.element == "text") == pytest.approx(1 / 3)
    assert story.part("text").quality == 1.0
