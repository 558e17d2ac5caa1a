"""Check what each redundancy pattern does when its main place is lost: when, and how much."""

from itertools import pairwise

import pytest

POWER = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 200.0}}
SWITCH_H = {"cold-backup": 41.6, "pilot-light": 2.0, "warm-standby": 0.41, "active-passive": 0.0645}
FIRST = {"cold-backup": 0.25, "pilot-light": 0.1, "warm-standby": 0.4, "active-passive": 1.0}
RAMP_H = {"cold-backup": 12.0, "pilot-light": 4.0, "warm-standby": 1.0, "active-passive": 0.0}
LOST_H = {"cold-backup": 24.0, "pilot-light": 0.5, "warm-standby": 0.05}
DECIDED_H = 2.0  # a loss at one, noticed after half an hour, decided in another half


@pytest.fixture
def lost(struck):
    """Lose the north for a week under a pattern, with operators who have just drilled."""

    def put(pattern, *hazards, **text):
        text = {"recovery_needs": [], "standby": [{"zone": "south-a"}]} | text
        toy = struck(POWER, *hazards, pattern=pattern, **text)
        toy["clock"]["horizon_h"] = 300.0
        toy["owners"][0]["operations"].update(drill_age_months=0.0, switch=None)
        return toy

    return put


def seed_with(toy, live, kind):
    """Find a seed under which something happens to the text component."""
    return next(s for s in range(60) if live(toy, seed=s, until_h=150.0).times(kind, "text"))


def test_alone_it_waits_for_power_and_crews(lost, live):
    story = live(lost("none", standby=[]))
    assert story.course("text")[1][::3] == (1.0, "off")
    assert story.times("component-restored", "text") == [205.0]
    assert {"switch-decided", "component-switched"}.isdisjoint(story.kinds("acme"))


@pytest.mark.parametrize("pattern", SWITCH_H)
def test_the_standby_begins_and_grows_as_its_pattern_says(lost, live, pattern):
    own = {"switch": {"median_h": SWITCH_H[pattern]}}  # without its spread
    toy = lost(pattern, failover=own)
    story = live(toy, seed=seed_with(toy, live, "component-switched"))
    begins_h = DECIDED_H + SWITCH_H[pattern]
    assert story.times("component-switched", "text") == [pytest.approx(begins_h)]
    assert story.row("component-switched", "text").value == pytest.approx(SWITCH_H[pattern])
    service = [row for row in story.states if row.element == "talk" and row.quality == 0.75]
    room = [(row.t_h, row.live) for row in service if row.t_h < 200.0]
    assert room[0] == (pytest.approx(begins_h), FIRST[pattern])
    assert room[-1] == (pytest.approx(begins_h + RAMP_H[pattern]), 1.0)
    steps = {round(later - earlier, 9) for (_, earlier), (_, later) in pairwise(room)}
    assert steps == ({round((1 - FIRST[pattern]) / 8, 9)} if RAMP_H[pattern] else set())
    lost_h = [row.value for row in story.events if row.kind == "work-lost"]
    assert lost_h == ([LOST_H[pattern]] if pattern in LOST_H else [])


@pytest.mark.parametrize("pattern", SWITCH_H)
def test_its_own_figures_come_before_those_of_its_pattern(lost, live, pattern):
    own = {"switch": {"median_h": 3.0}, "first_capacity": 0.5, "ramp_h": 2.0, "rpo_h": 7.0}
    toy = lost(pattern, failover=own)
    story = live(toy, seed=seed_with(toy, live, "component-switched"), until_h=5.6)
    assert story.times("component-switched", "text") == [5.0]
    assert story.row("work-lost", "text").value == 7.0
    assert story.part("text").capacity == pytest.approx(0.5 + 0.5 * 2 / 8)
    assert story.part("text").condition == "warming"


@pytest.mark.parametrize("pattern", SWITCH_H)
def test_it_goes_home_when_its_main_place_is_whole(lost, live, pattern):
    toy = lost(pattern, failover={"switch": {"median_h": 3.0}})
    story = live(toy, seed=seed_with(toy, live, "component-switched"))
    assert story.part("text").switched is False
    assert story.part("text").condition == "up"
    assert story.times("component-failed", "text") == [1.0]


