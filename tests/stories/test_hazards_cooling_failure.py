"""Follow a failure of cooling: machines are shut down and may not start until it is repaired."""

HEAT = {"kind": "cooling-failure", "sites": ["north"], "lasts": {"median_h": 4.0}}
ALONE = {"pattern": "none", "standby": []}


def test_heat_stops_a_share_of_the_machines_until_cooling_is_back(struck, live):
    story = live(struck(HEAT | {"share": 0.5}, **ALONE))
    assert story.course("media")[0] == (1.0, 0.0, 0.5, "restoring")
    assert story.chain("component-restored", "media") == [
        ("component-restored", "media", "plant"),
        ("data-verified", "media", "repair"),
        ("restart-started", "north", "repair"),
        ("cooling-returned", "north", "supply"),
        ("cooling-failed", "north", "supply"),
    ]
    assert story.times("restart-started", "north") == [5.0]
    assert story.row("restart-started", "north").value == 225.0  # half of all machines
    assert {row.condition for row in story.states if row.level == "zone"} == {"up"}


def test_a_few_machines_less_narrow_the_room_and_fail_no_request(struck, live):
    story = live(struck(HEAT | {"share": 0.1}, **ALONE))
    assert story.course("media")[0] == (1.0, 1.0, 0.9, "degraded")
    assert [row.kind for row in story.events if row.kind.startswith("component-")] == [
        "component-restarted"
    ] * 3
    room = [row.live for row in story.states if row.element == "talk"]
    assert (min(room), room[-1]) == (0.9, 1.0)
    assert story.times("alarm-raised", "acme") == []


def test_a_standby_in_the_heat_has_that_much_less_room(struck, live, at):
    blackout = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 40.0}}
    heat = HEAT | {"sites": ["south"], "share": 0.6, "at": at(10), "lasts": {"median_h": 5.0}}
    toy = struck(blackout, heat, recovery_needs=[])
    room = [(row.t_h, round(row.live, 9)) for row in live(toy).states if row.element == "talk"]
    assert room[-3:-1] == [(10.0, 0.3), (15.0, 0.75)]


def test_heat_in_one_zone_is_no_matter_of_the_other(struck, live):
    story = live(struck(HEAT | {"sites": [], "zones": ["north-a"], "share": 1.0}, **ALONE))
    assert story.course("media") == []
    assert story.times("component-failed", "tools") == [1.0]


def test_a_share_of_machines_is_not_rounded_up_by_a_hair(struck, live):
    toy = struck(HEAT | {"share": 0.07}, servers={"north-a": 100}, **ALONE)  # 7.000000000000001
    story = live(toy)
    assert story.course("text")[0] == (1.0, 1.0, 0.93, "degraded")
