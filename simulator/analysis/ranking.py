"""Tell whether a ranking holds under another form of the model, or only seems to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan
from statistics import fmean
from typing import Final, Literal, TypeAlias

from scipy.stats import kendalltau

from simulator.analysis.intervals import Interval, paired_interval

Harm: TypeAlias = Mapping[str, Sequence[float]]
"""By name, the harm under each seed, the same seeds for all."""
Verdict: TypeAlias = Literal["kept", "reversed", "lost", "gained", "open"]
VERDICTS: Final[Mapping[Verdict, str]] = {
    "kept": "told apart in both, in the same order",
    "reversed": "told apart in both, in opposite orders",
    "lost": "told apart in the base alone",
    "gained": "told apart in the variant alone",
    "open": "told apart in neither",
}
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """How two remedies differ in the base and in a variant."""

    first: str
    """The one that leaves less harm in the base, by its mean."""
    second: str
    """The other."""
    base: Interval
    """Harm under the second minus that under the first, seed by seed, in the base."""
    variant: Interval
    """The same in the variant."""

    @property
    def verdict(self) -> Verdict:
        """Say what the two intervals allow to say."""
        before, after = sign(self.base), sign(self.variant)
        if before and after:
            return "kept" if before == after else "reversed"
        if before:
            return "lost"
        return "gained" if after else "open"

    @property
    def swaps(self) -> bool:
        """Whether the order of the means is the opposite one, beyond noise or not."""
        return self.base.mean * self.variant.mean < 0.0


def sign(found: Interval) -> int:
    """Tell the sign of a difference: 0 where its interval includes none or there is no interval."""
    if found.low is None or found.high is None:
        return 0
    return (found.low > 0.0) - (found.high < 0.0)


def ranks(harm: Harm) -> dict[str, int]:
    """Rank by mean harm: 1 leaves least; equals share the better rank."""
    means = {name: fmean(values) for name, values in harm.items()}
    return {name: 1 + sum(other < mean for other in means.values()) for name, mean in means.items()}


def tau(base: Harm, variant: Harm) -> float | None:
    """Correlate two rankings of the same remedies by mean harm: Kendall's tau-b (Kendall 1945).

    Parameters
    ----------
    base, variant : mapping of str to sequence of float
        Harm by remedy and seed.

    Returns
    -------
    float or None
        1 for the same order, -1 for the opposite one; none where there is no order.

    Examples
    --------
    >>> tau({"a": [1.0], "b": [2.0], "c": [3.0]}, {"a": [1.0], "b": [3.0], "c": [2.0]})
    0.333333
    """
    if len(base) < _FEWEST:
        return None
    before = [fmean(values) for values in base.values()]
    after = [fmean(variant[name]) for name in base]
    found = float(kendalltau(before, after).statistic)
    return None if isnan(found) else round(found, 6)


def pairs(base: Harm, variant: Harm) -> list[Pair]:
    """Compare every two remedies in the base and in a variant, on the same luck.

    Parameters
    ----------
    base, variant : mapping of str to sequence of float
        Harm by remedy and seed.

    Returns
    -------
    list of Pair
        All pairs, those that matter most first: by the size of the difference in the base.
    """
    means = {name: fmean(values) for name, values in base.items()}
    order = sorted(base, key=means.__getitem__)
    found = [
        Pair(first, second, _apart(base, first, second), _apart(variant, first, second))
        for first, second in combinations(order, 2)
    ]
    return sorted(found, key=lambda pair: -pair.base.mean)


def _apart(harm: Harm, first: str, second: str) -> Interval:
    differences = [b - a for a, b in zip(harm[first], harm[second], strict=True)]
    found = paired_interval(differences)
    if found is None:
        raise ValueError("no seeds; expected at least one")
    return found
