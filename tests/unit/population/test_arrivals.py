"""Check that needs arise when they should, whatever the beat."""

import numpy as np
import pytest

from simulator.population.arrays import NEVER


def test_halving_the_beat_leaves_every_need_where_it_was(lives):
    dead = {"talk": 0.0}
    runs = [lives.live(lives.toy(beat_s=beat_s), dead)[1] for beat_s in (300, 150, 60)]
    first = runs[0].tally.arrived
    assert first.sum() > 4000
    assert all(np.array_equal(first, run.tally.arrived) for run in runs[1:])


def test_needs_arise_only_in_hours_that_have_weight(lives):
    by_hour = [0.0] * 8 + [1.0, 3.0] + [0.0] * 14
    _, sums = lives.live(lives.toy(by_hour=by_hour, horizon_h=48.0))
    arrived = sums.tally.arrived[:, 0]
    assert set(np.flatnonzero(arrived)) == {8, 9, 32, 33}
    ratio = arrived[[9, 33]].sum() / arrived[[8, 32]].sum()
    assert ratio == pytest.approx(3.0, abs=0.2)  # four standard errors of 10,000 needs: 0.14


def test_the_weight_of_a_day_counts(lives):
    weights = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5]  # the run begins on a Saturday
    _, sums = lives.live(lives.toy(by_weekday=weights, horizon_h=48.0), people=2000)
    saturday, sunday = sums.tally.arrived[:24].sum(), sums.tally.arrived[24:].sum()
    assert saturday == pytest.approx(20_000, abs=4 * 20_000**0.5)
    assert sunday == pytest.approx(10_000, abs=4 * 10_000**0.5)


def test_somebody_without_a_need_before_the_horizon_never_has_one(lives):
    _, crowd = lives.crowd_of(lives.toy(needs_per_day=0.001))
    coming = crowd._block.coming["next_ms"]  # noqa: SLF001 - the only way to see a single person
    assert (coming == NEVER).mean() > 0.99
