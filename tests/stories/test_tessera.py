"""Check that the invented country falls in the way that real ones do, and whom it leaves alone."""

import pytest

pytestmark = pytest.mark.slow

CASE = "tessera"
PEOPLE = 5_000
SEEDS = (1, 2, 3)
HALL = "millrace"


def back_h(story, *names):
    """Tell when the last of these functions was back, hours after the fire began."""
    return max(story.hour(story.all("function-restored", name)[-1]) for name in names)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tools_that_could_switch_burn_with_what_they_switch(tell, seed):
    story = tell(CASE, seed=seed)
    story.follows(
        ("fire-started", HALL),
        ("zone-lost", "mill-a"),
        ("component-failed", "parley-tools"),
        ("function-lost", "parley.text"),
        ("alarm-raised", "parley_corp"),
        ("failover-blocked", "parley-text"),
        ("manual-switch-started", "parley-text"),
        ("function-restored", "parley.text"),
        ("function-restored", "parley_id.login"),
    )
    blocked = story.first("failover-blocked", "parley-text")
    cause = story.events[blocked["because"]]
    assert (cause["kind"], cause["where"]) == ("component-failed", "parley-tools")


def test_everything_ends_at_the_fire_and_comes_back(tell):
    story = tell(CASE)
    assert all(story.root(event)["kind"] == "fire-started" for event in story.events)
    lost = {event["where"] for event in story.all("function-lost")}
    assert lost == {event["where"] for event in story.all("function-restored")}
    assert {name.split(".")[0] for name in lost} == {
        "parley", "parley_id", "parley_pay", "parley_go", "parley_map", "parley_channel",
    }  # fmt: skip


def test_whoever_shares_the_hall_but_serves_from_several_hardly_notices(tell):
    story = tell(CASE, people=PEOPLE)
    assert story.all("component-degraded", "lumen-core")
    assert story.all("function-lost", "lumen.portal") == []
    assert story.unmet_h("mail", "bank", "commerce", "content") == 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_each_better_design_leaves_less_unmet(tell, seed):
    plain, tools, two = (
        tell(CASE, *r, seed=seed, people=PEOPLE) for r in ((), ("tools-outside",), ("second-site",))
    )
    assert tools.unmet_h() < 0.6 * plain.unmet_h()
    assert two.unmet_h() < 0.01 * plain.unmet_h()
    assert back_h(tools, "parley.text") < back_h(plain, "parley.text")


def test_drills_alone_help_little_while_the_tools_stand_in_the_fire(tell):
    plain, drilled = (tell(CASE, *r, people=PEOPLE) for r in ((), ("drills",)))
    assert drilled.all("failover-blocked", "parley-text")
    assert 0.8 * plain.unmet_h() < drilled.unmet_h() < plain.unmet_h()


@pytest.mark.parametrize("remedy", ["second-cloud", "staged-rollout"])
def test_remedies_for_other_troubles_are_none_for_a_fire(tell, remedy):
    assert tell(CASE, remedy, people=PEOPLE).unmet_h() == tell(CASE, people=PEOPLE).unmet_h()
