"""Check faults, pushes and certificates: in stages, around tools, with hands on machines."""

import pytest

from simulator.model.hazards import BadPush

PUSH = {"kind": "bad-push", "owner": "acme", "undo": {"median_h": 1.0}}
STAGED = {"first_share": 0.1, "undo": {"median_h": 0.25}, "works": 0.8}
HANDS_ON = PUSH | {"hands_on": True}


def ends(story):
    """Say what was left of pictures from when on: they need text as well, and lose once."""
    rows = {row.t_h: round(row.quality, 9) for row in story.states if row.element == "talk.media"}
    return list(rows.items())


@pytest.fixture
def free(toy):
    """Take the owner's own tools away, so that nothing stands in the way of undoing."""
    toy["components"][2]["kind"] = "compute"
    toy["components"][0]["recovery_needs"] = []
    return toy


@pytest.mark.usefixtures("free")
def test_a_push_everywhere_is_undone_after_the_alarm(struck, live):
    story = live(struck(PUSH | {"reach": 0.8}))
    assert [row[::3] for row in story.course("text")] == [(1.0, "degraded"), (2.5, "up")]
    assert ends(story) == [(1.0, 0.2), (2.5, 1.0)]
    assert story.chain("component-restored", "text") == [
        ("component-restored", "text", "plant"),
        ("change-undone", "acme", "software"),
        ("fault-noticed", "acme", "software"),
        ("change-pushed", "acme", "software"),
    ]
    assert story.row("change-undone", "acme").value == 1.0  # hours of work
    assert story.times("alarm-raised", "acme") == []  # other places are no help


def test_tools_hit_by_their_own_push_must_be_worked_around(struck, live):
    story = live(struck(PUSH))
    assert story.cause("undo-blocked", "acme") == ("fault-noticed", "acme")
    assert "tools" in story.row("undo-blocked", "acme").detail
    assert story.times("change-undone", "acme")[0] > 2.5


def test_a_push_that_spares_the_tools_is_undone_with_them(struck, live):
    story = live(struck(PUSH | {"components": ["text", "media"]}))
    assert story.times("undo-blocked", "text") == []
    assert story.times("change-undone", "text") == [2.5]
    assert story.course("tools") == []


def staged(struck, **changes):
    """Let the owner release in stages."""
    toy = struck(PUSH | changes)
    toy["owners"][0]["operations"]["rollout"] = STAGED
    return toy


@pytest.mark.usefixtures("free")
def test_stages_stop_as_many_pushes_as_they_say(struck, live):
    toy = staged(struck)
    stories = [live(toy, seed, until_h=10.0) for seed in range(200)]
    stopped = [story for story in stories if not story.times("change-spread", "acme")]
    assert len(stopped) == pytest.approx(160, abs=4 * (200 * 0.8 * 0.2) ** 0.5)
    assert {tuple(ends(story)) for story in stopped} == {((1.0, 0.9), (1.25, 1.0))}
    spread = next(story for story in stories if story not in stopped)
    assert ends(spread) == [(1.0, 0.9), (1.25, 0.0), (2.75, 1.0)]
    assert spread.cause("change-spread", "acme") == ("change-pushed", "acme")


@pytest.mark.usefixtures("free")
def test_a_first_stage_is_never_larger_than_the_push_itself(struck, live):
    story = live(staged(struck, reach=0.05))
    assert ends(story)[0] == (1.0, 0.95)


@pytest.mark.usefixtures("free")
def test_machines_that_no_longer_start_wait_for_hands_after_the_undoing(struck, live):
    story = live(struck(HANDS_ON | {"components": ["media"]}))
    assert [row[::3] for row in story.course("media")[1:3]] == [
        (1.0, "corrupted"),  # a bad setting: its machines may not be started
        (2.5, "off"),
    ]
    assert story.times("restart-started", "north") == [2.5]
    assert story.cause("restart-started", "north") == ("change-undone", "media")
    assert story.times("component-restarted", "media") == [4.5]  # 200 at 100 an hour, by hand
    assert story.times("component-restored", "media") == [9.5]


