"""Check that people live under the exact mean of what machines did, and after them."""

from types import SimpleNamespace

import numpy as np
import pytest
import simpy

from simulator.engine.seam import Seam

BEAT_S = 300.0


class Switch:
    """Stand in for machines: one service with one feature, switched at given times."""

    def __init__(self, env, changes):
        self.listeners = []
        self.feature_quality = np.ones(1)
        self.service_quality = np.ones(1)
        self.service_capacity = np.ones(1)
        self.env = env
        for at, quality in changes:
            env.process(self.change(at, quality))

    def feel(self, served, load):
        """Machines that feel nothing."""

    def change(self, at, quality):
        """Switch the only service at a time."""
        yield self.env.timeout(at)
        for values in (self.feature_quality, self.service_quality, self.service_capacity):
            values[:] = quality
        for listener in self.listeners:
            listener()


class Witness:
    """Stand in for people: write down what each beat was like and when it was lived."""

    def __init__(self, env):
        self.env, self.beats, self.seen = env, [], []
        self.market = SimpleNamespace(served=np.ones(1), load_over_capacity=np.zeros(1))

    def live(self, beat, quality, capacity):
        """Write down the beat."""
        assert quality == pytest.approx(capacity)
        self.beats.append(beat)
        self.seen.append(float(quality[0]))


def run(changes, beats=24, beat_s=BEAT_S):
    """Turn the clock as a run does."""
    env = simpy.Environment()
    witness, told = Witness(env), []
    seam = Seam(env, Switch(env, changes), witness, beat_s, int(beats * beat_s // 3600))
    env.process(seam.beats(beats, told.append))
    env.run(until=beats * beat_s)
    seam.live()
    return witness, seam, told


def test_every_beat_is_lived_once_in_order():
    witness, _, told = run([])
    assert witness.beats == list(range(24))
    assert witness.seen == [1.0] * 24
    assert told == sorted(told)
    assert 0.0 < told[-1] < 1.0


def test_a_change_inside_a_beat_counts_for_its_part():
    witness, _, _ = run([(BEAT_S * 2 + 75.0, 0.0), (BEAT_S * 3 + 150.0, 0.5)])
    assert witness.seen[:6] == pytest.approx([1.0, 1.0, 0.25, 0.25, 0.5, 0.5])


def test_many_changes_in_one_beat_add_up():
    witness, _, _ = run([(310.0, 0.0), (340.0, 1.0), (400.0, 0.2), (600.0, 1.0)])
    assert witness.seen[1] == pytest.approx((10 + 60 + 0.2 * 200 + 30 * 0.0) / 300)
    assert witness.seen[2] == 1.0


@pytest.mark.parametrize("quality", [0.0, 0.4])
def test_a_change_at_the_very_end_of_a_beat_belongs_to_the_next(quality):
    witness, _, _ = run([(BEAT_S * 2, quality)])
    assert witness.seen[:4] == pytest.approx([1.0, 1.0, quality, quality])


def test_a_change_at_the_horizon_changes_nothing():
    witness, seam, _ = run([(BEAT_S * 24, 0.0)])
    assert witness.seen == [1.0] * 24
    assert seam.hourly_quality.tolist() == [[1.0], [1.0]]


def test_at_one_instant_machines_come_first():
    env, order = simpy.Environment(), []

    class Late(Switch):
        def change(self, at, _quality):
            yield self.env.timeout(at / 2)
            yield self.env.timeout(at / 2)  # asked for long after the seam asked for its beat
            order.append("machines")

    witness = Witness(env)
    witness.live = lambda beat, *_more: order.append(beat)
    machines = Late(env, [(BEAT_S, 0.0)])
    seam = Seam(env, machines, witness, BEAT_S, 1)
    env.process(seam.beats(12, None))
    env.run(until=12 * BEAT_S)
    assert order[:3] == ["machines", 0, 1]


def test_hours_have_the_mean_of_their_beats():
    _, seam, _ = run([(1800.0, 0.0), (4500.0, 1.0)])
    assert seam.hourly_quality[:, 0] == pytest.approx([0.5, 0.75])


@pytest.mark.parametrize("beat_s", [60.0, 900.0, 3600.0])
def test_hours_are_alike_under_every_beat(beat_s):
    _, seam, _ = run([(1000.0, 0.0), (5000.0, 1.0)], int(7200 / beat_s), beat_s)
    assert seam.hourly_quality[:, 0] == pytest.approx([1000 / 3600, 2200 / 3600])
