"""Follow a blackout: machines stop intact, power returns, crews restart, data are checked."""

BLACKOUT = {"kind": "power-loss", "lasts": {"median_h": 4.0}}
ALONE = {"pattern": "none", "standby": []}


def test_a_blackout_of_a_site_ends_with_its_crews_and_not_with_its_power(struck, live):
    story = live(struck(BLACKOUT | {"sites": ["north"]}, **ALONE))
    assert story.chain("function-restored", "talk.media") == [
        ("function-restored", "talk.media", "functions"),
        ("component-restored", "media", "plant"),
        ("data-verified", "media", "repair"),
        ("restart-started", "north", "repair"),
        ("power-returned", "north", "supply"),
        ("power-failed", "north", "supply"),
    ]
    assert story.chain("function-lost", "talk.text") == [
        ("function-lost", "talk.text", "functions"),
        ("component-failed", "text", "plant"),
        ("zone-lost", "north-a", "supply"),
        ("power-failed", "north", "supply"),
    ]
    assert story.row("power-failed", "north").value == 4.0  # hours
    assert [row[::3] for row in story.course("media")] == [
        (1.0, "off"), (7.5, "restoring"), (8.0, "restoring"), (8.5, "restoring"),
        (9.0, "verifying"), (14.0, "up"),
    ]  # fmt: skip


def test_a_blackout_of_one_zone_spares_the_other(struck, live):
    story = live(struck(BLACKOUT | {"zones": ["north-a"]}, **ALONE))
    assert story.course("media") == []
    assert story.course("text")[0] == (1.0, 0.0, 0.5, "restoring")  # half is less than it needs
    zones = {row.element for row in story.states if row.level == "zone"}
    assert zones == {"north-a"}


def test_a_failure_of_the_grid_takes_every_site_that_it_feeds(struck, live):
    toy = struck(BLACKOUT | {"power_domain": "grid"})
    toy["sites"][0]["power_domain"] = "grid"
    assert {row.where for row in live(toy).events if row.kind == "zone-lost"} == {
        "north-a", "north-b"
    }  # fmt: skip
    toy["sites"][1]["power_domain"] = "grid"
    story = live(toy)
    assert story.times("zone-lost", "south-a") == [1.0]
    assert story.times("failover-blocked", "text") == [5.0]  # its standby was as dark till then
    assert len(story.times("power-failed", "north")) == 1
