"""Check that people meet the same luck in every world: equal lives, and differences that are few.

With congestion, media and contagion switched off, nobody feels what others do.
"""

import numpy as np
import pytest

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario

PEOPLE = 3_000
GARDEN = {
    "id": "garden", "name": "Garden", "name_ko": "정원", "needs_per_day": 5.0,
    "urgent_share": 0.5, "tolerance_urgent_min": 1.0, "tolerance_deferrable_min": 30.0,
    "lapse_h": 3.0, "attempts": 2, "by_hour": [1] * 24, "by_weekday": [1] * 7,
}  # fmt: skip
HARBOUR = {**GARDEN, "id": "harbour", "options": [{"service": "pay", "primacy": 1.0}]}


@pytest.fixture(scope="module")
def quiet(lives):
    """Declare two kinds of need, of which nobody feels what others do."""

    def declare(*options, beyond=(HARBOUR,), holders=0.5, **category):
        talk = {**lives.TALK, "holders": holders}
        scenario = lives.toy(talk, *options, beyond=list(beyond), horizon_h=12.0, **category)
        return lives.among(scenario, **lives.UNMOVED)

    return declare


@pytest.fixture(scope="module")
def lived(lives):
    """Let a crowd live; tell what each person has and the number of each person's life."""

    def call(scenario, quality, seed=1):
        world, crowd = lives.crowd_of(scenario, PEOPLE, seed)
        everything = np.ones(len(world.service_ids))
        slots = crowd._block.slots.reshape(PEOPLE, -1)  # noqa: SLF001 - nothing else tells who has what
        held = slots["held"].copy()
        for beat in range(world.beats):
            crowd.live(beat, lives.qualities(world, quality), everything)
        crowd.finish()
        return held, crowd.lives()

    return call


def test_whom_a_policy_does_not_touch_lives_the_identical_life(quiet, lived, lives):
    scenario = quiet(lives.SMS)
    held, hurt = lived(scenario, {"talk": 0.0, "pay": 0.5})
    _, eased = lived(scenario, {"talk": 0.7, "pay": 0.5})
    has_talk = held[:, 0] & 1 == 1
    assert 0.4 < has_talk.mean() < 0.6
    assert np.array_equal(hurt[~has_talk], eased[~has_talk])
    assert (hurt[~has_talk] != 0).mean() > 0.5  # they have troubles, and the same ones
    assert len(np.unique(hurt[~has_talk])) > 0.5 * (~has_talk).sum()
    assert (hurt[has_talk] != eased[has_talk]).mean() > 0.9


def test_an_unrelated_app_of_another_need_changes_nobody(quiet, lived, lives):
    garden = {**GARDEN, "options": [{"service": "rival", "primacy": 1.0}]}
    trouble = {"talk": 0.3, "pay": 0.5}
    _, without = lived(quiet(lives.SMS), trouble)
    _, beside = lived(quiet(lives.SMS, beyond=(HARBOUR, garden)), trouble)
    assert (without != 0).mean() > 0.5
    assert np.array_equal(without, beside)


def test_a_further_app_changes_only_those_who_have_it(quiet, lived, lives):
    trouble = {"talk": 0.3, "pay": 0.5}
    rival = {**lives.RIVAL, "holders": 0.2, "second_use": 0.1}
    before, without = lived(quiet(lives.SMS), trouble)
    after, beside = lived(quiet(lives.SMS, rival), trouble)
    has_rival = after[:, 0] >> 2 & 1 == 1
    assert 0.1 < has_rival.mean() < 0.3
    assert np.array_equal(before[:, 0] & 3, after[:, 0] & 3)
    assert np.array_equal(without[~has_rival], beside[~has_rival])
    assert (without[has_rival] != beside[has_rival]).any()


REMEDIES = {
    "a second messenger": "people.categories.messaging.options.line.holders=0.4",
    "quicker crews": "owners.kakao.operations.crews.manual_servers_per_h=2000",
}
"""Where both worlds meet the same faults, and people the same luck."""


@pytest.mark.slow
def test_paired_differences_vary_a_quarter_as_much_as_unpaired_ones(effort):
    seeds = range(1, 9 if effort == "everyday" else 17)

    def harm(settings):
        scenario = read_scenario("kakao-2022", settings)
        tables = (run(scenario, seed, 5_000).tables for seed in seeds)
        return np.array([one["harm"]["unmet_ms"].sum() for one in tables], np.float64)

    plain = harm({})
    for name, remedy in REMEDIES.items():
        eased = harm(dict([remedy.split("=")]))
        unpaired = plain.var(ddof=1) + eased.var(ddof=1)
        assert 0.0 < (plain - eased).var(ddof=1) < unpaired / 4, name
