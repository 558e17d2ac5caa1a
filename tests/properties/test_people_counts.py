"""Count people and needs in every beat, however they are cut, led and followed."""

import numpy as np
import pytest

from simulator.errors import InvariantBroken
from simulator.population import crowd as crowds
from simulator.population import followers
from simulator.population.arrays import COMMUNITY, PENDING
from simulator.population.contact_arrays import FEAR
from simulator.population.need import INSTALLING
from simulator.population.sums import checked, no_sums
from simulator.units import HOUR_MS

CUT = 8 * COMMUNITY
LED = 3 * COMMUNITY


def troubled(beat):
    """Take half of everything away from the second to the fifth hour."""
    half, none = 0.4 if 12 < beat < 96 else 1.0, 0.0 if 24 <= beat < 60 else 1.0
    return {"talk.text": none, "talk.media": half, "pay": half}


@pytest.fixture(scope="module")
def mixed(lives):
    """Declare apps, a means outside apps, and people who take up the rival."""
    rival = {**lives.RIVAL, "second_use": 0.1, "adoption": 0.1, "network": True}
    return lives.toy({**lives.TALK, "network": True}, rival, lives.SMS, horizon_h=8.0, lapse_h=2.0)


@pytest.fixture(scope="module")
def alone(lives):
    """Declare people who feel nothing of each other."""
    talk = {**lives.TALK, "holders": 0.8}
    return lives.among(lives.toy(talk, lives.SMS, horizon_h=8.0, lapse_h=2.0), **lives.UNMOVED)


def beats(lives, crowd, world, quality):
    """Let a crowd live beat by beat, and look at it after each."""
    everything = np.ones(len(world.service_ids))
    for beat in range(world.beats):
        crowd.live(beat, lives.qualities(world, quality(beat)), everything)
        yield beat


def told(crowd, name):
    """Add up one counter over the threads."""
    return sum(getattr(lane.tally, name) for lane in crowd._lanes)  # noqa: SLF001


def listed(pool, categories):
    """Count the needs that can be found in the buckets, and check that no entry is lost."""
    found, entries = [], pool.head[pool.head >= 0]
    while entries.size:
        found.append(entries)
        entries = pool.waiters["following"][entries]
        entries = entries[entries >= 0]
    every = np.concatenate(found) if found else np.zeros(0, np.int64)
    assert len(np.unique(every)) == len(every) == len(pool.waiters) - pool.free[1]
    needs = pool.waiters[every][pool.waiters["stage"][every] < INSTALLING]
    return np.bincount(needs["category"], minlength=categories)


@pytest.mark.parametrize("threads", [1, 2])
def test_v14_no_need_is_lost_or_doubled_in_any_beat(lives, mixed, threads):
    world, crowd = lives.crowd_of(mixed, 2 * COMMUNITY, threads=threads)
    waited = 0
    for _ in beats(lives, crowd, world, troubled):
        arrived = told(crowd, "arrived").sum(axis=0)
        ended = told(crowd, "outcome").sum(axis=(0, 2))
        waiting = sum(lane.pool.kept for lane in crowd._lanes)  # noqa: SLF001
        assert np.array_equal(arrived - ended, waiting)
        pools = [lane.pool for lane in crowd._lanes]  # noqa: SLF001
        assert np.array_equal(sum(listed(pool, len(waiting)) for pool in pools), waiting)
        waited = max(waited, int(waiting.sum()))
    assert waited > COMMUNITY / 4
    sums = crowd.finish()
    everything = sums.tally.outcome.sum(axis=(0, 2)) + sums.pending
    assert np.array_equal(sums.tally.arrived.sum(axis=0), everything)
    assert sums.tally.moves[:, :, :, PENDING].sum() == sums.pending.sum()


def test_v14_a_need_that_is_lost_is_told_in_the_same_beat(lives, mixed):
    world, crowd = lives.crowd_of(mixed, 200)

    def losing(beat):
        if beat == 30:
            crowd._lanes[0].pool.kept[0] -= 1  # noqa: SLF001
        return troubled(beat)

    with pytest.raises(InvariantBroken, match="before beat 31"):
        list(beats(lives, crowd, world, losing))


def test_v15_people_are_conserved_and_no_count_falls_below_zero(lives, mixed):
    world, crowd = lives.crowd_of(mixed, 2_000)
    for beat in beats(lives, crowd, world, troubled):
        for name in ("waiting", "first_tries", "failed_tries", "retried", "adopted", "arrived"):
            assert (told(crowd, name) >= 0).all(), (beat, name)
        reach = crowd.trajectory.reach[beat]
        assert ((reach >= 0.0) & (reach <= 1.0)).all()
    assert (np.diff(crowd.trajectory.reach, axis=0) >= 0.0).all()  # apps are not thrown away
    assert crowd.trajectory.reach[-1, 1] > crowd.trajectory.reach[0, 1]
    sums = crowd.finish()
    assert sums.people.sum() == 2_000
    assert (sums.people_hit.sum(axis=0) <= len(world.category_ids) * sums.people[:-1]).all()
    assert (sums.affected[:, :, -1].sum(axis=1) <= 2_000).all()
    assert sums.affected[:, :, -1].max() > 100
    assert (sums.unmet_ms <= sums.people_hit * world.beats * world.habits.beat_ms).all()


