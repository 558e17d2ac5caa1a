"""Hold the parts of a calibration to closed forms: ranges, emulators, chains, ranks of truths."""

import numpy as np
import pytest
from scipy import stats

from simulator.experiments.calibration import Calibration, Plan, Reference
from simulator.experiments.emulator import fit_emulator, terms_of
from simulator.experiments.history import CUT, draw_possible, fit_wave, possible
from simulator.experiments.priors import REACH, Prior, read_priors, spread_evenly, values_at
from simulator.experiments.recovery import DRAWS, recover
from simulator.experiments.sampling import elliptical_slices
from simulator.experiments.targets import DISCREPANCY, Target, targets_of
from simulator.model.evidence import Observation

EDGES = np.array([-1.6448536269514722, 1.6448536269514722])
N_RUNS, N_PRIORS = 400, 4
LEVEL = 1e-3
NOISE = 0.05


def observe(name, observed, half_width, **more):
    """Observe a share, give or take so much."""
    row = {
        "id": name, "case": "toy", "quantity": "gain_kept_share", "subject": name,
        "relation": "about", "observed": observed, "low": observed - half_width,
        "high": observed + half_width, "unit": "share", "interval": "stated", "use": "fit",
        "informed": False, "confidence": "A", "source": "us",
    }  # fmt: skip
    return Observation(**(row | more))


@pytest.mark.parametrize("prior", read_priors("kakao-2022"), ids=lambda prior: prior.id)
def test_the_range_of_a_parameter_lies_between_its_5_and_95_percent_points(prior):
    low, high = prior.at(EDGES)
    assert low == pytest.approx(prior.low, rel=1e-4)
    assert high == pytest.approx(prior.high, rel=1e-4)
    drawn = prior.at(np.linspace(-REACH, REACH, 101))
    assert (np.diff(drawn) > 0).all()
    assert drawn[0] < prior.value < drawn[-1]


def test_draws_are_spread_evenly_over_every_parameter():
    scores = spread_evenly(50, 7, 3)
    within = stats.norm.cdf(REACH) - stats.norm.cdf(-REACH)
    strata = (stats.norm.cdf(scores) - stats.norm.cdf(-REACH)) / within * 50
    for column in strata.T:
        assert sorted(np.floor(column).astype(int)) == list(range(50))
    assert (spread_evenly(50, 7, 3) == scores).all()
    assert (spread_evenly(50, 7, 4) != scores).any()


def test_an_emulator_finds_a_polynomial_again_and_knows_its_noise():
    rng = np.random.default_rng(5)
    scores = rng.standard_normal((600, 12))
    truth = 3 + scores[:, 2] - 0.5 * scores[:, 7] + 0.4 * scores[:, 2] * scores[:, 7]
    truth += 0.3 * scores[:, 4] ** 2
    found = fit_emulator(scores, truth + NOISE * rng.standard_normal(600))
    fresh = rng.standard_normal((200, 12))
    exact = 3 + fresh[:, 2] - 0.5 * fresh[:, 7] + 0.4 * fresh[:, 2] * fresh[:, 7]
    exact += 0.3 * fresh[:, 4] ** 2
    forecast = terms_of(fresh, found.crossed) @ found.weights + found.intercept
    assert forecast == pytest.approx(exact, abs=5 * NOISE)
    assert found.variance == pytest.approx(NOISE**2, rel=0.35)
    assert found.explained > 0.99


def test_chains_end_in_the_posterior_of_a_normal_with_known_answer():
    # prior N(0, 1), likelihood N(x; 2, 0.5^2): posterior N(1.6, 0.2), by conjugacy
    start = np.random.default_rng(1).standard_normal((4_000, 1))
    ended = elliptical_slices(
        lambda _, at: -0.5 * ((at[:, 0] - 2) / 0.5) ** 2, start, 30, np.random.default_rng(2)
    )
    assert ended.mean() == pytest.approx(1.6, abs=4 * np.sqrt(0.2 / 4_000))
    assert ended.var() == pytest.approx(0.2, rel=4 * np.sqrt(2 / 4_000))


