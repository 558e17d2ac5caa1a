"""Run remedies under other forms of the model, all on the same luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from simulator.analysis.needs import unmet_hours
from simulator.analysis.observed import compare_with
from simulator.engine.run import run
from simulator.experiments.paired import run_paired
from simulator.experiments.parallel import Progress, spread
from simulator.io.tables import read_observations
from simulator.model.hazards import BadPush
from simulator.model.scenario import Scenario
from simulator.model.services import Feature
from simulator.model.structure import is_fire

BASE: Final = "base"
STOPS_MACHINES: Final = {
    "fire",
    "power-loss",
    "cooling-failure",
    "machine-failure",
    "ransomware",
}
"""Hazards after which machines are started again; after a push only where hands are needed."""
KAPPA: Final = 0.5
"""How fast goodput falls where the base sheds all load."""
Value: TypeAlias = float | str
Hits: TypeAlias = Mapping[str, tuple[float, int]]
"""By use of the rows (fit, check, informed): how many are hit, mean over seeds, and how many."""
USES: Final = ("fit", "check", "informed")


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of the model."""

    id: str
    """Short name."""
    name: str
    """What holds in it."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What is set to get it, by dotted path."""
    idle: str = ""
    """Why it cannot matter in this scenario; empty where it can."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left people without, scaled to residents."""

    unmet: float
    """Unmet need-hours."""
    weighted: float
    """The same, each need by its weight."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One run: a scenario with its variant and remedy, and the address of its luck."""

    scenario: Scenario
    seed: int
    people: int


def variants_of(scenario: Scenario) -> list[Variant]:
    """List the forms that a scenario may be swapped to, each the opposite of what it declares.

    Parameters
    ----------
    scenario : Scenario
        The base.

    Returns
    -------
    list of Variant
        One for each switch, with the reason where it cannot matter.
    """
    return [
        _contagion(scenario),
        _hard_needs(scenario),
        _restoration(scenario),
        _kappa(scenario),
        _fire_rate(scenario),
    ]


def harm_of(asked: Asked) -> Outcome:
    """Make one run and sum up what people went without.

    Parameters
    ----------
    asked : Asked
        Scenario, seed and number of people.

    Returns
    -------
    Outcome
        Need-hours of all residents.
    """
    result = run(asked.scenario, asked.seed, asked.people)
    unmet_ms = result.tables["harm"].groupby("category")["unmet_ms"].sum()
    hours = {str(name): unmet_hours(float(ms)) for name, ms in unmet_ms.items()}
    weights = {one.id: one.weight for one in asked.scenario.people.categories}
    weighted = sum(weights[name] * value for name, value in hours.items())
    scale = result.residents_each
    return Outcome(sum(hours.values()) * scale, weighted * scale)


def harm_by_seed(
    scenarios: Mapping[tuple[str, str], Scenario],
    seeds: Sequence[int],
    people: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> dict[tuple[str, str], list[Outcome]]:
    """Run every variant with every remedy under every seed.

    Parameters
    ----------
    scenarios : mapping of (str, str) to Scenario
        By variant and remedy.
    seeds : sequence of int
        Addresses of luck, the same for all.
    people : int
        Simulated people.
    workers : int
        Processes; their number changes nothing but the time it takes.
    progress : callable, optional
        Told the finished share.

    Returns
    -------
    dict
        By variant and remedy, one outcome for each seed.
    """
    jobs = [Asked(scenario, seed, people) for scenario in scenarios.values() for seed in seeds]
    found = iter(spread(harm_of, jobs, workers, progress))
    return {key: [next(found) for _ in seeds] for key in scenarios}


def hits_of(asked: Asked) -> dict[str, tuple[int, int]]:
    """Make one run and its twin, and count the observations of its case that it hits.

    Parameters
    ----------
    asked : Asked
        Scenario, seed and number of people.

    Returns
    -------
    dict
        By use of the rows, how many are hit and how many there are; nothing if it is no real case.
    """
    if not asked.scenario.case:
        return {}
    paired = run_paired(asked.scenario, asked.seed, asked.people)
    found = dict.fromkeys(USES, (0, 0))
    for row in compare_with(paired, read_observations(asked.scenario.case)):
        use = "informed" if row["informed"] else row["use"]
        hit, of = found[use]
        found[use] = (hit + bool(row["hit"]), of + 1)
    return found


def hits_by_form(
    scenarios: Mapping[str, Scenario],
    seeds: Sequence[int],
    people: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> dict[str, Hits]:
    """Hold every form of the model to what was observed.

    Parameters
    ----------
    scenarios, seeds, people, workers, progress
        As for `harm_by_seed`, the scenarios by form alone.

    Returns
    -------
    dict
        By form, hits by use of the rows; nothing if it is no real case.
    """
    jobs = [Asked(scenario, seed, people) for scenario in scenarios.values() for seed in seeds]
    found = iter(spread(hits_of, jobs, workers, progress))
    return {form: _mean_hits([next(found) for _ in seeds]) for form in scenarios}


def _mean_hits(counts: Sequence[Mapping[str, tuple[int, int]]]) -> Hits:
    return {
        use: (sum(one[use][0] for one in counts) / len(counts), counts[0][use][1])
        for use in counts[0]
        if counts[0][use][1]
    }


def _contagion(scenario: Scenario) -> Variant:
    other = "complex" if scenario.people.society.contagion == "simple" else "simple"
    return Variant("contagion", f"{other} contagion", {"people.society.contagion": other})


def _hard_needs(scenario: Scenario) -> Variant:
    other = "product" if scenario.structure.hard_needs == "minimum" else "minimum"
    name = {"product": "product of hard needs", "minimum": "worst of hard needs"}[other]
    every = [feature for service in scenario.services for feature in service.features]
    idle = "" if any(map(_leans_hard, every)) else "no function has two hard dependencies"
    return Variant("hard-needs", name, {"structure.hard_needs": other}, idle)


def _leans_hard(feature: Feature) -> bool:
    return sum(need.hard for need in feature.needs) > 1


def _restoration(scenario: Scenario) -> Variant:
    law = scenario.structure.restoration.law
    other = "crew-limited" if law == "weibull" else "weibull"
    name = {"crew-limited": "return by crews", "weibull": "return by a Weibull law"}[other]
    stops = scenario.random_hazards or any(
        hazard.kind in STOPS_MACHINES or (isinstance(hazard, BadPush) and hazard.hands_on)
        for hazard in scenario.hazards
    )
    idle = "" if stops else "nothing that strikes leaves machines to restart"
    return Variant("restoration", name, {"structure.restoration.law": other}, idle)


def _kappa(scenario: Scenario) -> Variant:
    common = scenario.people.behaviour.goodput_decay
    own = [service.goodput_decay for service in scenario.services]
    falls = any((common if decay is None else decay) > 0.0 for decay in own)
    other = 0.0 if falls else KAPPA
    name = f"kappa {other:g}: overload {'is shed' if falls else 'harms'}"
    return Variant("kappa", name, {"services.*.goodput_decay": other})


def _fire_rate(scenario: Scenario) -> Variant:
    other = "buildings" if scenario.structure.fire_rate == "operator" else "operator"
    names = {"buildings": "fires as in many buildings", "operator": "fires as at one operator"}
    idle = ""
    if not scenario.random_hazards:
        idle = "what strikes is declared with its time, so no rate plays a part in a run"
    elif not any(map(is_fire, scenario.catalogue)):
        idle = "its catalogue has no fires of sites"
    return Variant("fire-rate", names[other], {"structure.fire_rate": other}, idle)
