"""Follow a fire in a toy: supply fails zone by zone, the brigade cuts the site, power in stages."""

FIRE = {
    "kind": "fire", "site": "north", "cut_after_min": 60.0, "out_after_h": 4.0,
    "power_stages": [{"after_h": 6.0, "zones": ["north-b"]}, {"after_h": 20.0}],
}  # fmt: skip
ALONE = {"pattern": "none", "standby": []}


def test_each_zone_goes_dark_in_its_own_way(struck, live):
    story = live(struck(FIRE, **ALONE))
    assert story.chain("component-failed", "tools") == [
        ("component-failed", "tools", "plant"),
        ("zone-lost", "north-a", "fire"),
        ("fire-started", "north", "fire"),
    ]
    assert story.chain("component-failed", "media") == [
        ("component-failed", "media", "plant"),
        ("zone-lost", "north-b", "fire"),
        ("site-cut", "north", "fire"),
        ("fire-started", "north", "fire"),
    ]


def test_each_zone_returns_with_its_stage_of_power(struck, live):
    story = live(struck(FIRE, **ALONE))
    assert story.chain("component-restored", "media") == [
        ("component-restored", "media", "plant"),
        ("data-verified", "media", "repair"),
        ("restart-started", "north", "repair"),
        ("power-returned", "north", "fire"),
        ("fire-out", "north", "fire"),
        ("fire-started", "north", "fire"),
    ]
    assert story.times("component-restarted", "tools")[0] > 21.0


def test_power_before_the_fire_is_out_does_not_let_crews_in(struck, live):
    story = live(struck(FIRE | {"out_after_h": 10.0}, **ALONE))
    assert story.times("power-returned", "north")[0] == 7.0
    assert story.times("restart-started", "north")[0] == 11.0


def test_a_burnt_share_is_gone_and_the_rest_must_be_enough(struck, live):
    story = live(struck(FIRE | {"destroyed_share": 0.15}, **ALONE))
    assert story.part("media").live_share == 0.85
    assert story.part("media").capacity == 0.85
    story = live(struck(FIRE | {"destroyed_share": 0.25}, **ALONE))
    assert story.part("media").condition == "destroyed"
    assert story.times("component-restored", "media") == []
