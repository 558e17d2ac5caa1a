"""Compare scenarios seed by seed, on the same luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.analysis.intervals import Interval, paired_interval

Metrics = Mapping[str, float | None]
"""Numbers of one run by name; none where the thing never happened."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one number differs between two scenarios."""

    metric: str
    """Its name, for example unmet_need_hours."""
    unit: str
    """Its unit."""
    first: float | None
    """Mean in the first scenario over the seeds in which it happened."""
    second: float | None
    """Mean in the second."""
    difference: Interval | None
    """Second minus first over the seeds in which it happened in both; none without any."""


def metrics(summary: Mapping[str, Any]) -> dict[str, tuple[str, float | None]]:
    """Choose the numbers by which scenarios are compared.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.

    Returns
    -------
    dict
        Unit and value by name; the people counted are residents.
    """
    scale = summary["residents"] / summary["people"]
    harm = summary["harm"]
    chosen: dict[str, tuple[str, float | None]] = {
        "unmet need-hours": ("need-h", harm["unmet_need_hours"]),
        "unmet need-hours, weighted": ("need-h", harm["unmet_need_hours_weighted"]),
        "people affected at the peak": ("persons", summary["peak_people_affected"]),
    }
    for name, counts in summary["needs"].items():
        chosen[f"unmet need-hours: {name}"] = ("need-h", counts["unmet_need_hours"] * scale)
    for name, counts in summary["needs"].items():
        chosen[f"needs given up: {name}"] = ("needs", counts["abandoned"] * scale)
    for name, service in summary["services"].items():
        if service["owner"] is not None:
            chosen[f"{name}: first function"] = ("h", service["first_function_h"])
            chosen[f"{name}: fully back"] = ("h", service["full_function_h"])
    return chosen


def differences(
    first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    """Compare two scenarios over the same seeds.

    Parameters
    ----------
    first, second : sequence of mapping
        Summaries of the runs of each scenario, seed by seed in the same order.

    Returns
    -------
    list of Difference
        For every number that happened anywhere and that both scenarios have.
    """
    ours, theirs = [metrics(summary) for summary in first], [metrics(s) for s in second]
    result = []
    for name, (unit, _) in ours[0].items():
        if name not in theirs[0]:
            continue
        left, right = ([run[name][1] for run in runs] for runs in (ours, theirs))
        if any(value is not None for value in left + right):
            apart = [
                b - a for a, b in zip(left, right, strict=True) if not (a is None or b is None)
            ]
            result.append(Difference(name, unit, _mean(left), _mean(right), paired_interval(apart)))
    return result


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
