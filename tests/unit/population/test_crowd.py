"""Check that a crowd is the same however it is cut, and loses nobody and nothing."""

import numpy as np
import pytest

from simulator.errors import InvariantBroken
from simulator.population import crowd as crowds
from simulator.population import followers
from simulator.population.arrays import COMMUNITY
from simulator.population.leading import leaders_among

OPTIONS = ("TALK", "RIVAL", "SMS")


def burning(beat):
    """Take the messenger away from the second to the tenth hour."""
    return {"talk.text": 0.0 if 24 <= beat < 120 else 1.0, "talk.media": 0.4}


@pytest.fixture(scope="module")
def scenario(lives):
    """Declare three means and people who take up a rival."""
    rival = {**lives.RIVAL, "second_use": 0.05, "adoption": 0.05, "network": True}
    return lives.toy({**lives.TALK, "network": True}, rival, lives.SMS)


PEOPLE = 3 * COMMUNITY + 500


@pytest.fixture(scope="module")
def whole(lives, scenario):
    """Let four communities live on one thread."""
    return lives.live(scenario, burning, PEOPLE)[1]


def test_something_happens_in_every_way(whole):
    outcomes = whole.tally.outcome.sum(axis=(0, 1))
    assert (outcomes > 0).all()
    assert whole.pending.sum() > 0
    assert whole.tally.adopted.sum() > 0


@pytest.mark.parametrize("threads", [2, 3, 4, 9])
def test_threads_do_not_matter(lives, scenario, whole, threads):
    assert lives.same(whole, lives.live(scenario, burning, PEOPLE, threads=threads)[1])


def test_a_pool_that_must_grow_changes_nothing(lives, scenario, whole, monkeypatch):
    monkeypatch.setattr(crowds, "FIRST_ENTRIES", 8)
    _, cramped = lives.live(scenario, burning, PEOPLE)
    assert lives.same(whole, cramped)


@pytest.fixture(scope="module")
def followed(lives, scenario):
    """Let one community lead and three follow."""
    return lives.live(scenario, burning, PEOPLE, leaders=COMMUNITY)[1]


@pytest.mark.parametrize(("together", "threads"), [(1, 1), (2, 2), (3, 4)])
def test_how_followers_are_cut_does_not_matter(
    lives, scenario, followed, monkeypatch, together, threads
):
    monkeypatch.setattr(followers, "TOGETHER", together * COMMUNITY)
    monkeypatch.setattr(followers, "FIRST_ENTRIES", 8)
    how = {"threads": threads, "leaders": COMMUNITY}
    assert lives.same(followed, lives.live(scenario, burning, PEOPLE, **how)[1])


def test_followers_have_the_same_needs_and_nearly_the_same_fortunes(whole, followed):
    assert np.array_equal(whole.people, followed.people)
    assert np.array_equal(whole.tally.arrived, followed.tally.arrived)
    assert not np.array_equal(whole.tally.outcome, followed.tally.outcome)
    ends, others = (sums.tally.outcome.sum(axis=(0, 1)) for sums in (whole, followed))
    assert others == pytest.approx(ends, rel=0.1)
    assert followed.unmet_ms.sum() == pytest.approx(whole.unmet_ms.sum(), rel=0.05)


def test_leaders_are_whole_communities(lives, scenario):
    with pytest.raises(ValueError, match="communities"):
        lives.crowd_of(scenario, PEOPLE, leaders=COMMUNITY - 1)


@pytest.mark.parametrize(("people", "lead"), [(500, 500), (40_000, 32_768)])
def test_unless_told_otherwise_all_of_few_lead_and_some_of_many(lives, scenario, people, lead):
    _, crowd = lives.crowd_of(scenario, people, leaders=None)
    assert crowd.leaders == lead == leaders_among(people)


def test_another_seed_is_another_life(lives, scenario, whole):
    assert not lives.same(whole, lives.live(scenario, burning, PEOPLE, seed=2)[1])


def test_every_need_ends_once_or_waits(whole):
    ended = whole.tally.outcome.sum(axis=2)
    waiting = np.cumsum(whole.tally.arrived - ended, axis=0)
    assert (waiting >= 0).all()
    assert np.array_equal(waiting[-1], whole.pending)


def test_the_log_of_moves_has_every_need_since_the_event(whole):
    born_after = whole.tally.arrived[1:].sum()  # the event is at 01:00
    assert whole.tally.moves.sum() == born_after


def test_nobody_waits_for_an_app_in_the_end(whole):
    assert (whole.tally.waiting >= 0).all()
    assert (whole.tally.served <= whole.tally.attempts).all()


def test_a_lost_need_is_told(lives, scenario):
    world, crowd = lives.crowd_of(scenario, people=50)
    crowd._lanes[0].tally.arrived[0, 0] += 1  # noqa: SLF001 - nothing else can lose a need
    with pytest.raises(InvariantBroken, match="conserved"):
        crowd.finish()
    assert world.beats == 288


def test_a_need_lost_on_the_way_is_told_at_the_end_of_its_beat(lives, scenario):
    world, crowd = lives.crowd_of(scenario, people=50)
    crowd._lanes[0].pool.kept[0] += 1  # noqa: SLF001 - nothing else can lose a need
    with pytest.raises(InvariantBroken, match="before beat 1"):
        crowd.live(0, lives.qualities(world, burning(24)), np.ones(len(world.service_ids)))


def test_without_failure_everyone_is_met_and_nobody_unmet(lives, scenario):
    _, sums = lives.live(scenario)
    met = sums.tally.outcome[:, :, 0]
    assert np.array_equal(met, sums.tally.arrived)
    assert sums.unmet_ms.sum() == sums.people_hit.sum() == sums.affected.sum() == 0
    assert np.array_equal(sums.tally.attempts, sums.tally.served)


def test_when_all_fails_for_good_nobody_is_served(lives, scenario):
    _, sums = lives.live(scenario, dict.fromkeys(("talk", "rival", "sms"), 0.0))
    assert sums.tally.served.sum() == 0
    assert (sums.tally.waiting >= 0).all()  # who waits for an app leaves the queue of that app
    assert sums.tally.outcome[:, :, :4].sum() == 0  # abandoned is the fifth
    assert sums.unmet_ms.sum() > 0
    assert sums.unmet_ms.sum() < 500 * 24 * 3_600_000  # never more than people times hours


def test_users_are_people_who_tried(lives, scenario):
    world, sums = lives.live(scenario, people=400)
    by_name = dict(zip(world.service_ids, sums.tally.users[0].sum(axis=1), strict=True))
    assert by_name["pay"] == 0
    assert 390 < by_name["talk"] <= 400  # ten needs a day each
