"""Follow single machines that break: a crew restarts them, and mostly nobody notices."""

BROKEN = {"kind": "machine-failure", "component": "media", "zone": "north-b"}
ALONE = {"pattern": "none", "standby": []}


def test_a_few_broken_machines_only_narrow_the_room(struck, live):
    story = live(struck(BROKEN | {"count": 20}, **ALONE))
    assert [row.kind for row in story.events] == [
        "machines-broke", "restart-started", "component-restarted"
    ]  # fmt: skip
    assert story.row("machines-broke", "media").value == 20.0
    assert story.times("component-restarted", "media") == [1.05]  # at 400 an hour, by tools
    assert [row[1:3] for row in story.course("media")] == [(1.0, 0.9), (1.0, 1.0)]


def test_many_broken_machines_stop_it_until_its_data_are_checked(struck, live):
    story = live(struck(BROKEN | {"count": 100}, **ALONE))
    assert story.chain("component-restored", "media") == [
        ("component-restored", "media", "plant"),
        ("data-verified", "media", "repair"),
        ("restart-started", "north", "repair"),
        ("machines-broke", "media", "conditions"),
    ]
    assert story.times("component-restarted", "media") == [1.25]
    assert story.times("component-restored", "media") == [6.25]  # five hours of checking


def test_no_more_machines_break_than_run(struck, live, at):
    story = live(struck(BROKEN | {"count": 200}, BROKEN | {"count": 200, "at": at(1.2)}, **ALONE))
    assert [row.value for row in story.events if row.kind == "machines-broke"] == [200, 50]
    assert story.part("media").live_share == 1.0


def test_a_lot_that_falls_on_a_machine_that_is_off_breaks_nothing(struck, live, at):
    half = BROKEN | {"count": 100}
    toy = struck(half, BROKEN | {"by_lot": True, "at": at(1.01)}, **ALONE)
    toy["owners"][0]["operations"]["crews"]["automated_servers_per_h"] = 1.0
    second = [
        len(live(toy, seed, until_h=2.0).times("machines-broke", "media")) - 1
        for seed in range(200)
    ]
    assert set(second) == {0, 1}
    assert abs(sum(second) - 100) <= 4 * 50**0.5
