"""Check what still gates machines that come back by a law of time."""

import pytest

MEDIAN_H = 3.0


@pytest.fixture
def timed(toy):
    """Let machines of the toy come back by a Weibull law."""
    law = {"law": "weibull", "median_h": MEDIAN_H, "shape": 2.0}
    toy["structure"] = {"restoration": law}
    return toy


def half_back(story, name):
    """Tell when half of a component's machines ran again, hours of the run."""
    return next(t_h for t_h, _, live, _ in story.course(name) if live >= 0.5 and t_h > 7.0)


def test_half_of_the_machines_run_after_the_median(timed, live):
    story = live(timed)
    assert half_back(story, "media") == pytest.approx(7.0 + MEDIAN_H, abs=0.05)
    assert "by a law of time" in story.row("restart-started", "north").detail


def test_all_components_come_back_at_once_whatever_their_priority(timed, live):
    timed["components"][1]["servers"] = {"north-b": 5000}
    timed["components"][0]["servers"] = {"north-b": 50}
    story = live(timed)
    assert half_back(story, "media") == pytest.approx(half_back(story, "text"), abs=0.05)


def test_they_wait_until_the_fire_is_out(timed, live):
    timed["hazards"][0]["out_after_h"] = 8.0
    assert half_back(live(timed), "media") == pytest.approx(9.0 + MEDIAN_H, abs=0.05)


def test_a_restart_by_a_bypass_takes_longer_by_its_speed(timed, live):
    media = timed["components"][1]
    media.update(restart_needs=["tools"], bypass={"median_h": 1.0}, bypass_speed=0.5)
    story = live(timed)  # tools have no power until hour 21
    assert story.times("bypass-prepared", "media") == [8.0]
    assert half_back(story, "media") == pytest.approx(8.0 + MEDIAN_H / 0.5, abs=0.1)


def test_without_what_a_restart_needs_and_a_bypass_nothing_comes_back(timed, live):
    timed["components"][1].update(restart_needs=["tools"], bypass=None)
    story = live(timed)
    served = story.times("component-restored", "tools")[0]
    assert half_back(story, "media") == pytest.approx(served + MEDIAN_H, abs=0.1)


def test_a_second_loss_of_power_begins_the_wait_anew(timed, live):
    again = {
        **timed["hazards"][0],
        "id": "again",
        "at": "2022-10-15T21:00:00+09:00",
        "cut_after_min": 20.0,
        "out_after_h": 1.0,
        "power_stages": [{"after_h": 2.0}],
    }
    timed["hazards"][0]["power_stages"] = [{"after_h": 19.0}]
    timed["hazards"].append(again)
    story = live(timed, until_h=60.0)
    part = story.part("media")
    assert half_back(story, "media") == pytest.approx(23.0 + MEDIAN_H, abs=0.05)
    assert (part.live, sum(part.off.values())) == (part.component.servers, 0)


def test_no_machine_is_lost_or_made(timed, live):
    story = live(timed)
    for part in story.machines.plant.parts.values():
        assert part.live == part.component.servers
        assert sum(part.off.values()) == 0
        assert part.serves
