"""Hold what a study of variants found, and write it as an object of JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from simulator.experiments.variants import Hits, Outcome, Variant
    from simulator.model.scenario import Scenario

NOTHING: Final = "no remedy"
MORE_ALONE: Final = 5
"""By how many times more seeds there are of machines without people, which take little time."""


@dataclass(frozen=True, slots=True)
class Study:
    """What was found, before it is written."""

    scenario: "Scenario"
    """As declared."""
    remedies: tuple[str, ...]
    """Those that are ranked."""
    variants: "tuple[Variant, ...]"
    """All of them, also those that cannot matter."""
    seeds: int
    people: int
    outcomes: "Mapping[tuple[str, str], Sequence[Outcome]]"
    """By variant (or the base) and remedy (or none), one for each seed."""
    hits: "Mapping[str, Hits]"
    """By variant (or the base), observations of the case that are hit without any remedy."""
    owner: str
    """Who is struck by every cause of a year."""
    yearly: Mapping[str, Mapping[str, Sequence[float]]]
    """By prior of fires and remedy, unserved hours a year of that owner, one for each seed."""

    @property
    def seeds_alone(self) -> int:
        """Seeds of machines without people."""
        return MORE_ALONE * self.seeds

    def harm(self, variant: str, *, weighted: bool = False) -> dict[str, list[float]]:
        """Give the need-hours of each remedy under a variant, seed by seed."""
        return {
            name: [one.weighted if weighted else one.unmet for one in self.outcomes[variant, name]]
            for name in self.remedies
        }


def plain(study: Study) -> dict[str, Any]:
    """Write a study as an object of JSON.

    Parameters
    ----------
    study : Study
        What was found.

    Returns
    -------
    dict
        Means, ranks, rank correlations and pairs by variant; the year under both priors.
    """
    from simulator.experiments.variants import BASE  # noqa: PLC0415

    forms = [
        {"id": form.id, "name": form.name, "values": dict(form.values), "idle": form.idle or None}
        for form in study.variants
    ]
    run = [BASE, *(form.id for form in study.variants if not form.idle)]
    return {
        "scenario": study.scenario.name,
        "seeds": study.seeds,
        "people": study.people,
        "confidence": 0.95,
        "variants": forms,
        "remedies": list(study.remedies),
        "unmet_need_hours": {one: _ranked(study, one, weighted=False) for one in run},
        "unmet_need_hours_weighted": {one: _ranked(study, one, weighted=True) for one in run},
        "observations_hit": {
            form: {use: {"hits": hit, "rows": of} for use, (hit, of) in found.items()}
            for form, found in study.hits.items()
        },
        "year": _year(study),
    }


def _ranked(study: Study, variant: str, *, weighted: bool) -> dict[str, Any]:
    """Tell means and ranks under a variant, and how they differ from the base."""
    from statistics import fmean  # noqa: PLC0415

    from simulator.experiments.variants import BASE  # noqa: PLC0415

    none = [one.weighted if weighted else one.unmet for one in study.outcomes[variant, NOTHING]]
    harm = study.harm(variant, weighted=weighted)
    told: dict[str, Any] = {"no_remedy": fmean(none), "no_remedy_by_seed": none}
    told["remedies"] = _told(harm, none)
    if variant != BASE:
        told |= _against(study.harm(BASE, weighted=weighted), harm)
    return told


def _told(harm: Mapping[str, Sequence[float]], none: Sequence[float]) -> dict[str, Any]:
    """Tell each remedy's mean, its rank, and its difference from no remedy."""
    from dataclasses import asdict  # noqa: PLC0415
    from statistics import fmean  # noqa: PLC0415

    from simulator.analysis.intervals import paired_interval  # noqa: PLC0415
    from simulator.analysis.ranking import ranks  # noqa: PLC0415

    places = ranks(harm)
    found = {}
    for name, values in harm.items():
        apart = paired_interval([b - a for a, b in zip(none, values, strict=True)])
        difference = asdict(apart) if apart else None
        found[name] = {
            "mean": fmean(values),
            "rank": places[name],
            "by_seed": list(values),
            "difference": difference,
        }
    return found


def _against(
    base: Mapping[str, Sequence[float]], harm: Mapping[str, Sequence[float]]
) -> dict[str, Any]:
    """Tell how a ranking differs from that of the base."""
    from dataclasses import asdict  # noqa: PLC0415

    from simulator.analysis.ranking import VERDICTS, pairs, tau  # noqa: PLC0415

    found = pairs(base, harm)
    counts = {verdict: sum(pair.verdict == verdict for pair in found) for verdict in VERDICTS}
    rows = [
        {**asdict(pair), "swaps": pair.swaps, "verdict": pair.verdict}
        for pair in found
        if pair.swaps or pair.verdict not in {"kept", "open"}
    ]
    return {"tau": tau(base, harm), "pairs": len(found), "verdicts": counts, "changed": rows}


def _year(study: Study) -> dict[str, Any]:
    """Tell what a year costs under both priors of fires."""
    base, other = (dict(study.yearly[prior]) for prior in study.yearly)
    told = {}
    for prior, harm in zip(study.yearly, (base, other), strict=True):
        none = harm.pop(NOTHING)
        told[prior] = {"no_remedy": sum(none) / len(none), "remedies": _told(harm, none)}
    more = {"owner": study.owner, "unit": "unserved hours a year", "seeds": study.seeds_alone}
    return more | {"priors": told} | _against(base, other)
