"""Check that a fit without a subject's rows learns nothing from them and keeps what others say."""

import numpy as np
import pytest

from simulator.errors import ScenarioError
from simulator.experiments.calibration import Calibration, Plan, Reference
from simulator.experiments.calibrations import read_left_out, write_calibration
from simulator.experiments.history import fit_wave, possible
from simulator.experiments.leaving_out import leaving_out_tables, without_subjects
from simulator.experiments.priors import Prior, spread_evenly, values_at
from simulator.experiments.targets import targets_of
from simulator.model.evidence import Observation

pytestmark = pytest.mark.slow

N_RUNS, N_DRAWS, STEPS = 200, 60, 60


def observe(subject):
    """Observe that half of its users are gone, give or take two in a hundred."""
    return Observation(
        id=f"{subject}-use", case="toy", quantity="use_change", subject=subject, relation="about",
        observed=0.5, low=0.48, high=0.52, unit="share", interval="stated", use="fit",
        informed=False, confidence="A", source="us",
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    """Calibrate two parameters, each of which sets one subject's row alone."""
    prior = {"value": 0.0, "low": -1.645, "high": 1.645, "distribution": "normal"}
    texts = {"unit": "1", "basis": "invented", "source": "a toy"}
    priors = tuple(Prior(id=name, **texts, **prior) for name in ("of_talk", "of_bank"))
    targets = targets_of([observe("talk"), observe("bank")], 10.0)
    scores = spread_evenly(N_RUNS, 2, 7)
    wave = fit_wave(targets, scores, scores.copy())
    reference = Reference(np.ones(N_RUNS), np.arange(N_RUNS), scores, scores, ())
    cloud = scores[possible([wave], scores)]
    assert len(cloud)
    cloud = np.resize(cloud, (N_DRAWS, 2))
    plan = Plan("toy", waves=(N_RUNS,), members=N_DRAWS)
    return Calibration(
        plan, priors, targets, reference, np.zeros(2), (wave,), (1.0,), cloud, cloud, cloud
    )


def test_what_is_left_out_is_free_and_what_is_not_stays_fitted(found):
    ensembles = without_subjects(found, N_DRAWS, STEPS)
    assert list(ensembles) == ["talk", "bank"]
    for subject, members in ensembles.items():
        other = {"talk": "bank", "bank": "talk"}[subject]
        free = np.array([one.values[f"of_{subject}"] for one in members])
        kept = np.array([one.values[f"of_{other}"] for one in members])
        assert len(members) == N_DRAWS
        assert 0.6 < free.std() < 1.4  # the prior's is 1
        assert kept.std() < 0.3
        assert abs(kept.mean() - 0.5) < 0.15
        assert [one.seed for one in members] == list(range(1, N_DRAWS + 1))


def test_the_same_calibration_gives_the_same_draws_and_files_hold_them(found, tmp_path):
    first, second = (without_subjects(found, 10, 5) for _ in range(2))
    assert first == second
    write_calibration(tmp_path, leaving_out_tables(first), {"case": "toy"})
    read = read_left_out(tmp_path)
    assert read == {f"without-{subject}": tuple(first[subject]) for subject in sorted(first)}
    assert (
        values_at(found.priors, np.zeros((1, 2)))[0].keys() == read["without-talk"][0].values.keys()
    )
    (tmp_path / "without-talk.csv").write_text("damaged")
    with pytest.raises(ScenarioError, match=r"manifest\.json"):
        read_left_out(tmp_path)
