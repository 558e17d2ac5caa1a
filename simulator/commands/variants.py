"""Ask whether the ranking of remedies survives another form of the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.asking import FEWEST, MOST
from simulator.commands.console import Format, progress, write_json
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.experiments.fire_priors import Stricken
    from simulator.experiments.variants import Hits, Outcome, Variant
    from simulator.model.catalogue import HazardClass
    from simulator.model.scenario import Scenario

NOTHING: Final = "no remedy"
SEEDS: Final = 4
PEOPLE: Final = 20_000
SEEDS_ALONE: Final = 20
"""Seeds of machines without people, which take little time."""


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

    def harm(self, variant: str, *, weighted: bool = False) -> dict[str, list[float]]:
        """Give the need-hours of each remedy under a variant, seed by seed."""
        return {
            name: [one.weighted if weighted else one.unmet for one in self.outcomes[variant, name]]
            for name in self.remedies
        }


def variants(  # noqa: PLR0913 - one parameter for each option
    scenario: Annotated[str, typer.Argument(help="A shipped scenario or a file.")],
    *,
    remedy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Rank this one; else all declared.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Seeds 1 to N.")] = SEEDS,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")] = PEOPLE,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Processes; else one for each core.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Rank remedies under other forms of the model, to see whether that changes the order."""
    from simulator.commands.variants_text import variants_text  # noqa: PLC0415
    from simulator.experiments.parallel import usual_workers  # noqa: PLC0415

    study = prepare_and_run(scenario, remedy or (), seeds, people, workers or usual_workers())
    if format_ is Format.JSON:
        write_json(plain(study))
    else:
        variants_text(study)


def prepare_and_run(
    name: str, asked: Sequence[str], seeds: int, people: int, workers: int
) -> Study:
    """Read every combination first, so that nothing is refused half-way, then run them.

    Parameters
    ----------
    name : str
        A shipped scenario or the path of a file.
    asked : sequence of str
        Remedies; all declared ones where there are none.
    seeds : int
        Seeds 1 to this.
    people : int
        Simulated people.
    workers : int
        Processes.

    Returns
    -------
    Study
        What was found.

    Raises
    ------
    ScenarioError
        If the scenario has no remedies, or a combination contradicts itself.
    """
    from simulator.experiments.variants import (  # noqa: PLC0415
        BASE,
        harm_by_seed,
        hits_by_form,
        variants_of,
    )
    from simulator.io.scenario_files import read_scenario  # noqa: PLC0415

    base = read_scenario(name)
    remedies = tuple(dict.fromkeys(asked)) or tuple(one.id for one in base.remedies)
    if not remedies:
        expected = "a scenario that declares remedies, so that there is something to rank"
        raise ScenarioError(name, [Problem("S309", name, None, "remedies", "none", expected)])
    forms = tuple(variants_of(base))
    values: dict[str, Mapping[str, float | str]] = {BASE: {}}
    values |= {form.id: form.values for form in forms if not form.idle}
    scenarios = {
        (variant, one): read_scenario(name, {}, () if one == NOTHING else (one,), changed)
        for variant, changed in values.items()
        for one in (NOTHING, *remedies)
    }
    label = f"running {len(scenarios) * seeds} combinations of forms, remedies and seeds"
    with progress(label) as show:
        outcomes = harm_by_seed(scenarios, range(1, seeds + 1), people, workers, show)
    plainly = {form: scenarios[form, NOTHING] for form in values}
    with progress("holding each form to what was observed") as show:
        hits = hits_by_form(plainly, range(1, seeds + 1), people, workers, show)
    owner, yearly = _yearly(name, remedies, workers)
    return Study(base, remedies, forms, seeds, people, outcomes, hits, owner, yearly)


def _yearly(
    name: str, remedies: Sequence[str], workers: int
) -> tuple[str, dict[str, dict[str, list[float]]]]:
    """Add up a year of every cause under both priors of fires, machines alone."""
    from simulator.experiments.fire_priors import PRIORS, a_year, hours_by_cause  # noqa: PLC0415

    owner, catalogue, stricken = _stricken(name, remedies)
    with progress("letting every cause of a year strike under every remedy") as show:
        hours = hours_by_cause(stricken, range(1, SEEDS_ALONE + 1), workers, show)
    return owner, {prior: a_year(hours, catalogue, prior) for prior in PRIORS}


def _stricken(
    name: str, remedies: Sequence[str]
) -> "tuple[str, Mapping[str, HazardClass], dict[str, Stricken]]":
    """Put the owner that is used most before every cause, under each remedy."""
    from simulator.commands.redundancy import prepare  # noqa: PLC0415
    from simulator.experiments.arrangements import ground  # noqa: PLC0415
    from simulator.experiments.fire_priors import Stricken  # noqa: PLC0415
    from simulator.experiments.redundancy import lasting  # noqa: PLC0415
    from simulator.io.scenario_files import read_scenario  # noqa: PLC0415

    study = prepare(name, None, ["structure.fire_rate=buildings"])
    owner = study.place.owner
    stricken = {}
    for one in (NOTHING, *remedies):
        lived = lasting(read_scenario(name, {}, () if one == NOTHING else (one,)))
        stricken[one] = Stricken(lived, ground(lived, owner), study.catalogue)
    return owner, study.catalogue, stricken


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
    told = {"no_remedy": fmean(none), "remedies": _told(harm, none)}
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
        found[name] = {"mean": fmean(values), "rank": places[name], "difference": difference}
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
    more = {"owner": study.owner, "unit": "unserved hours a year", "seeds": SEEDS_ALONE}
    return more | {"priors": told} | _against(base, other)
