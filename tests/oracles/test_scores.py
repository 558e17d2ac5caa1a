"""Hold scores of predictions to closed forms and to sums done by hand (V35)."""

import json
from math import pi, sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from simulator.analysis.scores import crps, crps_normal, pit, quantiles

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text("utf-8"))["V35"]["crps_N01"]
NORMAL = NormalDist()
MOST_SE = 4.0


def luck(number):
    """Draw from a generator of the test's own."""
    return np.random.default_rng(number)


@pytest.mark.parametrize(("observed", "golden"), [(float(x), y) for x, y in GOLDEN.items()])
def test_v35_the_score_of_a_normal_is_the_golden_one(observed, golden):
    assert crps_normal(0.0, 1.0, observed) == pytest.approx(golden, abs=1e-12)
    assert crps_normal(0.0, 1.0, -observed) == pytest.approx(golden, abs=1e-12)
    assert crps_normal(7.0, 3.0, 7.0 + 3.0 * observed) == pytest.approx(3.0 * golden, abs=1e-12)


def test_v35_golden_values_are_those_of_the_literature():
    assert set(GOLDEN) == {"0", "1"}
    assert GOLDEN["0"] == pytest.approx((sqrt(2.0) - 1.0) / sqrt(pi), abs=1e-12)


@pytest.mark.parametrize(("observed", "golden"), [(float(x), y) for x, y in GOLDEN.items()])
def test_v35_endless_draws_score_as_the_normal_does(observed, golden):
    even = [NORMAL.inv_cdf((k + 0.5) / 20_000) for k in range(20_000)]
    assert crps(even, observed) == pytest.approx(golden, abs=2e-4)


@pytest.mark.parametrize("n_draws", [2, 3, 10])
@pytest.mark.parametrize(("observed", "golden"), [(float(x), y) for x, y in GOLDEN.items()])
def test_v35_few_draws_score_so_on_average(n_draws, observed, golden):
    draws = luck(n_draws).standard_normal((4_000, n_draws))
    scores = np.array([crps(row, observed) for row in draws])
    error = scores.std(ddof=1) / sqrt(len(scores))
    assert abs(scores.mean() - golden) < MOST_SE * error
    unfair = scores + np.array([np.abs(r[:, None] - r).mean() for r in draws]) / 2 / (n_draws - 1)
    assert unfair.mean() - golden > MOST_SE * error  # what the correction is for


def test_three_draws_by_hand():
    # |1-3| + |2-3| + |4-3| = 4, over 3; pairs 1, 2 and 3 apart: 2 (1 + 2 + 3) / (2 * 3 * 2) = 1
    assert crps([4.0, 1.0, 2.0], 3.0) == pytest.approx(4 / 3 - 1, abs=1e-15)
    assert crps([2.0, 2.0], 5.0) == pytest.approx(3.0)
    with pytest.raises(ValueError, match="1 draws"):
        crps([1.0], 1.0)


def test_the_right_distribution_scores_best_on_average():
    observed = luck(1).standard_normal(4_000)
    mean = {
        (shift, width): np.mean([crps_normal(shift, width, y) for y in observed])
        for shift in (-0.3, 0.0, 0.3)
        for width in (0.7, 1.0, 1.4)
    }
    assert min(mean, key=mean.__getitem__) == (0.0, 1.0)


def test_bands_hold_a_further_draw_as_often_as_they_say():
    drawn = luck(2).standard_normal((4_000, 20))
    inside = {50: 0, 90: 0}
    for row in drawn:
        low90, low50, high50, high90 = quantiles(row[:-1], (0.05, 0.25, 0.75, 0.95))
        inside[50] += low50 <= row[-1] <= high50
        inside[90] += low90 <= row[-1] <= high90
    for share, hits in inside.items():
        error = sqrt(share * (100 - share) / 100**2 / len(drawn))
        assert abs(hits / len(drawn) - share / 100) < MOST_SE * error


def test_the_place_among_draws_is_uniform():
    drawn = luck(3).standard_normal((4_000, 10))
    places = np.array([pit(row[:-1], row[-1]) for row in drawn])
    assert sorted(set(np.round(places, 6))) == pytest.approx([(k + 0.5) / 10 for k in range(10)])
    assert abs(places.mean() - 0.5) < MOST_SE * sqrt(1 / 12 / len(places))
    assert pit([1.0, 1.0], 1.0) == 0.5
