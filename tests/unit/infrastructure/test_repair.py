"""Check how fast machines come back, in which order, and after which checks."""

import pytest

from simulator.infrastructure.staff import arrived
from simulator.model.operations import Crews


def test_crews_gather():
    crews = Crews(first_share=0.4, surge_h=6.0)
    assert arrived(crews, 0.0) == 0.4
    assert arrived(crews, 6.0) == pytest.approx(0.7792723352971347, rel=1e-9)  # 1 - 0.6 / e
    assert arrived(crews, 1e4) == pytest.approx(1.0)
    assert arrived(Crews(first_share=1.0), 0.0) == 1.0


def test_crews_gather_from_the_first_failure_on(toy, live):
    toy["owners"][0]["operations"]["crews"].update(first_share=0.5, batch_servers=1000)
    story = live(toy)
    waited_h = 7.0 - 1.5  # power is back at 7, the first machines were lost at 1.5
    rate = 100.0 * arrived(Crews(first_share=0.5, surge_h=6.0), waited_h)
    assert story.times("component-restarted", "text")[0] == pytest.approx(7.0 + 100 / rate)


def test_machines_restart_faster_with_tools_that_serve(toy, live):
    toy["components"][2]["servers"] = {"south-a": 50}
    story = live(toy)
    assert story.times("component-restarted", "media") == [7.75]  # 300 at 400 an hour


def test_an_owner_without_tools_counts_as_automated(toy, live):
    toy["components"][2]["kind"] = "compute"
    toy["components"][0]["recovery_needs"] = []
    assert live(toy).times("component-restarted", "media") == [7.75]


def test_crews_wait_until_the_fire_is_out(toy, live):
    toy["hazards"][0]["out_after_h"] = 8.0
    story = live(toy)
    assert story.times("power-returned", "north")[0] == 7.0
    assert story.times("restart-started", "north")[0] == 9.0


def test_equal_priority_is_worked_in_order_of_declaration(toy, live):
    for component in toy["components"]:
        component["priority"] = 5
    toy["components"][0], toy["components"][1] = toy["components"][1], toy["components"][0]
    story = live(toy)
    assert story.times("component-restarted", "media") == [9.0]
    assert story.times("component-restarted", "text")[0] == 10.0


def test_destroyed_machines_never_come_back(toy, live):
    toy["hazards"][0]["destroyed_share"] = 0.1
    story = live(toy)
    plant = story.machines.plant
    assert sum(plant.parts["media"].live.values()) == 180
    assert plant.parts["media"].capacity == pytest.approx(0.9)  # enough to serve
    assert sum(plant.parts["media"].off.values()) == 0
    toy["hazards"][0]["destroyed_share"] = 0.3
    assert live(toy).times("component-restored", "media") == []


def test_verification_begins_when_enough_machines_run(toy, live):
    toy["components"][1]["minimum_share"] = 0.5
    story = live(toy)
    assert story.times("data-verified", "media") == [14.0]  # half of 200 at 9, five hours on
    media = [row for row in story.states if row.element == "media" and row.quality == 1.0]
    assert media[0].live == 1.0


def test_a_new_loss_makes_a_verification_void(toy, live):
    toy["hazards"].append(
        {
            **toy["hazards"][0],
            "id": "again",
            "at": "2022-10-15T21:00:00+09:00",
            "cut_after_min": 20.0,
            "out_after_h": 1.0,
            "power_stages": [{"after_h": 2.0}],
        }
    )
    toy["components"][1]["verification"] = {"median_h": 15.0}
    story = live(toy, until_h=60.0)
    assert story.times("component-failed", "media") == [2.0]
    assert len(story.times("data-verified", "media")) == 1
    assert story.times("component-restored", "media")[0] > 38.0


def test_no_machine_is_lost_or_made(toy, live):
    story = live(toy)
    for part in story.machines.plant.parts.values():
        assert sum(part.live.values()) == sum(part.component.servers.values())
        assert sum(part.off.values()) == 0
