"""Check what is warm and what is cold when traffic arrives there."""

import pytest

CACHE = {"hit_ratio": 0.9, "warm_up_min": 30.0}
POWER = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}}


def seed_with(toy, live, kind):
    """Find a seed under which something happens to the text component."""
    return next(s for s in range(60) if live(toy, seed=s, until_h=30.0).times(kind, "text"))


def test_a_restart_on_site_is_cold_and_warms(struck, live):
    story = live(struck(POWER, pattern="none", standby=[], cache=CACHE))
    assert story.times("component-restored", "text") == [9.0]
    assert story.times("cache-cold", "text") == [9.0]
    assert story.row("cache-cold", "text").value == pytest.approx(0.1)  # share of its capacity
    assert story.cause("cache-cold", "text") == ("component-restored", "text")
    assert story.cause("cache-warm", "text") == ("cache-cold", "text")
    assert story.part("text").condition == "up"
    warming = [row for row in story.course("text") if row[3] == "warming"]
    assert warming[0][0] == 9.0
    room = [row.live for row in story.states if row.element == "talk" and row.t_h >= 9.0]
    assert room == sorted(room)


def test_a_component_that_was_only_cut_off_is_still_warm(struck, live):
    cut = {"kind": "network-failure", "sites": ["north"], "lasts": {"median_h": 4.0}}
    story = live(struck(cut, pattern="none", standby=[], cache=CACHE))
    assert story.times("component-restored", "text") == [5.0]
    assert "cache-cold" not in story.kinds("text")


def test_a_move_while_it_still_serves_a_little_is_cold_and_warms(struck, live):
    cut = {
        "kind": "network-failure", "sites": ["north"], "lasts": {"median_h": 20.0}, "share": 0.5
    }  # fmt: skip
    toy = struck(cut, recovery_needs=[], cache=CACHE)
    story = live(toy, seed=seed_with(toy, live, "component-switched"), until_h=20.0)
    switched = story.times("component-switched", "text")
    assert story.times("cache-cold", "text") == switched
    assert story.part("text").warmth == 1.0
    assert story.part("text").capacity == 0.75


def test_mirrors_that_go_on_are_warm(struck, live):
    toy = struck(POWER | {"lasts": {"median_h": 20.0}}, pattern="active-active", cache=CACHE)
    story = live(toy, seed=seed_with(toy, live, "traffic-drained"), until_h=20.0)
    assert "cache-cold" not in story.kinds("text")
    assert story.part("text").capacity == 0.75


def test_mirrors_that_all_stopped_are_cold(struck, live):
    everywhere = POWER | {"sites": ["north", "south"]}
    story = live(struck(everywhere, pattern="active-active", cache=CACHE))
    assert story.times("cache-cold", "text") == [5.0]


def test_what_was_moved_stays_warm_when_its_old_place_is_lost_once_more(struck, live, at):
    toy = struck(
        POWER | {"lasts": {"median_h": 3.0}},
        POWER | {"at": at(6), "lasts": {"median_h": 30.0}},
        recovery_needs=[],
        cache=CACHE,
        minimum_share=0.1,
        verification={"median_h": 9.0},
    )
    story = live(toy, seed=seed_with(toy, live, "component-switched"), until_h=30.0)
    assert len(story.times("cache-cold", "text")) == 1
    assert story.part("text").warmth == 1.0


def test_a_cache_lost_while_it_warms_begins_anew(struck, live, at):
    again = POWER | {"at": at(9.2)}
    story = live(struck(POWER, again, pattern="none", standby=[], cache=CACHE), until_h=40.0)
    assert len(story.times("cache-cold", "text")) == 2
    assert len(story.times("cache-warm", "text")) == 1
    assert story.times("cache-cold", "text")[1] == story.times("component-restored", "text")[1]
    assert story.row("cache-cold", "text").value == pytest.approx(0.1)


def test_a_standby_lost_and_found_grows_anew(struck, live, at):
    south = POWER | {"sites": ["south"], "at": at(8), "lasts": {"median_h": 1.0}}
    toy = struck(
        POWER | {"lasts": {"median_h": 60.0}},
        south,
        recovery_needs=[],
        pattern="pilot-light",
        standby=[{"zone": "south-a"}],
        failover={"first_capacity": 0.2, "ramp_h": 4.0},
    )
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy, seed=seed_with(toy, live, "component-switched"), until_h=30.0)
    first, second = story.times("component-switched", "text")
    assert (first < 8.0, second >= 9.0) == (True, True)
    room = [(row.t_h, row.live) for row in story.states if row.element == "talk"]
    assert next(live for t, live in room if t == second) == pytest.approx(0.2)
    assert max(t for t, _ in room) == pytest.approx(second + 4.0)
    assert story.part("text").capacity == 1.0