@pytest.mark.usefixtures("free")
def test_a_push_that_needs_hands_takes_the_standby_as_well(struck, live):
    toy = struck(HANDS_ON | {"components": ["text"]})
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy)
    assert story.times("component-restarted", "text") == [4.5]
    assert story.times("component-switched", "text") == [4.75]  # not before it is repaired too
    assert story.part("text").standby_capacity == 0.75  # repaired with the machines


@pytest.mark.usefixtures("free")
def test_a_first_stage_that_needs_hands_stops_its_share_of_machines(struck, live):
    toy = staged(struck, hands_on=True, components=["media"])
    toy["owners"][0]["operations"]["rollout"] = STAGED | {"works": 1.0}
    story = live(toy)
    assert [row[1:3] for row in story.course("media")][:3] == [(0.9, 1.0), (0.9, 0.9), (1.0, 0.9)]
    assert story.times("component-restarted", "media") == [1.45]  # twenty machines
    toy["owners"][0]["operations"]["rollout"] = STAGED | {"works": 0.0}
    story = live(toy)
    assert min(row[2] for row in story.course("media")) == 0.0
    assert story.part("media").live_share == 1.0


@pytest.mark.usefixtures("free")
def test_two_pushes_that_need_hands_leave_nothing_behind(struck, live, at):
    story = live(struck(HANDS_ON, HANDS_ON | {"at": at(1.5), "reach": 0.5}))
    for name in ("text", "media", "tools"):
        part = story.part(name)
        assert (part.losses, part.held, part.bricked, part.quality) == ({}, set(), set(), 1.0)


@pytest.mark.usefixtures("free")
def test_a_push_too_small_for_a_single_machine_bricks_nothing(struck, live):
    story = live(struck(HANDS_ON | {"reach": 0.002}))
    part = story.part("text")
    assert (part.losses, part.bricked, part.quality) == ({}, set(), 1.0)
    assert story.times("restart-started", "north") == []


def test_a_fault_lasts_as_long_as_it_says_whatever_operators_do(struck, live):
    fault = {
        "kind": "software-fault", "components": ["media"], "share": 0.4, "lasts": {"median_h": 2.0}
    }  # fmt: skip
    story = live(struck(fault))
    assert story.course("media") == [(1.0, 0.6, 1.0, "degraded"), (3.0, 1.0, 1.0, "up")]
    assert story.row("software-failed", "media").value == 2.0
    assert story.times("function-lost", "talk.media") == []


def test_two_faults_fail_requests_independently(struck, live, at):
    fault = {
        "kind": "software-fault", "owner": "acme", "share": 0.5, "lasts": {"median_h": 2.0}
    }  # fmt: skip
    story = live(struck(fault, fault | {"at": at(2)}))
    assert ends(story) == [(1, 0.5), (2, 0.25), (3, 0.5), (4, 1.0)]


def test_a_strike_delays_the_alarm_but_not_the_work(struck, live, at):
    strike = {
        "kind": "strike", "owners": ["acme"], "detection_factor": 3.0, "lasts": {"median_h": 9.0}
    }  # fmt: skip
    fault = {
        "kind": "expired-certificate", "owner": "acme", "renew": {"median_h": 1.0}, "at": at(2)
    }  # fmt: skip
    story = live(struck(strike, fault))
    assert story.times("fault-noticed", "acme") == [3.5]


def test_an_owner_without_components_harms_nobody(struck, live):
    toy = struck(PUSH)
    toy["components"] = toy["components"][3:]
    toy["services"] = [
        {
            **toy["services"][0],
            "features": [{**toy["services"][0]["features"][0], "weight": 1.0, "needs": []}],
        },
        *toy["services"][2:],
    ]
    story = live(toy)
    assert [row.kind for row in story.events] == ["change-pushed", "fault-noticed", "change-undone"]


def test_default_reach_is_everyone():
    assert BadPush(kind="bad-push", id="x", follows="y", owner="z").reach == 1.0