@pytest.mark.parametrize("threads", [2, 4])
def test_v38_threads_move_nothing(lives, mixed, threads):
    one, many = (
        lives.live(mixed, troubled, 5 * COMMUNITY + 77, threads=n)[1] for n in (1, threads)
    )
    assert lives.same(one, many)
    assert one.unmet_ms.sum() > 0


def crowd_that_follows(lives, scenario, leaders, threads=1):
    """Let some people lead and all others follow."""
    world, crowd = lives.crowd_of(scenario, CUT, threads=threads, leaders=leaders)
    for _ in beats(lives, crowd, world, troubled):
        pass
    return crowd.finish()


@pytest.mark.parametrize("entries", [32, 40, 48, 56])
def test_room_that_must_grow_in_quiet_days_changes_nothing(lives, monkeypatch, entries):
    rival = {**lives.RIVAL, "second_use": 0.2, "adoption": 0.5}
    keen = {"active_use": 0.9, "retained_share": 1.0}  # every use of the new app is written down
    scenario = lives.toy(lives.TALK, rival, behaviour=keen, horizon_h=96.0)
    brief = {"attention_lasts_h": 1.0, "attention_fade_h": 1.0}  # so that quiet hours follow
    scenario = lives.among(scenario, **lives.UNMOVED, **brief)
    roomy = lives.live(scenario, troubled, 1_000)[1]
    assert len(roomy.steps) > 1_000
    monkeypatch.setattr(crowds, "FIRST_ENTRIES", entries)
    assert lives.same(roomy, lives.live(scenario, troubled, 1_000)[1])


def kept(sums):
    """Forget what leaders count anew in each beat, and followers only once."""
    fields = sums.tally._asdict()
    zeros = {name: 0 * fields[name] for name in ("first_tries", "failed_tries", "retried")}
    return sums._replace(tally=sums.tally._replace(**zeros))


def test_who_feels_nothing_of_others_lives_alike_as_leader_and_as_follower(lives, alone):
    led, followed = (crowd_that_follows(lives, alone, n) for n in (CUT, LED))
    assert lives.same(kept(led), kept(followed))
    assert led.unmet_ms.sum() > 1_000 * HOUR_MS


def test_under_the_same_chances_followers_live_just_as_leaders_do(lives):
    """Leaders list what they cannot know; followers meet it as it arises: nothing differs."""
    rival = {**lives.RIVAL, "second_use": 0.1, "adoption": 0.1, "network": True}
    talk = {**lives.TALK, "network": True}
    scenario = lives.toy(talk, rival, lives.SMS, lapse_h=2.0, beyond=[lives.BANK])
    people = 2 * COMMUNITY + 77
    world, crowd = lives.crowd_of(scenario, people)
    for _ in beats(lives, crowd, world, troubled):
        pass
    seed, chances = np.uint64(1), crowd.trajectory
    led, followed = kept(crowd.finish()), no_sums(world)
    followers.follow(world, chances, seed, range(people), 1, followed, None)
    followed = kept(checked(world, followed))
    for name in set(led.tally._fields) - {"scratch"}:
        assert np.array_equal(getattr(led.tally, name), getattr(followed.tally, name)), name
    for name in ("pending", "unmet_ms", "people_hit", "affected", "spread", "lingering"):
        assert np.array_equal(getattr(led, name), getattr(followed, name)), name
    assert led.tally.adopted.sum() > 0
    assert led.tally.told[FEAR] > 0
    assert led.unmet_ms.sum() > 1_000 * HOUR_MS


@pytest.mark.parametrize(("threads", "together"), [(2, 2), (4, 1), (3, 4)])
def test_followers_are_the_same_however_they_are_cut(lives, mixed, monkeypatch, threads, together):
    whole = crowd_that_follows(lives, mixed, LED)
    monkeypatch.setattr(followers, "TOGETHER", together * COMMUNITY)
    monkeypatch.setattr(followers, "FIRST_ENTRIES", 512)
    assert lives.same(whole, crowd_that_follows(lives, mixed, LED, threads))


def test_followers_live_nearly_as_if_all_had_led(lives, mixed):
    led, followed = (crowd_that_follows(lives, mixed, n) for n in (CUT, LED))
    assert not lives.same(led, followed)
    assert np.array_equal(led.tally.arrived, followed.tally.arrived)
    for count in (led.unmet_ms.sum(), led.tally.served.sum()):
        assert count > 0
    assert followed.unmet_ms.sum() == pytest.approx(led.unmet_ms.sum(), rel=0.01)
    assert followed.tally.served.sum() == pytest.approx(led.tally.served.sum(), rel=0.01)
