"""Follow a failure of the network: machines run, nobody reaches them, nothing is to be repaired."""

CUT = {"kind": "network-failure", "lasts": {"median_h": 6.0}}
NORTH = CUT | {"sites": ["north"]}
ALONE = {"pattern": "none", "standby": []}


def test_what_nobody_reaches_is_whole_again_with_the_network(struck, live):
    story = live(struck(NORTH, **ALONE))
    assert story.course("media") == [(1.0, 0.0, 1.0, "unreachable"), (7.0, 1.0, 1.0, "up")]
    assert story.chain("function-restored", "talk.media") == [
        ("function-restored", "talk.media", "functions"),
        ("component-restored", "media", "plant"),
        ("network-repaired", "north", "network"),
        ("network-failed", "north", "network"),
    ]
    assert "restart-started" not in story.kinds("north")


def test_a_standby_elsewhere_helps_against_the_line_of_one_site(struck, live):
    toy = struck(NORTH, recovery_needs=[])
    stories = [live(toy, seed) for seed in range(8)]
    hours = {story.times("component-switched", "text")[0] for story in stories}
    assert hours == {2.75, 3.5}  # decided at half past two; by tools, or by hand with tools
    first = next(s for s in stories if s.times("component-switched", "text") == [2.75])
    assert first.chain("function-restored", "talk.text") == [
        ("function-restored", "talk.text", "functions"),
        ("component-switched", "text", "failover"),
        ("switch-decided", "acme", "failover"),
        ("alarm-raised", "acme", "failover"),
        ("component-failed", "text", "plant"),
        ("network-failed", "north", "network"),
    ]


def test_no_standby_helps_when_the_owner_loses_its_names_or_backbone(struck, live):
    story = live(struck(CUT | {"owner": "acme"}))
    assert [row[:2] for row in story.course("text")] == [(1.0, 0.0), (7.0, 1.0)]
    assert "switch-decided" not in story.kinds("acme")
    assert story.course("rival-core") == []


def test_a_partial_failure_fails_its_share_of_requests(struck, live):
    story = live(struck(NORTH | {"share": 0.3}, **ALONE))
    assert [row[:2] for row in story.course("text")] == [(1.0, 0.7), (7.0, 1.0)]
    story = live(struck(CUT | {"zones": ["north-a"], "share": 0.3}, **ALONE))
    assert [row[:2] for row in story.course("text")] == [(1.0, 0.85), (7.0, 1.0)]  # of half


def test_a_standby_in_use_fails_the_share_that_its_own_line_loses(struck, live, at):
    south = CUT | {"zones": ["south-a"], "share": 0.4, "at": at(10), "lasts": {"median_h": 2.0}}
    toy = struck(NORTH | {"lasts": {"median_h": 40.0}}, south, recovery_needs=[])
    story = live(toy)
    assert [row[:2] for row in story.course("text")][-3:-1] == [(10.0, 0.6), (12.0, 1.0)]
    room = [row.live for row in story.states if row.element == "talk" and 5.0 < row.t_h < 40.0]
    assert set(room) == {0.75}  # the machines there are whole
    assert len(story.times("component-switched", "text")) == 1


def test_a_carrier_takes_the_sites_that_hang_on_it(struck, live):
    toy = struck(CUT | {"network_domain": "carrier"}, **ALONE)
    toy["sites"][1]["network_domain"] = "carrier"
    story = live(toy)
    assert story.chain("component-failed", "rival-core")[-1] == (
        "network-failed", "carrier", "network"
    )  # fmt: skip
    assert story.course("text") == []


def test_an_owner_and_places_may_be_struck_at_once(struck, live):
    story = live(struck(CUT | {"owner": "acme", "zones": ["south-a"]}, **ALONE))
    assert story.times("component-failed", "rival-core") == [1.0]
    assert story.times("component-failed", "media") == [1.0]
    assert story.part("rival-core").losses == story.part("media").losses == {}
