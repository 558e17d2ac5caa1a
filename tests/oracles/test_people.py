"""Compare people with results that can be worked out on paper; V numbers as in the model page."""

from math import exp, expm1

import numpy as np
import pytest

from simulator.population.adoption import use_actively
from simulator.population.arrays import NEVER, empty_block
from simulator.population.birth import give_birth
from simulator.population.choice import pick
from simulator.population.jit import compiled
from simulator.population.luck import need_key
from simulator.topology.compile import compile_scenario
from simulator.topology.world import NO_APP, Habits
from simulator.units import DAY_S, HOUR_MS, HOUR_S, MINUTE_S, MS_PER_S

SE = 4.0
"""Standard errors that an estimate may miss."""
KS_LEVEL = 1.95
"""The square root of n times the Kolmogorov statistic exceeds it with probability 0.001."""


@pytest.fixture(scope="module")
def once(lives):
    """Give the fields of a category in which a need is urgent and nobody ever looks again."""
    forever = {"tolerance_deferrable_min": lives.FOREVER_MIN}
    return {"urgent_share": 1.0, "tolerance_urgent_min": 0.0, **forever}


@pytest.mark.parametrize(("s", "k", "expected"), [(0.5, 3, 1.75), (0.1, 5, 4.0951), (0.0, 4, 4.0)])
def test_v10_attempts_per_need(lives, once, s, k, expected):
    morning = [1.0] * 8 + [0.0] * 16  # whoever tries again has the rest of the day for it
    scenario = lives.toy(by_hour=morning, attempts=k, lapse_h=24.0, **once)
    _, sums = lives.live(scenario, {"talk": s}, people=1000)
    needs, tries = sums.tally.arrived.sum(), sums.tally.attempts.sum()
    assert expected == pytest.approx((1 - (1 - s) ** k) / s if s else k)
    spread = k / 2  # no larger than for a number between 0 and k
    assert tries / needs == pytest.approx(expected, abs=SE * spread / needs**0.5)
    assert sums.tally.served.sum() / needs == pytest.approx(
        1 - (1 - s) ** k, abs=SE * 0.5 / needs**0.5
    )


def test_v17_people_with_a_need_in_one_beat_are_binomial(lives):
    in_a_beat = 0.5
    scenario = lives.toy(needs_per_day=in_a_beat * DAY_S / 300)
    habits = compile_scenario(scenario).habits
    counts = []
    for seed in range(2000):
        block = empty_block(0, 100, habits)
        give_birth(block, habits, np.uint64(seed))
        counts.append((block.coming["next_ms"] < habits.beat_ms).sum())
    n, mean, var = len(counts), 39.346934028736655, 23.86512185411911
    assert np.mean(counts) == pytest.approx(mean, abs=SE * (var / n) ** 0.5)
    assert np.var(counts, ddof=1) == pytest.approx(var, abs=SE * var * (2 / n) ** 0.5)


def test_v18_counts_have_the_mean_and_the_variance_of_their_rate(lives):
    by_hour, n = list(range(1, 25)), 4000
    world, crowd = lives.crowd_of(lives.toy(by_hour=by_hour, horizon_h=12.0), people=n)
    for beat in range(world.beats):
        crowd.live(beat, lives.qualities(world, {}), np.ones(len(world.service_ids)))
    needs = crowd._block.coming["occurrence"]  # noqa: SLF001 - the only count of a single person
    expected = 10.0 * sum(by_hour[:12]) / sum(by_hour)
    assert needs.mean() == pytest.approx(expected, abs=SE * (expected / n) ** 0.5)
    fourth = (1 / expected + 2) / n  # relative variance of the variance of a Poisson number
    assert needs.var(ddof=1) == pytest.approx(expected, abs=SE * expected * fourth**0.5)


def test_v18_first_needs_are_exponential_in_expected_needs(lives):
    by_hour = [1.0, 9.0, 0.0, 3.0] * 6
    habits = compile_scenario(lives.toy(by_hour=by_hour, needs_per_day=24.0)).habits
    block = empty_block(0, 20_000, habits)
    give_birth(block, habits, np.uint64(3))
    born = block.coming["next_ms"][block.coming["next_ms"] < NEVER].astype(np.int64)
    assert len(born) > 19_900
    rate = np.diff(habits.cumulative[0])
    hour, part = born // HOUR_MS, born % HOUR_MS / HOUR_MS
    mark = habits.cumulative[0][hour] + part * rate[hour]
    assert lives.ks_statistic(mark, lambda x: -np.expm1(-x)) * len(born) ** 0.5 < KS_LEVEL


@compiled
def choose_often(weights, marks, counts):
    """Pick once for every mark."""
    for mark in marks:
        counts[pick(weights, len(weights), 0.0, mark)] += 1


def test_v20_multinomial_logit_shares():
    n, counts = 200_000, np.zeros(3, np.int64)
    marks = (np.arange(n) + 0.5) / n  # a grid: shares are exact to its step
    choose_often(np.exp([2.0, 0.0, -1.0]), marks, counts)
    shares = [0.8437947344813395, 0.11419519938459446, 0.04201006613406605]
    assert counts / n == pytest.approx(shares, abs=2 / n)
    assert -np.log(1.0 - counts[0] / n) == pytest.approx(1.8565843320380628, abs=1e-4)


