"""Compare scenarios on the same luck, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.asking import FEWEST, MOST, read
from simulator.commands.compare_text import Told, write_comparison
from simulator.commands.console import Format, progress, write_json
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.analysis.compare import Difference
    from simulator.experiments.comparing import Asked
    from simulator.experiments.members import Member
    from simulator.model.scenario import Scenario

_SEEDS: Final = 5
_PEOPLE: Final = 20_000


class Kind(StrEnum):
    """Where the parameters of each pair come from."""

    PRIOR = "prior"
    POSTERIOR = "posterior"


def compare(  # noqa: PLR0913 - one parameter for each option
    scenarios: Annotated[list[str], typer.Argument(help="Two or more; the first is the base.")],
    *,
    seeds: Annotated[
        int, typer.Option(min=1, max=1000, help="Seeds 1 to N, or that many members.")
    ] = _SEEDS,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")] = _PEOPLE,
    remedy: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Compare the first with itself under this remedy."),
    ] = None,
    ensemble: Annotated[
        Kind | None,
        typer.Option(help="Let each pair have one member's parameters and luck; else luck alone."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Processes; else one for each core.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Compare scenarios on the same luck, with intervals."""
    from simulator.analysis.compare import differences  # noqa: PLC0415
    from simulator.experiments.comparing import summaries  # noqa: PLC0415 - loads numba
    from simulator.experiments.parallel import usual_workers  # noqa: PLC0415

    cases: dict[str, tuple[str, tuple[str, ...]]] = {name: (name, ()) for name in scenarios}
    cases |= {f"{scenarios[0]} + {name}": (scenarios[0], (name,)) for name in remedy or ()}
    if len(scenarios) + len(remedy or ()) < 2:  # noqa: PLR2004 - to compare takes two
        expected = "two or more scenarios, or one with --remedy"
        raise ScenarioError("compare", [Problem("S308", "compare", None, "", "one", expected)])
    base = read(scenarios[0])
    members, origin = _members(base, ensemble, seeds)
    asked = {name: _asked(*case, members, people) for name, case in cases.items()}
    label = f"simulating {len(cases)} setups, {len(members)} pairs each, {people:,} people"
    with progress(label) as show:
        made = summaries(asked, workers or usual_workers(), show)
    first, *others = made
    found = {name: differences(made[first], made[name], _ends_h(base)) for name in others}
    one_of = max(run["residents"] / run["people"] for runs in made.values() for run in runs[:1])
    if format_ is Format.JSON:
        more = {
            "ensemble": ensemble and str(ensemble),
            "origin": origin,
            "residents_per_person": one_of,
        }
        write_json(_json(first, len(members), people, found) | more)
    else:
        told = Told(first, len(members), ensemble and str(ensemble), origin, people, one_of)
        write_comparison(told, found, _named(base))


def _members(
    base: "Scenario", ensemble: Kind | None, seeds: int
) -> "tuple[Sequence[Member], str | None]":
    """Choose who answers: as declared under other luck, or members of a calibrated ensemble."""
    from simulator.experiments.members import Member  # noqa: PLC0415 - loads numba
    from simulator.experiments.predictive import ensembles_for  # noqa: PLC0415

    if ensemble is None:
        return [Member(seed - 1, seed, {}) for seed in range(1, seeds + 1)], None
    found, origin = ensembles_for(base.case or base.name, str(ensemble), seeds)
    if str(ensemble) not in found:
        expected = "a case that has been calibrated: linchpin calibrate kakao-2022"
        problem = Problem("S301", "--ensemble", None, "", f"no ensemble for {base.name}", expected)
        raise ScenarioError("compare", [problem])
    return found[str(ensemble)], origin


def _asked(
    name: str, remedies: Sequence[str], members: "Sequence[Member]", people: int
) -> "list[Asked]":
    """Read a setup as each member has it; remedies act on top of a member's parameters."""
    from simulator.experiments.comparing import Asked  # noqa: PLC0415 - loads numba
    from simulator.io.scenario_files import read_scenario  # noqa: PLC0415

    known: dict[tuple[tuple[str, float], ...], Scenario] = {}
    asked = []
    for member in members:
        key = tuple(member.values.items())
        if key not in known:
            known[key] = read_scenario(name, {}, remedies, member.values)
        asked.append(Asked(known[key], member.seed, people))
    return asked


def _ends_h(scenario: "Scenario") -> float:
    """Tell when the run ends, hours after the event."""
    before_h = (scenario.clock.event - scenario.clock.start) / timedelta(hours=1)
    return scenario.clock.horizon_h - before_h


def _named(scenario: "Scenario") -> dict[str, str]:
    """Collect the names that a reader of `run` knows services and needs by."""
    needs = {category.id: category.name for category in scenario.people.categories}
    functions = {
        f"{service.id}.{feature.id}": f"{service.name}, {feature.name}"
        for service in scenario.services
        for feature in service.features
    }
    return needs | {service.id: service.name for service in scenario.services} | functions


def _json(
    first: str, seeds: int, people: int, found: "Mapping[str, Sequence[Difference]]"
) -> dict[str, Any]:
    return {
        "base": first,
        "seeds": seeds,
        "people": people,
        "confidence": 0.95,
        "differences": {name: [asdict(row) for row in rows] for name, rows in found.items()},
    }
