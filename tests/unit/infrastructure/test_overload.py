"""Check what load does to machines: overruns told once, crashes, cold caches."""

import numpy as np
import pytest

from simulator.units import hours, seconds_from_hours

TALK, PAY = 0, 1
COLD = {"hit_ratio": 0.9, "warm_up_min": 30.0}


@pytest.fixture
def loaded(toy, live):
    """Begin a run without hazards and offer a way to put load on its services."""

    def begin(*hazards, **talk):
        toy["hazards"] = list(hazards)
        toy["services"][TALK].update(trip_restart={"median_h": 0.5}, **talk)
        story = live(toy, until_h=0.5)

        def feel(at_h, served=1.0, load=1.0, service=TALK):
            """Let a service serve a share of a load from an hour on."""
            story.env.run(until=seconds_from_hours(at_h))
            all_served, all_load = np.ones(4), np.full(4, 0.5)
            all_served[service], all_load[service] = served, load
            story.machines.feel(all_served, all_load)

        return story, feel

    return begin


def test_an_overrun_is_told_once_and_its_end_with_hysteresis(loaded):
    story, feel = loaded()
    for hour, served in enumerate([1.0, 0.89, 0.5, 0.95, 0.97, 0.99, 0.95], start=1):
        feel(hour, served, load=2.0)
    assert story.times("service-overrun", "talk") == [2.0]
    assert story.times("service-relieved", "talk") == [6.0]
    assert story.cause("service-relieved", "talk") == ("service-overrun", "talk")
    assert story.row("service-overrun", "talk").value == 2.0  # load over capacity
    assert "89%" in story.row("service-overrun", "talk").detail


def test_without_a_limit_nothing_crashes(loaded):
    story, feel = loaded()
    feel(1, 0.1, load=50.0)
    story.env.run(until=seconds_from_hours(3))
    assert story.kinds("talk") == ["service-overrun"]
    assert story.part("text").quality == 1.0


def test_a_crash_takes_all_hard_needs_and_starts_again_cold(loaded, toy):
    toy["components"][0]["cache"] = COLD
    story, feel = loaded(trips_at=3.0)
    feel(1, 0.8, load=2.9)
    feel(1.25, 0.3, load=3.1)
    story.env.run(until=seconds_from_hours(1.5))
    assert story.times("service-crashed", "talk") == [1.25]
    assert story.row("service-crashed", "talk").value == pytest.approx(0.5)  # hours
    assert [story.part(name).quality for name in ("text", "media", "tools")] == [0.0, 0.0, 1.0]
    story.env.run(until=seconds_from_hours(1.76))
    assert story.times("service-restarted", "talk") == [1.75]
    assert story.part("text").warmth == pytest.approx(0.1)
    assert story.cause("cache-cold", "text") == ("component-restored", "text")
    assert story.chain("component-restored", "text")[-2:] == [
        ("service-crashed", "talk", "overload"),
        ("service-overrun", "talk", "overload"),
    ]
    story.env.run(until=seconds_from_hours(20))
    assert story.part("text").warmth == 1.0
    assert story.times("alarm-raised", "acme") == []  # it comes back by itself


def test_what_has_crashed_is_neither_relieved_nor_crashed_once_more(loaded):
    story, feel = loaded(trips_at=3.0)
    feel(1, 0.3, load=4.0)
    for hour in (1.1, 1.2, 1.3, 1.4):
        feel(hour, 0.0, load=9.0)
    assert story.kinds("talk") == ["service-overrun", "service-crashed"]
    feel(1.6, 0.3, load=4.0)  # it has started again and the crowd is still there
    feel(1.7, 1.0, load=0.5)
    assert story.times("service-crashed", "talk") == [1.0, 1.6]
    assert story.times("service-relieved", "talk") == []  # down again at 1.7
    feel(3, 1.0, load=0.5)
    assert story.times("service-relieved", "talk") == [3.0]


def test_what_is_down_for_another_reason_is_not_overrun(loaded):
    blackout = {
        "id": "blackout", "kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 9.0},
        "at": "2022-10-15T01:00:00+09:00",
    }  # fmt: skip
    story, feel = loaded(blackout, trips_at=3.0)
    feel(2, 0.0, load=9.0)
    story.env.run(until=seconds_from_hours(3))
    assert {"service-overrun", "service-crashed"}.isdisjoint(story.kinds("talk"))


def test_a_service_crashes_nobody_elses_machines(loaded, toy):
    toy["services"][TALK]["features"][1]["needs"].append({"on": "rival-core"})
    story, feel = loaded(trips_at=3.0)
    feel(1, 0.3, load=4.0)
    story.env.run(until=seconds_from_hours(1.2))
    assert [story.part(name).quality for name in ("text", "rival-core")] == [0.0, 1.0]


def test_an_overrun_names_the_surge_only_while_it_lasts(loaded):
    surge = {
        "id": "rush", "kind": "surge", "categories": ["messaging"], "factor": 4.0, "ramp_min": 0.0,
        "lasts": {"median_h": 2.0}, "at": "2022-10-15T01:00:00+09:00",
    }  # fmt: skip
    story, feel = loaded(surge)
    feel(2, 0.5, load=2.0)
    assert story.cause("service-overrun", "talk") == ("surge-began", "messaging")
    feel(4, 1.0)
    feel(5, 0.5, load=2.0, service=PAY)
    assert story.machines.plant.surges == {}
    assert story.cause("service-overrun", "pay")[0] != "surge-began"


def test_a_cache_warms_by_what_is_asked_and_no_faster_than_it_can_serve(loaded, toy):
    toy["components"][0]["cache"] = COLD

    def warm_after(requests):
        """Knock so often, in multiples of the ordinary peak, while it recovers from a crash."""
        story, feel = loaded(trips_at=3.0)
        feel(1, 0.3, load=4.0)
        for beat in range(1, 200):
            feel(1.0 + beat / 12, load=requests / (story.part("text").capacity * 1.82 or 1.0))
        return story.times("cache-warm", "text")[0] - story.times("cache-cold", "text")[0]

    idle, ordinary, crowded = (warm_after(requests) for requests in (0.3, 1.0, 2.0))
    assert idle > ordinary > crowded
    assert crowded > 0.5  # a tenth of the room at first, whoever knocks


def test_load_is_told_to_caches_in_multiples_of_the_ordinary_peak(loaded, toy):
    toy["components"][0]["cache"] = COLD
    story, feel = loaded(peak_capacity=2.0)
    feel(1, load=0.5)
    assert story.machines.warming.load == {"text": 1.0}
    assert hours(story.env.now) == 1.0