@pytest.mark.parametrize("pattern", SWITCH_H)
def test_a_failed_failover_is_done_by_hand_or_not_at_all(lost, live, pattern):
    toy = lost(pattern, failover={"switch": {"median_h": 1.0}})
    seed = seed_with(toy, live, "failover-failed")
    story = live(toy, seed=seed)
    assert story.cause("failover-failed", "text") == ("switch-decided", "acme")
    assert story.times("component-switched", "text") == [3.75]  # three hours over four, with tools
    assert story.cause("manual-switch-started", "text") == ("failover-failed", "text")
    toy["components"][0]["switch_effort"] = None
    story = live(toy, seed=seed)
    assert story.times("component-switched", "text") == []
    assert story.times("component-restored", "text") == [205.0]


@pytest.mark.parametrize("pattern", SWITCH_H)
def test_down_tools_mean_a_move_by_hand_without_them(lost, live, pattern):
    story = live(lost(pattern, recovery_needs=["tools"]))
    assert story.times("failover-blocked", "text") == [DECIDED_H]
    assert story.cause("failover-blocked", "text") == ("component-failed", "tools")
    assert story.times("component-switched", "text") == [DECIDED_H + 3.0]
    assert "without its tools" in story.row("manual-switch-started", "text").detail


def test_down_tools_are_waited_for_where_no_hand_helps(lost, live):
    tools = {"kind": "power-loss", "sites": ["south"], "lasts": {"median_h": 4.0}}
    toy = lost("active-passive", tools, recovery_needs=["tools"], switch_effort=None)
    toy["components"][2].update(servers={"south-b": 50})
    toy["sites"][1]["zones"].append({"id": "south-b"})
    toy["components"][0]["failover"] = {"switch": {"median_h": 1.0}}
    story = live(toy, seed=seed_with(toy, live, "component-switched"))
    back_h = story.times("component-restored", "tools")[0]
    assert story.times("component-switched", "text") == [back_h + 1.0]


def test_tools_lost_within_a_switch_stop_it(lost, live, at):
    tools = {
        "kind": "power-loss", "zones": ["south-b"], "lasts": {"median_h": 4.0}, "at": at(2.5)
    }  # fmt: skip
    toy = lost("active-passive", tools, recovery_needs=["tools"])
    toy["components"][2].update(servers={"south-b": 50})
    toy["sites"][1]["zones"].append({"id": "south-b"})
    toy["components"][0]["failover"] = {"switch": {"median_h": 1.0}}
    story = live(toy)
    assert story.times("failover-blocked", "text") == [3.0]
    assert story.times("component-switched", "text") == [6.0]


@pytest.mark.parametrize(("room", "moved"), [(0.5, False), (0.8, True)])
def test_a_standby_is_used_only_where_it_answers_more(lost, live, at, room, moved):
    cut = {"kind": "network-failure", "sites": ["north"], "share": 0.4, "lasts": {"median_h": 9.0}}
    toy = lost("active-passive", standby=[{"zone": "south-a", "capacity": room}])
    toy["hazards"] = [cut | {"id": "cut", "at": at(1)}]
    stories = [live(toy, seed) for seed in range(10)]
    assert any(story.times("component-switched", "text") for story in stories) == moved
    courses = {tuple(row[1] for row in story.course("text") if row[0] < 9.9) for story in stories}
    assert ((0.6, 1.0) in courses) == moved


MIRRORED = [
    (1.0, 0.5),  # two of two: one over two
    (0.5, 1 / 3),  # half a mirror: a third of what was sent
]


@pytest.mark.parametrize(("capacity", "left"), MIRRORED)
def test_mirrors_fail_the_lost_share_until_health_checks_send_it_on(lost, live, capacity, left):
    toy = lost(
        "active-active",
        standby=[{"zone": "south-a", "capacity": capacity}],
        failover={"switch": {"median_h": 0.01}},
    )
    story = live(toy, seed=seed_with(toy, live, "traffic-drained"))
    answered = [row[1] for row in story.course("text")]
    assert answered[1] == pytest.approx(left)
    assert story.times("traffic-drained", "text") == [1.01]
    assert story.events[story.row("traffic-drained", "text").because].kind == "component-degraded"
    assert story.times("alarm-raised", "acme") == [1.5]
    assert story.times("switch-decided", "acme") == []  # nobody had to
    assert [row.kind for row in story.events if row.kind == "work-lost"] == []


