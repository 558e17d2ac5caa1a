"""Compare scenarios on the same luck, with intervals."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.amounts import NOTHING, SHORT, amount, span
from simulator.commands.asking import FEWEST, MOST, read
from simulator.commands.console import Format, Table, progress, write, write_json, write_table
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.analysis.compare import Difference
    from simulator.model.scenario import Scenario

_SEEDS: Final = 5
_PEOPLE: Final = 20_000


def compare(  # noqa: PLR0913 - one parameter for each option
    scenarios: Annotated[list[str], typer.Argument(help="Two or more; the first is the base.")],
    *,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Seeds 1 to N.")] = _SEEDS,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")] = _PEOPLE,
    remedy: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Compare the first with itself under this remedy."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Processes; else one for each core.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Compare scenarios on the same luck, with intervals."""
    from simulator.analysis.compare import differences  # noqa: PLC0415
    from simulator.experiments.comparing import Asked, summaries  # noqa: PLC0415 - loads numba
    from simulator.experiments.parallel import usual_workers  # noqa: PLC0415

    cases = [(name, read(name)) for name in scenarios]
    cases += [(f"{scenarios[0]} + {name}", read(scenarios[0], (), [name])) for name in remedy or ()]
    if len(cases) < 2:  # noqa: PLR2004 - to compare takes two
        expected = "two or more scenarios, or one with --remedy"
        raise ScenarioError("compare", [Problem("S308", "compare", None, "", "one", expected)])
    numbers = range(1, seeds + 1)
    asked = {name: [Asked(scenario, seed, people) for seed in numbers] for name, scenario in cases}
    with progress(f"simulating {len(cases)} setups, {seeds} seeds, {people:,} people") as show:
        made = summaries(asked, workers or usual_workers(), show)
    first, *others = made
    ends_h = _ends_h(cases[0][1])
    found = {name: differences(made[first], made[name], ends_h) for name in others}
    if format_ is Format.JSON:
        write_json(_json(first, seeds, people, found))
    else:
        _text(first, seeds, found, _named(cases[0][1]))


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
    first: str, seeds: int, people: int, found: "dict[str, list[Difference]]"
) -> dict[str, Any]:
    return {
        "base": first,
        "seeds": seeds,
        "people": people,
        "confidence": 0.95,
        "differences": {name: [asdict(row) for row in rows] for name, rows in found.items()},
    }


def _text(
    first: str, seeds: int, found: "dict[str, list[Difference]]", named: dict[str, str]
) -> None:
    for name, rows in found.items():
        write(f"A  {first}")
        write(f"B  {name}")
        write()
        shown = [_row(row, named) for row in rows if row.first or row.second]
        write_table(Table("", ("", "A", "B", "B - A", "95 % interval"), shown, whole=(1, 2, 3, 4)))
    if seeds == 1:
        write("One seed gives no interval: use --seeds 3 or more.")
        return
    write(
        f"Means over {seeds} seeds ({SHORT}). Each pair of runs has the same luck, so the "
        "differences are due to the setups. The intervals cover luck alone, not what the "
        "model leaves out."
    )
    every = [row for rows in found.values() for row in rows if row.unit == "h"]
    if any(not all(row.happened) for row in every):
        write("A time until something is back counts as 0 where it was never lost.")
    if any(any(row.cut) for row in every):
        write("> In some runs it was not back when they ended; it counts as back then.")


def _row(row: "Difference", named: dict[str, str]) -> list[str]:
    apart = row.difference
    bounds = NOTHING
    if apart is not None and apart.low is not None and apart.high is not None:
        unit = "difference in h" if row.unit == "h" else row.unit
        bounds = span(apart.low, apart.high, unit)
    return [
        _label(row.metric, named),
        _mean(row.first, row, 0),
        _mean(row.second, row, 1),
        amount(apart.mean, row.unit) if apart else NOTHING,
        bounds,
    ]


def _label(metric: str, named: dict[str, str]) -> str:
    """Name a number as `run` does."""
    from simulator.analysis.compare import MONEY  # noqa: PLC0415
    from simulator.commands.ledger_text import line_name  # noqa: PLC0415

    kind, _, line = metric.partition(": ")
    if kind == MONEY:
        return f"{MONEY}, {line_name(line, named)}"
    return ": ".join(named.get(part, part) for part in metric.split(": "))


def _mean(value: float | None, row: "Difference", side: int) -> str:
    """Write a mean; what was never lost is not back after any time."""
    if row.unit == "h" and not row.happened[side]:
        return "not lost"
    return ("> " if row.cut[side] else "") + amount(value, row.unit)
