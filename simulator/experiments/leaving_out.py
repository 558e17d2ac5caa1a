"""Draw parameters that fit without a look at one subject's rows, to see whether these are met."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from simulator.experiments.calibration import STEPS, Calibration
from simulator.experiments.calibrations import LEFT_OUT, members_text
from simulator.experiments.history import draw_posterior
from simulator.experiments.members import Member
from simulator.experiments.priors import values_at

MEMBERS: Final = 40
"""Of each ensemble."""
_PURPOSE: Final = 93


def without_subjects(
    found: Calibration, n_members: int = MEMBERS, steps: int = STEPS
) -> dict[str, list[Member]]:
    """Draw an ensemble for each subject that has rows to be fitted, without those rows.

    Parameters
    ----------
    found : Calibration
        Its emulators rule out and weigh draws by all other rows. Runs are not made again: the
        later emulators were fitted where all rows were possible, and are less sure beyond.
    n_members : int
        Of each ensemble.
    steps : int
        How often every chain moves.

    Returns
    -------
    dict of str to list of Member
        By subject, in the order of the observations.
    """
    rows: dict[str, set[str]] = {}
    for target in found.targets:
        rows.setdefault(target.observation.subject, set()).add(target.id)
    ensembles = {}
    for number, (subject, ids) in enumerate(rows.items()):
        luck = np.random.PCG64([found.plan.seed, _PURPOSE, number])
        start = found.cloud[:n_members]
        with threadpool_limits(1):  # sums of more threads differ in their last bits
            scores = draw_posterior(
                found.waves, start, steps, np.random.Generator(luck), frozenset(ids)
            )
        values = values_at(found.priors, scores)
        ensembles[subject] = [Member(n, n + 1, one) for n, one in enumerate(values)]
    return ensembles


def leaving_out_tables(ensembles: Mapping[str, Sequence[Member]]) -> dict[str, bytes]:
    """Write the ensembles as the files that a calibration keeps beside its own."""
    return {
        f"{LEFT_OUT}{subject}.csv": members_text(members) for subject, members in ensembles.items()
    }
