"""Put a calibration into tables and say how it was made and what it taught."""

from collections.abc import Sequence
from importlib import metadata
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from simulator.analysis.reporting import reporting_sd
from simulator.experiments.calibration import Calibration
from simulator.experiments.calibrations import (
    POSTERIOR,
    PRIOR,
    RUNS,
    members_text,
    table_text,
)
from simulator.experiments.emulator import FLAT
from simulator.experiments.leaving_out import leaving_out_tables, without_subjects
from simulator.experiments.predictive import content_hash
from simulator.experiments.priors import REACH, Prior, values_at
from simulator.experiments.recovery import Recovery
from simulator.experiments.targets import DISCREPANCY
from simulator.io.program import fingerprint, libraries, version
from simulator.io.run_log import Answers
from simulator.io.scenario_files import read_scenario

Floats = NDArray[np.float64]

QUANTILES: Final = (0.05, 0.5, 0.95)
LEARNED: Final = 0.85
"""A parameter counts as identified if its posterior is narrower than this share of its prior, in
standard deviations of normal scores (judgement)."""
LEFT_OUT_SHARE: Final = 4
"""Members of the posterior for each one that is drawn without a subject's rows."""
_UNEVEN: Final = 0.05
_WHOLE: Final = float(stats.truncnorm.std(-REACH, REACH))
"""Width of a prior, within reach, in normal scores."""
_STUDY: Final = ("scikit-learn", "scipy")


def tables_of(found: Calibration) -> dict[str, bytes]:
    """Write the ensembles and the runs as tables.

    Parameters
    ----------
    found : Calibration
        A finished calibration.

    Returns
    -------
    dict of str to bytes
        CSV by file name.
    """
    return {
        PRIOR: members_text(found.prior),
        POSTERIOR: members_text(found.posterior),
        RUNS: _runs(found),
        **leaving_out_tables(without_subjects(found, max(2, found.plan.members // LEFT_OUT_SHARE))),
    }


def _runs(found: Calibration) -> bytes:
    """Write every run with its parameters and all that it answered; wave 0 is of the defaults."""
    runs = found.reference
    heading = ["wave", "seed", "possible", *(prior.id for prior in found.priors)]
    heading += [target.id for target in found.targets]
    defaults = [repr(prior.value) for prior in found.priors]
    rows: list[list[object]] = [
        [0, seed, "", *defaults, *_answers(found, answers)]
        for seed, answers in enumerate(found.replicates, start=1)
    ]
    columns = (
        runs.wave.tolist(), runs.seeds.tolist(), found.usable.tolist(),
        values_at(found.priors, runs.scores), runs.answers,
    )  # fmt: skip
    rows += [
        [wave, seed, int(left), *map(repr, values.values()), *_answers(found, answers)]
        for wave, seed, left, values, answers in zip(*columns, strict=True)
    ]
    return table_text(heading, rows)


def _answers(found: Calibration, answers: Answers) -> list[str]:
    """Write what a run answered: values in full, or the reason why there is none."""
    told = (answers[target.id] for target in found.targets)
    return [value if isinstance(value, str) else repr(float(value)) for value in told]


def manifest_of(found: Calibration, recovered: Recovery) -> dict[str, Any]:
    """Say how a calibration was made, what it was held against and what it taught.

    Parameters
    ----------
    found : Calibration
        A finished calibration.
    recovered : Recovery
        Whether known parameters were found again.

    Returns
    -------
    dict
        Plain data; nothing in it depends on how long the work took or in how many processes.
    """
    plan = found.plan
    return {
        "case": plan.case,
        "scenario_sha256": content_hash(read_scenario(plan.case)),
        "program": {"version": version(), "fingerprint": fingerprint()},
        "libraries": libraries() | {name: metadata.version(name) for name in _STUDY},
        "people": plan.people,
        "replicates": plan.replicates,
        "runs_by_wave": list(plan.waves),
        "left_by_wave": [float(f"{part:.4g}") for part in found.left],
        "runs_left": int(found.usable.sum()),
        "members": plan.members,
        "seed": plan.seed,
        "discrepancy": DISCREPANCY,
        "parameters": _parameters(found),
        "targets": _targets(found),
        "recovery": _recovery(recovered),
    }


def _parameters(found: Calibration) -> list[dict[str, Any]]:
    columns = zip(found.priors, found.cloud.T, found.posterior_cloud.T, strict=True)
    return [_parameter(prior, before, after) for prior, before, after in columns]


def _parameter(prior: Prior, before: Floats, after: Floats) -> dict[str, Any]:
    left, learned = (float(column.std(ddof=1)) for column in (before, after))
    return {
        "id": prior.id,
        "unit": prior.unit,
        "default": prior.value,
        "basis": prior.basis,
        "source": prior.source,
        "distribution": prior.distribution,
        "prior": _rounded([prior.low, float(prior.at(np.zeros(1))[0]), prior.high]),
        "posterior": _rounded(prior.at(np.quantile(after, QUANTILES)).tolist()),
        "width_left_by_history": float(f"{left / _WHOLE:.3g}"),
        "width": float(f"{learned / _WHOLE:.3g}"),
        "identified": learned / _WHOLE < LEARNED,
    }


def _targets(found: Calibration) -> list[dict[str, Any]]:
    first, last = found.waves[0].emulators, found.waves[-1].emulators
    return [
        {
            "id": target.id,
            "unit": target.observation.unit,
            "observed": target.observation.observed,
            "reporting_sd": float(f"{reporting_sd(target.observation):.4g}"),
            "scale": target.scale_name,
            "open": float(f"{target.variance**0.5:.3g}"),
            "not_back": _not_back(found, target.id),
            "luck": float(f"{float(luck) ** 0.5:.3g}"),
            "emulator_first": float(f"{one.variance**0.5:.3g}"),
            "emulator_last": float(f"{other.variance**0.5:.3g}"),
            "flat": other.variance < FLAT,
            "explained_first": float(f"{one.explained:.3g}"),
            "explained_last": float(f"{other.explained:.3g}"),
        }
        for target, luck, one, other in zip(found.targets, found.luck, first, last, strict=True)
    ]


def _not_back(found: Calibration, name: str) -> int:
    """Count the runs in which something had not come when they ended."""
    return sum(isinstance(answers[name], str) for answers in found.reference.answers)


def _recovery(recovered: Recovery) -> dict[str, Any]:
    chances = recovered.p_values()
    return {
        "truths": recovered.n_truths,
        "inside_90": float(f"{float(recovered.inside90.mean()):.3g}"),
        "smallest_p": float(f"{float(chances.min()):.3g}"),
        "uneven_at_5_percent": int((chances < _UNEVEN).sum()),
        "parameters": len(chances),
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [float(f"{value:.4g}") for value in values]
