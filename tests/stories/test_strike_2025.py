"""Check what a strike does to a repair, and that it does nothing to a day without a fault."""

from math import exp

import pytest
from scipy.optimize import brentq

pytestmark = pytest.mark.slow

CASE = "strike-2025"
OWNER = "kakao"
LONG = {"hazards.walk-out.windows.2.lasts_h": "60"}
"""So that the strike covers the whole repair, however slow."""
AT_ONCE = {"owners.kakao.operations.crews.first_share": "1"}
ENOUGH = 0.95


def work_h(time_h):
    """Add up what crews do who arrive with a time constant of 6 h, 0.4 of them at once."""
    return time_h - 0.6 * 6.0 * (1.0 - exp(-time_h / 6.0))


def repair_h(story):
    """Tell how long it takes from the crews' start until 95 % of the owner's machines run."""
    start = next(e for e in story.all("restart-started") if e["owner"] == OWNER)
    states = story.result.tables["states"]
    for at_s in sorted(set(states.loc[states["t_s"] > start["t_s"], "t_s"])):
        if story.live_share(OWNER, at_s) >= ENOUGH:
            return (at_s - start["t_s"]) / 3600
    raise AssertionError("never repaired")


@pytest.mark.parametrize("left", [0.7, 0.5, 0.35])
def test_a_strike_stretches_the_repair_as_one_over_what_is_left(tell, left):
    whole = repair_h(tell(CASE, "no-strike", settings=AT_ONCE))
    fewer = AT_ONCE | LONG | {"hazards.walk-out.crew_share": str(left)}
    assert repair_h(tell(CASE, settings=fewer)) / whole == pytest.approx(1 / left, rel=0.05)


@pytest.mark.parametrize("left", [0.7, 0.5, 0.35])
def test_crews_that_arrive_in_hours_anyway_make_it_a_little_less(tell, left):
    """Crews at strength c(t) do W(t) = t - 0.6 x 6 h (1 - e^(-t / 6 h)); f W(T_f) = W(T_1)."""
    whole = repair_h(tell(CASE, "no-strike"))
    expected = brentq(lambda t: left * work_h(t) - work_h(whole), 0.0, 200.0)
    stretched = repair_h(tell(CASE, settings=LONG | {"hazards.walk-out.crew_share": str(left)}))
    assert stretched == pytest.approx(expected, rel=0.05)
    assert 0.8 / left < stretched / whole < 1 / left


def test_the_power_cut_has_no_gate_that_hides_it(tell):
    story = tell(CASE)
    back = story.first("power-returned", "pangyo")
    assert story.hour(back) == pytest.approx(1.0)
    assert len(story.all("power-returned")) == 1
    story.follows(
        ("power-failed", "pangyo"),
        ("component-failed", "kakao-media"),
        ("power-returned", "pangyo"),
        ("restart-started", "pangyo"),
        ("function-restored", "kakaotalk.media"),
    )


def test_an_announced_strike_without_a_fault_hurts_nobody(tell):
    story = tell(CASE, "no-fault", people=2_000)
    assert story.kinds == {"strike-began", "strike-ended"}
    assert story.unmet_h() == 0.0
    needs = story.result.tables["need_hours"]
    assert needs["arrived"].sum() == needs["met"].sum() > 500_000


def test_the_three_walk_outs_come_as_announced(tell):
    story = tell(CASE, "no-fault")
    began, ended = story.all("strike-began"), story.all("strike-ended")
    lengths = [(b["t_s"] - a["t_s"]) / 3600 for a, b in zip(began, ended, strict=True)]
    assert lengths == pytest.approx([2, 4, 24])
    days = [event["t_s"] // 86_400 for event in began]
    assert days == [1, 8, 15]  # 11, 18 and 25 June


def test_the_strike_costs_hours_and_help_gives_them_back(tell):
    story = tell(CASE, people=3_000)
    for remedy in ("no-strike", "emergency-crew", "help-from-others"):
        better = tell(CASE, remedy, people=3_000)
        assert better.unmet_h() < story.unmet_h()
        assert repair_h(better) < repair_h(story)


def test_whoever_does_not_strike_is_not_slower(tell):
    """Crowds that come from elsewhere may overrun others' services; their repairs are the same."""
    times = [
        [
            e["t_s"]
            for e in tell(CASE, *remedies).events
            if e["owner"] == "naver_corp"
            and e["kind"] not in {"service-overrun", "service-relieved"}
        ]
        for remedies in ((), ("no-strike",))
    ]
    assert times[0] == times[1]
    assert times[0]
