"""Check that a rush alone overruns a messenger in which nothing breaks, and that it recovers."""

import pytest

pytestmark = pytest.mark.slow

CASE = "quake-2016"
PEOPLE = 5_000
RUSH = ("surge-began", "messaging")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_breaks_and_the_messenger_fails_all_the_same(tell, seed):
    story = tell(CASE, seed=seed, people=PEOPLE)
    assert story.kinds == {"surge-began", "surge-ended", "service-overrun", "service-relieved"}
    hours = story.result.tables["service_hours"]
    assert hours["quality"].min() == pytest.approx(1.0)
    overrun = story.first("service-overrun", "kakaotalk")
    assert story.root(overrun)["kind"] == "surge-began"
    assert 0 < story.minutes(overrun) < 10
    assert story.served("kakaotalk", 1) < 1 / 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_recovers_in_hours_and_not_before_the_rush_is_over(tell, seed):
    story = tell(CASE, seed=seed, people=PEOPLE)
    story.follows(RUSH, ("service-overrun", "kakaotalk"), ("service-relieved", "kakaotalk"))
    relieved = story.first("service-relieved", "kakaotalk")
    falls = story.first("surge-ended")["t_s"] - 2 * 60  # its ramp
    assert relieved["t_s"] > falls
    assert 1.0 < story.hour(relieved) < 4.0  # reported: 127 minutes
    assert all(story.served("kakaotalk", hour) == 1.0 for hour in range(12, 28))


def test_those_who_flee_overrun_the_telephone_network_too(tell):
    story = tell(CASE, people=PEOPLE)
    for means in ("sms", "voice"):
        assert story.root(story.first("service-overrun", means))["kind"] == "surge-began"
        late = story.first("service-relieved", means)
        assert late["t_s"] > story.first("service-relieved", "kakaotalk")["t_s"]


def test_on_the_same_evening_without_the_earthquake_nobody_waits(tell):
    story = tell(CASE, settings={"hazards.everyone-writes.chance": "0"}, people=PEOPLE)
    assert story.events == []
    assert story.unmet_h() == 0.0


@pytest.mark.parametrize("remedy", ["admission-control", "retry-budget", "patience"])
def test_each_lever_against_overload_leaves_less_unmet(tell, remedy):
    assert tell(CASE, remedy, people=PEOPLE).unmet_h() < 0.95 * tell(CASE, people=PEOPLE).unmet_h()


def test_room_for_ten_times_the_peak_is_enough_for_the_messenger(tell):
    story = tell(CASE, "room-for-ten", people=PEOPLE)
    assert story.all("service-overrun", "kakaotalk") == []
    assert story.served("kakaotalk", 1) == 1.0


def test_half_the_beat_tells_the_same(tell):
    usual = tell(CASE, people=PEOPLE)
    fine = tell(CASE, settings={"clock.beat_s": "30"}, people=PEOPLE)
    assert fine.unmet_h() == pytest.approx(usual.unmet_h(), rel=0.05)
    ends = [story.first("service-relieved", "kakaotalk") for story in (usual, fine)]
    assert usual.hour(ends[0]) == pytest.approx(fine.hour(ends[1]), abs=0.1)
