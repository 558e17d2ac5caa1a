"""Follow a faulty change: every site at once, undone by people or by stages, hands on machines."""

import pytest

PUSH = {"kind": "bad-push", "owner": "acme", "undo": {"median_h": 1.0}}


def test_a_push_that_takes_the_tools_must_be_undone_around_them(struck, live):
    story = live(struck(PUSH))
    assert story.chain("function-restored", "talk.text") == [
        ("function-restored", "talk.text", "functions"),
        ("component-restored", "text", "plant"),
        ("change-undone", "acme", "software"),
        ("undo-blocked", "acme", "software"),
        ("fault-noticed", "acme", "software"),
        ("change-pushed", "acme", "software"),
    ]


def test_a_second_site_is_no_help(struck, live):
    mirrored = live(struck(PUSH, pattern="active-active"))
    alone = live(struck(PUSH, pattern="none", standby=[]))
    assert mirrored.times("component-restored", "text") == alone.times("component-restored", "text")


def test_stages_that_work_keep_it_small_and_short(struck, live):
    toy = struck(PUSH)
    toy["owners"][0]["operations"]["rollout"] = {
        "first_share": 0.05, "undo": {"median_h": 0.2}, "works": 1.0
    }  # fmt: skip
    story = live(toy)
    pictures = {row.t_h: row.quality for row in story.states if row.element == "talk.media"}
    assert pictures == pytest.approx({1.0: 0.95, 1.2: 1.0})  # once, though they need text as well
    assert story.chain("component-restored", "text")[1:] == [
        ("change-undone", "acme", "software"),
        ("change-pushed", "acme", "software"),
    ]
    assert "function-lost" not in {row.kind for row in story.events}


def test_stages_that_do_not_work_delay_it_only(struck, live):
    toy = struck(PUSH)
    toy["owners"][0]["operations"]["rollout"] = {"undo": {"median_h": 0.2}, "works": 0.0}
    story = live(toy)
    assert story.chain("component-failed", "text")[1:] == [
        ("change-spread", "acme", "software"),
        ("change-pushed", "acme", "software"),
    ]


def test_machines_that_no_longer_start_need_days_of_hands(struck, live):
    toy = struck(PUSH | {"hands_on": True})
    toy["owners"][0]["operations"]["crews"]["manual_servers_per_h"] = 10.0
    story = live(toy, until_h=100.0)
    assert story.chain("component-restored", "tools")[1:4] == [
        ("data-verified", "tools", "repair"),
        ("restart-started", "north", "repair"),
        ("change-undone", "acme", "software"),
    ]
    undone = story.times("change-undone", "acme")[0]
    assert story.times("component-restarted", "tools")[0] == undone + 45.0  # 450 at ten an hour