def test_mirrors_in_zones_alone_share_the_load(lost, live):
    toy = lost("active-active", standby=[], minimum_share=0.4, failover={})
    toy["hazards"][0].update(sites=[], zones=["north-a"])
    story = live(toy, seed=seed_with(toy, live, "traffic-drained"))
    assert [row[1] for row in story.course("text")][:2] == [0.5, 1.0]
    room = [row.live for row in story.states if row.element == "talk"]
    assert min(room) == 0.5


def quorum(lost, places, *zones, enough=2):
    """Put a quorum on three zones and lose some of them."""
    toy = lost("quorum", quorum=enough, standby=[])
    toy["sites"][1]["zones"].append({"id": "south-b"})
    toy["components"][0]["servers"] = dict.fromkeys(places, 10)
    toy["hazards"][0].update(sites=[], zones=list(zones))
    return toy


THREE = ("north-a", "south-a", "south-b")


def test_a_quorum_goes_on_while_enough_places_run(lost, live):
    story = live(quorum(lost, THREE, "north-a"))
    assert story.times("component-failed", "text") == []
    room = [row.live for row in story.states if row.element == "talk"]
    assert room[0] == pytest.approx(2 / 3)


def test_a_quorum_stops_at_once_and_returns_with_the_place_that_is_missing(lost, live):
    story = live(quorum(lost, THREE, "north-a", "south-a"))
    assert story.times("component-failed", "text") == [1.0]
    assert {"switch-decided", "failover-blocked"}.isdisjoint(story.kinds("acme"))
    restored = story.times("component-restored", "text")[0]
    assert restored == pytest.approx(201.0 + 10 / 100.0)  # the first place; it need not be checked


def test_a_quorum_counts_places_that_are_cut_off_as_lost(lost, live):
    toy = quorum(lost, THREE)
    toy["hazards"] = [
        toy["hazards"][0]
        | {"kind": "network-failure", "zones": ["north-a", "south-a"], "lasts": {"median_h": 3.0}}
    ]
    story = live(toy)
    assert [row[::3] for row in story.course("text")] == [(1.0, "unreachable"), (4.0, "up")]


CUT = {"kind": "network-failure", "lasts": {"median_h": 5.0}}


@pytest.mark.parametrize(("pattern", "quorum"), [("active-active", None), ("quorum", 1)])
def test_what_reaches_no_place_is_lost_by_mirrors_too(struck, live, at, pattern, quorum):
    everywhere = CUT | {"zones": ["north-a", "north-b", "south-a"], "share": 0.6, "at": at(1)}
    story = live(struck(everywhere, pattern=pattern, quorum=quorum, recovery_needs=[]))
    assert min(row[1] for row in story.course("text")) == pytest.approx(0.4)
    assert [row[0] for row in story.course("text") if row[1] == 1.0] == [6.0]


def test_mirrors_steer_away_from_a_place_that_is_badly_reached(struck, live, at):
    half = CUT | {"zones": ["south-a"], "share": 0.5, "at": at(1)}
    toy = struck(half, pattern="active-active", recovery_needs=[])
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy)
    assert story.times("traffic-drained", "text") == [1.25]
    course = {row[0]: row[1] for row in story.course("text")}
    assert course[1.0] == pytest.approx((1.0 + 0.75 * 0.5) / 1.75)
    assert course[1.25] == 1.0


def test_a_standby_that_burns_is_gone(struck, live, at):
    burnt = {
        "kind": "fire", "site": "south", "cut_after_min": 0.0, "out_after_h": 1.0,
        "power_stages": [{"after_h": 2.0}], "destroyed_share": 1.0, "at": at(1),
    }  # fmt: skip
    lost = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 5.0}, "at": at(10)}
    toy = struck(burnt, lost, recovery_needs=[])
    story = live(toy)
    assert story.times("component-switched", "text") == []
    assert story.times("component-failed", "text") == [10.0]
