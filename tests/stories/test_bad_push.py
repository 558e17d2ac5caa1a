"""Check that sites are no help against a bad push, and that staged releases are."""

import pytest

pytestmark = pytest.mark.slow

CASE, FIRE = "bad-push", "tessera"
PEOPLE = 2_000
SEEDS = (1, 2, 3)


def test_every_place_fails_at_once_and_comes_back_at_once(tell):
    story = tell(CASE, "second-site")
    pushed, undone = story.first("change-pushed"), story.first("change-undone")
    assert story.hour(pushed) == 0.0
    struck = ("parley-text", "parley-login", "parley-push")
    for name in struck:
        assert story.first("component-failed", name)["t_s"] == pushed["t_s"]
        assert story.first("component-restored", name)["t_s"] == undone["t_s"]
    assert story.all("component-switched") == story.all("traffic-drained") == []
    story.follows(
        ("change-pushed", struck[0]),
        ("function-lost", "parley.text"),
        ("fault-noticed", struck[0]),
        ("change-undone", struck[0]),
        ("function-restored", "parley.text"),
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("remedy", ["second-site", "tools-outside", "drills"])
def test_a_second_site_changes_nothing(tell, remedy, seed):
    plain, better = (tell(CASE, *r, seed=seed, people=PEOPLE) for r in ((), (remedy,)))
    assert plain.unmet_h() > 0
    assert better.unmet_h() == plain.unmet_h()
    times = [[e["t_s"] for e in s.all("function-restored")] for s in (plain, better)]
    assert times[0] == times[1]


def test_the_same_second_site_ends_the_fire_of_the_same_firm(tell):
    burnt, better = (tell(FIRE, *r, people=PEOPLE) for r in ((), ("second-site",)))
    assert better.unmet_h() < 0.01 * burnt.unmet_h()


def test_staged_releases_help_as_often_as_they_work(tell):
    seeds = range(1, 41)
    stories = [tell(CASE, "staged-rollout", seed=seed, people=100) for seed in seeds]
    spread = [bool(story.all("change-spread")) for story in stories]
    assert sum(spread) == pytest.approx(0.2 * len(spread), abs=4 * (len(spread) * 0.16) ** 0.5)
    assert 0 < sum(spread) < len(spread)
    for story, whole in zip(stories, spread, strict=True):
        assert story.first("change-pushed")["value"] == pytest.approx(0.1)
        assert bool(story.all("function-lost", "parley.text")) == whole


@pytest.mark.parametrize("seed", SEEDS)
def test_staged_releases_spare_nine_in_ten(tell, seed):
    staged = tell(CASE, "staged-rollout", seed=seed, people=PEOPLE)
    assert staged.all("change-spread") == []
    assert staged.unmet_h() < 0.2 * tell(CASE, seed=seed, people=PEOPLE).unmet_h()