def steady_hours(lives, scenario, quality, since_h):
    """Let crowds live under several seeds; return the unmet hours of each after some hours."""
    clock = scenario.clock.model_copy(update={"horizon_h": since_h})
    begun = scenario.model_copy(update={"clock": clock})
    found = []
    for seed in range(1, 31):
        both = [lives.live(s, {"talk": quality}, people=1000, seed=seed) for s in (scenario, begun)]
        assert quality > 0.0 or both[0][1].tally.served.sum() == 0
        whole, before = (sums.unmet_ms.sum() for _, sums in both)
        found.append((whole - before) / HOUR_MS)
    return np.mean(found), np.std(found, ddof=1) / len(found) ** 0.5


def test_v27_covered_hours_of_needs_that_lapse(lives, once):
    rate, p, n = 0.8, 0.3, 1000  # needs an hour, chance of success; each is unmet for an hour
    scenario = lives.toy(needs_per_day=24 * rate, attempts=1, lapse_h=1.0, horizon_h=11.0, **once)
    steady = 4287.909361511851
    assert steady == pytest.approx(n * 10 * -expm1(-rate * (1 - p)))
    hours, error = steady_hours(lives, scenario, p, 1.0)
    assert hours == pytest.approx(steady, abs=SE * error)
    assert SE * error < 0.01 * steady


def test_v29_when_all_fails_for_good_everyone_is_unmet_as_often_as_needs_cover(lives, once):
    rate, n, horizon, patience_h = 0.5, 1000, 14.0, 1.0
    urgent = once | {"tolerance_urgent_min": 60 * patience_h}
    scenario = lives.toy(needs_per_day=24 * rate, lapse_h=1.0, horizon_h=horizon, **urgent)
    hours, error = steady_hours(lives, scenario, 0.0, patience_h + 1.0)
    covered = n * (horizon - patience_h - 1.0) * -expm1(-rate)
    assert hours == pytest.approx(covered, abs=SE * error)
    assert SE * error < 0.01 * covered


def test_v31_needs_wait_as_long_as_littles_law_says(lives):
    patient = {"urgent_share": 0.0, "tolerance_deferrable_min": 0.0, "lapse_h": 72.0}
    world, crowd = lives.crowd_of(lives.toy(attempts=2, **patient), people=400)
    everything, waiting = np.ones(len(world.service_ids)), []
    for beat in range(world.beats):
        quality = {"talk": 0.1 if 24 <= beat < 60 else 1.0}
        crowd.live(beat, lives.qualities(world, quality), everything)
        waiting.append(sum(int(lane.pool.kept.sum()) for lane in crowd._lanes))  # noqa: SLF001
    assert waiting[0] == waiting[-1] == 0  # from empty to empty
    (lane,) = crowd._lanes  # noqa: SLF001
    rows = lane.pool.unmet[: lane.pool.n_unmet[0]]
    begin, end = rows["from_ms"].astype(np.int64), rows["to_ms"].astype(np.int64)
    beat_ms = world.habits.beat_ms
    seen = end // beat_ms - begin // beat_ms  # ends of beats at which each need was waiting
    assert sum(waiting) == seen.sum() > 1000
    hours = (end - begin).sum() / HOUR_MS
    spread = (2 * len(rows)) ** 0.5 * beat_ms / HOUR_MS
    assert sum(waiting) * beat_ms / HOUR_MS == pytest.approx(hours, abs=SE * spread)


@compiled
def adopt(block, habits, seed):
    """Let everyone begin to use a second app at time 0."""
    for slot in range(len(block.slots)):
        use_actively(block, habits, slot, 0, 1, 0, need_key(seed, slot, 0, 0))


def test_v33_retention_is_a_cure_model(lives):
    n, decay, kept = 20_000, 0.4, 0.07
    rules = {"active_decay_per_day": decay, "retained_share": kept}
    habits = compile_scenario(lives.toy(behaviour=rules)).habits
    block = empty_block(0, n, habits)
    adopt(block, habits, np.uint64(1))
    for days in (0.5, 2.0, 5.0, 10.0, 20.0):
        share = kept + (1 - kept) * exp(-decay * days)
        left = (block.past["extra_until_min"] > days * DAY_S / MINUTE_S).mean()
        assert left == pytest.approx(share, abs=SE * (share * (1 - share) / n) ** 0.5)


@pytest.mark.parametrize("p", [0.2, 0.6])
def test_v36_a_messenger_that_a_share_has_serves_its_square(lives, once, p):
    talk = {**lives.TALK, "network": True}
    rival = {**lives.RIVAL, "holders": p, "second_use": 2e-3, "network": True}
    rules = {"inertia": 20.0, "retained_share": 0.0}  # whoever can turn to the rival does
    scenario = lives.toy(talk, rival, behaviour=rules, attempts=1, horizon_h=12.0, **once)
    scenario = lives.among(scenario, **lives.UNMOVED, group_session_share=0.0)
    shares = []
    for seed in range(1, 13):
        _, sums = lives.live(scenario, {"talk": 0.0}, people=500, seed=seed)
        shares.append(sums.tally.served.sum() / sums.tally.arrived.sum())
    error = np.std(shares, ddof=1) / len(shares) ** 0.5
    assert np.mean(shares) == pytest.approx(p**2, abs=SE * error + 2e-3)  # second_use, at most
    assert SE * error < 0.1


def test_a_utility_is_worth_what_the_logit_says(lives):
    habits: Habits = compile_scenario(
        lives.toy(lives.TALK, {**lives.SMS, "reluctance": 2.5}, behaviour={"inertia": 2.5})
    ).habits
    share = np.diff(habits.ordinary[0, 0b11, 0], prepend=0.0)[1]
    assert share == pytest.approx(1.0 / (1.0 + exp(2.5 + 2.5)))
    assert habits.ordinary[0, 0b10, NO_APP, 1] == 1.0
    assert habits.beat_ms * 12 == HOUR_S * MS_PER_S
