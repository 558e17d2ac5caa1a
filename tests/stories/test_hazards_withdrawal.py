"""Follow an owner that stops: announced or not, for good or until it may return."""

END = {"kind": "withdrawal", "owner": "acme"}


def test_an_end_for_good_takes_everything_for_good(struck, live):
    story = live(struck(END | {"frozen_share": 0.4}))
    assert story.chain("function-lost", "talk.text") == [
        ("function-lost", "talk.text", "functions"),
        ("component-failed", "text", "plant"),
        ("owner-withdrew", "acme", "conditions"),
    ]
    assert story.row("owner-withdrew", "acme").value == 0.4  # share of balances frozen
    assert "function-restored" not in {row.kind for row in story.events}
    assert "alarm-raised" not in story.kinds("acme")  # nobody tries to move it
    assert story.course("rival-core") == []


def test_a_notice_comes_before_the_end_and_the_end_at_its_time(struck, live, at):
    story = live(struck(END | {"at": at(30), "notice_days": 1.0}))
    assert story.times("end-announced", "acme") == [6.0]
    assert story.row("end-announced", "acme").value == 1.0  # days
    assert story.times("owner-withdrew", "acme") == [30.0]
    assert story.cause("owner-withdrew", "acme") == ("end-announced", "acme")


def test_what_follows_an_end_follows_it_and_not_its_notice(struck, live, at):
    rush = {
        "kind": "surge", "categories": ["messaging"], "factor": 2.0, "lasts": {"median_h": 1.0},
        "follows": "withdrawal-0",
    }  # fmt: skip
    story = live(struck(END | {"at": at(30), "notice_days": 1.0}, rush))
    assert story.times("surge-began", "messaging") == [30.0]
    assert story.cause("surge-began", "messaging") == ("owner-withdrew", "acme")


def test_a_ban_is_lifted(struck, live):
    story = live(struck(END | {"lasts": {"median_h": 24.0}}))
    assert story.chain("function-restored", "talk.media") == [
        ("function-restored", "talk.media", "functions"),
        ("component-restored", "media", "plant"),
        ("owner-returned", "acme", "conditions"),
        ("owner-withdrew", "acme", "conditions"),
    ]
    assert story.row("owner-returned", "acme").value == 1.0  # days
    assert story.times("owner-returned", "acme") == [25.0]


def test_what_breaks_under_a_ban_is_repaired_under_it(struck, live, at):
    blackout = {
        "kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}, "at": at(2)
    }  # fmt: skip
    story = live(struck(END | {"lasts": {"median_h": 24.0}}, blackout, pattern="none", standby=[]))
    assert story.times("component-restarted", "tools") == [10.5]
    assert story.times("component-restored", "tools") == [25.0]
