"""Ask whether the ranking of remedies survives another form of the model."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulator.commands.asking import FEWEST, MOST
from simulator.commands.console import Format, progress, write_json
from simulator.commands.variants_study import MORE_ALONE, NOTHING, Study, plain
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.experiments.fire_priors import Stricken
    from simulator.model.catalogue import HazardClass

SEEDS: Final = 4
PEOPLE: Final = 20_000


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
    owner, yearly = _yearly(name, remedies, MORE_ALONE * seeds, workers)
    return Study(base, remedies, forms, seeds, people, outcomes, hits, owner, yearly)


def _yearly(
    name: str, remedies: Sequence[str], seeds: int, workers: int
) -> tuple[str, dict[str, dict[str, list[float]]]]:
    """Add up a year of every cause under both priors of fires, machines alone."""
    from simulator.experiments.fire_priors import PRIORS, a_year, hours_by_cause  # noqa: PLC0415

    owner, catalogue, stricken = _stricken(name, remedies)
    with progress("letting every cause of a year strike under every remedy") as show:
        hours = hours_by_cause(stricken, range(1, seeds + 1), workers, show)
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
