"""Follow a strike: nothing fails, but whatever fails is noticed late and repaired slowly."""

import pytest

STRIKE = {"kind": "strike", "owners": ["acme"], "lasts": {"median_h": 200.0}}
BLACKOUT = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}}
ALONE = {"pattern": "none", "standby": []}


def test_a_strike_by_itself_is_two_events(struck, live):
    story = live(struck(STRIKE | {"lasts": {"median_h": 24.0}}))
    assert [(row.t_h, row.kind, row.value) for row in story.events] == [
        (1.0, "strike-began", 24.0),
        (25.0, "strike-ended", 0.0),
    ]
    assert story.cause("strike-ended", "acme") == ("strike-began", "acme")


@pytest.mark.parametrize("left", [1.0, 0.7, 0.5, 0.3])
def test_the_restart_takes_as_many_times_longer_as_crews_are_fewer(struck, live, left):
    toy = struck(STRIKE | {"crew_share": left}, BLACKOUT, **ALONE)
    story = live(toy)
    ends = story.times("component-restarted", "tools")[0]
    assert ends - 5.0 == pytest.approx(4.5 / left)


def test_operators_notice_later_and_decide_as_fast(struck, live, at):
    toy = struck(STRIKE | {"detection_factor": 2.0}, BLACKOUT | {"at": at(2)}, recovery_needs=[])
    story = live(toy)
    assert story.times("alarm-raised", "acme") == [3.0]  # an hour in place of half
    assert story.times("switch-decided", "acme") == [4.0]


def test_another_owners_people_are_at_work(struck, live):
    toy = struck(STRIKE | {"owners": ["other"], "crew_share": 0.1}, BLACKOUT, **ALONE)
    assert live(toy).times("component-restarted", "tools") == [9.5]
