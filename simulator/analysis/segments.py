"""Tell how harm is spread: per head by segment, Gini, concentration index, ratios."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulator.analysis.needs import unmet_hours
from simulator.results.run_result import RunResult

CHILDREN: Final = "children"
WORST_TENTH: Final = 0.1
_OLD, _YOUNG = "elderly", "youth"


def gini(people: Sequence[float], harm: Sequence[float]) -> float | None:
    """Measure how unequally harm is spread over groups, 0 alike to nearly 1.

    Half the mean absolute difference over the mean, as if harm were even within each group, so
    that it is a lower bound of the Gini over persons (Gini 1912; Lerman and Yitzhaki 1989).

    Parameters
    ----------
    people, harm : sequence of float
        Size and harm of each group.

    Returns
    -------
    float or None
        None where there is no harm.

    Examples
    --------
    >>> gini([1, 1], [0, 2]), gini([3, 1], [3, 1])
    (0.5, 0.0)
    """
    ranked = sorted(zip(people, harm, strict=True), key=lambda pair: pair[1] / pair[0])
    return concentration([p for p, _ in ranked], [h for _, h in ranked])


def concentration(people: Sequence[float], harm: Sequence[float]) -> float | None:
    """Measure whether harm falls on the groups that stand first (-) or last (+), -1 to 1.

    C = sum of (p_t L_t+1 - p_t+1 L_t) over groups in their order, p and L cumulative shares of
    people and harm (Fuller and Lury 1977; Kakwani, Wagstaff and van Doorslaer 1997).

    Parameters
    ----------
    people, harm : sequence of float
        Size and harm of each group, the worst off first.

    Returns
    -------
    float or None
        None where there is no harm.

    Examples
    --------
    >>> concentration([1, 1], [2, 0])
    -0.5
    """
    n, total = float(sum(people)), float(sum(harm))
    if n <= 0 or total <= 0:
        return None
    heads = bearers = index = 0.0
    for size, borne in zip(people, harm, strict=True):
        then_heads, then_bearers = heads + size / n, bearers + borne / total
        index += heads * then_bearers - then_heads * bearers
        heads, bearers = then_heads, then_bearers
    return round(index, 4)


def worst_share(
    people: Sequence[float], harm: Sequence[float], part: float = WORST_TENTH
) -> float | None:
    """Tell which share of the harm falls on the part of people who are hit hardest.

    Parameters
    ----------
    people, harm : sequence of float
        Size and harm of each group; harm counts as even within a group (Lorenz 1905).
    part : float
        Share of people.

    Returns
    -------
    float or None
        None where there is no harm.

    Examples
    --------
    >>> worst_share([80, 20], [20, 80]), worst_share([9, 1], [0, 5])
    (0.4, 1.0)
    """
    left, total, borne = part * float(sum(people)), float(sum(harm)), 0.0
    if total <= 0:
        return None
    ranked = sorted(zip(people, harm, strict=True), key=lambda pair: -pair[1] / pair[0])
    for size, lost in ranked:
        taken = min(left, size)
        borne += lost * taken / size
        left -= taken
    return round(borne / total, 4)


def by_segment(run: RunResult) -> dict[str, dict[str, Any]]:
    """Divide the unmet need-hours among the segments.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By segment: name, residents (persons), unmet need-hours (h) scaled to residents, and the
        same per head (h).
    """
    scale = run.residents_each
    unmet = run.tables["harm"].groupby("segment")["unmet_ms"].sum()
    people = run.tables["people"].groupby("segment")["people"].sum()
    result: dict[str, dict[str, Any]] = {}
    for segment in run.scenario.people.segments:
        lost = unmet_hours(float(unmet.get(segment.id, 0)))
        heads = int(people.get(segment.id, 0))
        result[segment.id] = {
            "name": segment.name,
            "name_ko": segment.name_ko,
            "residents": round(heads * scale),
            "unmet_need_hours": round(lost * scale, 1),
            "unmet_need_hours_per_head": round(lost / heads, 4) if heads else 0.0,
        }
    return result


def times_the_mean(told: Mapping[str, Mapping[str, Any]]) -> float:
    """Divide the hours per head of the group hit hardest by those of all groups together.

    Parameters
    ----------
    told : mapping
        What `by_segment` returns; children under ten are in none of the groups.

    Returns
    -------
    float
        Ratio; 0 where nobody was harmed.

    Examples
    --------
    >>> old = {"residents": 1, "unmet_need_hours": 3.0, "unmet_need_hours_per_head": 3.0}
    >>> young = {"residents": 2, "unmet_need_hours": 3.0, "unmet_need_hours_per_head": 1.5}
    >>> times_the_mean({"old": old, "young": young})
    1.5
    """
    heads = sum(group["residents"] for group in told.values())
    mean = sum(group["unmet_need_hours"] for group in told.values()) / max(heads, 1)
    worst = max(group["unmet_need_hours_per_head"] for group in told.values())
    return float(worst / mean) if mean else 0.0


def distribution(run: RunResult) -> dict[str, Any]:
    """Describe who bears the harm.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        Hours per head of all residents, children included, as is the mean that the group hit
        hardest is divided by; Gini over persons, and over segments
        and regions; share of the harm on the tenth of persons hit hardest; concentration index
        over segments by skill; ratios between segments.
    """
    told = by_segment(run)
    people, harm = _groups(run)
    ranked = sorted(
        (s for s in run.scenario.people.segments if told[s.id]["residents"]), key=lambda s: s.skill
    )
    heads = {name: told[name]["unmet_need_hours_per_head"] for name in told}
    lost = sum(told[s.id]["unmet_need_hours"] for s in ranked)
    worst = max(heads, key=lambda name: heads[name])
    mean = lost / run.scenario.people.residents
    return {
        "per_head_h": round(mean, 4),
        "children": round(_children(run)),
        "gini": gini(*_bands(run)),
        "worst_tenth_share": worst_share(*_bands(run)),
        "gini_of_groups": gini(people, harm),
        "concentration_by_skill": concentration(
            [told[s.id]["residents"] for s in ranked],
            [told[s.id]["unmet_need_hours"] for s in ranked],
        ),
        "elderly_to_youth": _ratio(heads.get(_OLD), heads.get(_YOUNG)),
        "worst_segment": worst if heads[worst] else None,
        "worst_to_mean": _ratio(heads[worst], mean),
    }


def _bands(run: RunResult) -> tuple[list[float], list[float]]:
    """List people and unmet time by band of it, all segments together, the unharmed first."""
    rows = run.tables["harm_spread"].groupby("band")[["people", "unmet_ms"]].sum()
    everyone = int(run.tables["people"]["people"].sum())
    people = [float(everyone - rows["people"].sum()), *rows["people"].astype(float).tolist()]
    harm = [0.0, *rows["unmet_ms"].astype(float).tolist()]
    known = [(size, lost) for size, lost in zip(people, harm, strict=True) if size > 0]
    return [size for size, _ in known], [lost for _, lost in known]


def _children(run: RunResult) -> float:
    rows = run.tables["people"]
    return float(rows.loc[rows["segment"] == CHILDREN, "people"].sum()) * run.residents_each


def _groups(run: RunResult) -> tuple[list[float], list[float]]:
    """List people and unmet time of each segment in each region, where there are people."""
    keys = ["segment", "region"]
    people = run.tables["people"].groupby(keys)["people"].sum()
    people = people[people > 0]
    harm = run.tables["harm"].groupby(keys)["unmet_ms"].sum().reindex(people.index, fill_value=0)
    return people.astype(float).tolist(), harm.astype(float).tolist()


def _ratio(over: float | None, under: float | None) -> float | None:
    return round(over / under, 3) if over is not None and under else None
