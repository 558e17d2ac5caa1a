"""Compare scenarios seed by seed, on the same luck."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

import numpy as np

from simulator.analysis.intervals import Interval, paired_interval

MONEY: Final = "won"
"""What metrics that are lines of the account of money begin with."""
MIDDLE: Final = 0.9
"""Share of the single differences between the two ends of their spread."""
_MOMENTS: Final = {
    "first function": ("down_from_h", "first_function_h"),
    "fully back": ("impaired", "full_function_h"),
}
"""What tells that there was a loss, and when it was over."""
_NEVER_LOST: Final = {"down_from_h": None, "first_function_h": None}


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of one run."""

    unit: str
    value: float | None
    """None where it cannot be told, because it never ended and nobody said when the run did."""
    happened: bool = True
    """False where nothing was lost, so that a time until its return is 0."""
    cut: bool = False
    """Whether the run ended first, so that it is at least this."""


Metrics = Mapping[str, Measure]
"""Numbers of one run by name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one number differs between two scenarios."""

    metric: str
    """Its name, for example unmet_need_hours."""
    unit: str
    """Its unit."""
    first: float | None
    """Mean in the first scenario over all seeds; none where it happened in none of them."""
    second: float | None
    """Mean in the second."""
    difference: Interval | None
    """Second minus first; a time until something is back counts as 0 where it was never lost.
    None where it cannot be told for any seed."""
    spread: tuple[float, float] | None
    """Between which lie the middle 90 % of the single differences; none for a single one."""
    happened: tuple[int, int]
    """In how many runs of each scenario it happened."""
    cut: tuple[int, int]
    """In how many of each it had not ended with the run, so that means are at least so large."""


def metrics(
    summary: Mapping[str, Any], ends_h: float | None = None, functions: Iterable[str] = ()
) -> dict[str, Measure]:
    """Choose the numbers by which scenarios are compared.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    ends_h : float, optional
        When the run ends, hours after the event; what is not back by then counts as back then.
    functions : iterable of str, optional
        Functions to tell apart, each service.feature; those of other scenarios are left out.

    Returns
    -------
    dict
        Measures by name; the people counted are residents, the money is won.
    """
    scale = summary["residents"] / summary["people"]
    harm = summary["harm"]
    chosen = {
        "unmet need-hours": Measure("need-h", harm["unmet_need_hours"]),
        "unmet need-hours, weighted": Measure("need-h", harm["unmet_need_hours_weighted"]),
        "people affected at the peak": Measure("persons", summary["peak_people_affected"]),
    }
    for name, counts in summary["needs"].items():
        unmet = counts["unmet_need_hours"] * scale
        chosen[f"unmet need-hours: {name}"] = Measure("need-h", unmet)
    for name, counts in summary["needs"].items():
        chosen[f"needs given up: {name}"] = Measure("needs", counts["abandoned"] * scale)
    chosen |= _moments(summary, ends_h, functions)
    for line in harm["accounts"]["money"]["lines"]:
        chosen[f"{MONEY}: {line['id']}"] = Measure("KRW", line["central"])
    return chosen


def _moments(
    summary: Mapping[str, Any], ends_h: float | None, functions: Iterable[str]
) -> dict[str, Measure]:
    """Tell when services and functions were back."""
    found = {}
    for name, service in summary["services"].items():
        if service["owner"] is not None:
            for label, (loss, back) in _MOMENTS.items():
                found[f"{name}: {label}"] = _moment(service[loss], service[back], ends_h)
    for name in functions:
        if name.partition(".")[0] in summary["services"]:
            told = summary["features"].get(name, _NEVER_LOST)
            again = _moment(told["down_from_h"], told["first_function_h"], ends_h)
            found[f"{name}: works again"] = again
    return found


def _moment(lost: object, back_h: float | None, ends_h: float | None) -> Measure:
    """Tell when something was back: at once where it was never lost, else at the end or later."""
    if back_h is not None:
        return Measure("h", back_h)
    if lost in {None, False}:
        return Measure("h", 0.0, happened=False)
    return Measure("h", ends_h, cut=True)


def differences(
    first: Sequence[Mapping[str, Any]],
    second: Sequence[Mapping[str, Any]],
    ends_h: float | None = None,
) -> list[Difference]:
    """Compare two scenarios over the same seeds.

    Parameters
    ----------
    first, second : sequence of mapping
        Summaries of the runs of each scenario, seed by seed in the same order.
    ends_h : float, optional
        When the runs end, hours after the event.

    Returns
    -------
    list of Difference
        For every number that happened anywhere and that both scenarios have.
    """
    functions = _told_apart([*first, *second])
    ours = [metrics(summary, ends_h, functions) for summary in first]
    theirs = [metrics(summary, ends_h, functions) for summary in second]
    result = []
    for name in ours[0]:
        if name in theirs[0]:
            left, right = ([run[name] for run in runs] for runs in (ours, theirs))
            if any(measure.happened for measure in left + right):
                result.append(_difference(name, left, right))
    return result


def _told_apart(summaries: Iterable[Mapping[str, Any]]) -> list[str]:
    """List the functions that were lost in any run, of services that lost more than one."""
    lost = dict.fromkeys(
        name
        for summary in summaries
        for name, told in summary["features"].items()
        if told["own"] and told["down_from_h"] is not None
    )
    services = Counter(name.partition(".")[0] for name in lost)
    return [name for name in lost if services[name.partition(".")[0]] > 1]


def _difference(name: str, left: Sequence[Measure], right: Sequence[Measure]) -> Difference:
    apart = [
        b.value - a.value
        for a, b in zip(left, right, strict=True)
        if a.value is not None and b.value is not None
    ]
    return Difference(
        name,
        left[0].unit,
        _mean(left),
        _mean(right),
        paired_interval(apart),
        _spread(apart),
        (sum(one.happened for one in left), sum(one.happened for one in right)),
        (sum(one.cut for one in left), sum(one.cut for one in right)),
    )


def _mean(measures: Sequence[Measure]) -> float | None:
    known = [one.value for one in measures if one.value is not None]
    return fsum(known) / len(known) if any(one.happened for one in measures) and known else None


def _spread(apart: Sequence[float]) -> tuple[float, float] | None:
    if len(apart) < 2:  # noqa: PLR2004 - one value has no spread
        return None
    beyond = (1.0 - MIDDLE) / 2.0
    low, high = np.quantile(apart, [beyond, 1.0 - beyond]).tolist()
    return low, high