def test_a_chain_that_begins_where_nothing_is_possible_is_refused():
    start = np.zeros((3, 1))
    with pytest.raises(ValueError, match="nothing is possible"):
        elliptical_slices(
            lambda _, at: np.full(len(at), -np.inf), start, 1, np.random.default_rng(2)
        )


def test_a_target_weighs_by_errors_of_reporting_and_of_the_model():
    target = Target(observe("talk", 2.0, 0.4), 10.0)
    assert target.variance == pytest.approx(0.2**2 + (DISCREPANCY * 2.0) ** 2, rel=1e-6)
    away = target.observed + 2 * np.sqrt(target.variance)
    assert target.implausibility(np.array([away]), 0.0) == pytest.approx([2.0], rel=1e-6)
    bound = Target(observe("talk", 2.0, 0.4, relation="at_most"), 10.0)
    assert bound.implausibility(np.array([1.0, away]), 0.0) == pytest.approx([0.0, 2.0], rel=1e-6)


def test_what_had_not_come_when_the_run_ended_stands_at_its_end():
    hours = observe("full", 100.0, 2.0, quantity="full_function_h", unit="h")
    target = Target(hours, 152.5)
    assert target.read({"full": "not back by the end of the run"}) == np.log(152.5)
    assert np.isnan(target.read({"full": "never stopped in the simulation"}))


def toy(seed):
    """Calibrate a linear model with noise."""
    rng = np.random.default_rng(seed)
    scores = rng.standard_normal((N_RUNS, N_PRIORS))
    scores = scores[np.abs(scores).max(axis=1) <= REACH]
    mixed = np.array([[1.0, 0.4, 0.0, 0.0], [0.0, 1.0, 0.5, 0.0]])
    values = scores @ mixed.T + 0.3 * rng.standard_normal((len(scores), 2))
    targets = targets_of([observe("a", 0.1, 1.2), observe("b", -0.1, 1.2)], 10.0)
    wave = fit_wave(targets, scores, values)
    text = {"unit": "1", "basis": "invented", "source": "a toy"}
    priors = tuple(
        Prior(id=f"p{n}", value=0.0, low=EDGES[0], high=EDGES[1], distribution="normal", **text)
        for n in range(N_PRIORS)
    )
    cloud, left = draw_possible([wave], 500, N_PRIORS, rng)
    reference = Reference(
        np.ones(len(scores), dtype=int), np.arange(len(scores)), scores, values, ()
    )
    return Calibration(
        Plan("toy", members=20), priors, targets, reference, np.zeros(2), (wave,), (left,),
        cloud[:20], cloud, cloud,
    )  # fmt: skip


def test_what_is_ruled_out_misses_by_more_than_three_deviations():
    found = toy(11)
    worst = found.waves[0].worst(found.reference.scores)
    assert (possible(found.waves, found.reference.scores) == (worst <= CUT)).all()
    assert 0 < found.left[0] <= 1


def test_ranks_of_known_parameters_are_uniform():
    ranks = recover(toy(3), 160)
    assert ranks.ranks.shape == (160, N_PRIORS)
    assert ranks.ranks.min() >= 0
    assert ranks.ranks.max() <= DRAWS
    assert ranks.p_values().min() > LEVEL
    assert ranks.inside90.mean() == pytest.approx(0.9, abs=4 * np.sqrt(0.09 / (160 * N_PRIORS)))


def test_ranks_tell_when_a_calibration_is_wrong():
    found = toy(3)
    shifted = found.reference.scores.copy()
    shifted[:, 0] += 1.5  # the parameters written down are not those that made the outcomes
    wrong = Reference(
        found.reference.wave, found.reference.seeds, shifted, found.reference.outcomes, ()
    )
    told = Calibration(
        found.plan, found.priors, found.targets, wrong, found.luck, found.waves, found.left,
        found.prior_scores, found.cloud, found.posterior_cloud,
    )  # fmt: skip
    assert recover(told, 160).p_values().min() < LEVEL


def test_values_of_draws_are_named_by_their_paths():
    priors = read_priors("kakao-2022")
    (values,) = values_at(priors, np.zeros((1, len(priors))))
    assert list(values) == [prior.id for prior in priors]
