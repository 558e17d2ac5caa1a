"""Show which redundancy helps against which cause."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.asking import read
from simulator.commands.console import Format, progress, write_json, write_lines
from simulator.errors import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.experiments.redundancy import Cell, Row, Study
    from simulator.model.scenario import Scenario

REFERENCE: Final = "worlds/reference.yaml"
"""The owner that is arranged where no scenario is named."""
SEEDS: Final = 50


def redundancy(
    scenario: Annotated[
        str | None, typer.Argument(help="A shipped scenario or a file; else a reference owner.")
    ] = None,
    *,
    owner: Annotated[
        str | None, typer.Option(metavar="ID", help="Whom to arrange; else who is used most.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=10_000, help="Seeds 1 to N.")] = SEEDS,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a field.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Let every cause strike one owner under every redundancy pattern; no people are needed."""
    study = prepare(scenario, owner, set_ or [])
    from simulator.commands.redundancy_text import redundancy_text  # noqa: PLC0415
    from simulator.experiments.redundancy import matrix  # noqa: PLC0415 - loads the engine

    with progress("letting every cause strike every arrangement") as show:
        rows = matrix(study, range(1, seeds + 1), progress=show)
    if format_ is Format.JSON:
        write_json(_plain(study, seeds, rows))
    else:
        write_lines(redundancy_text(study, seeds, rows))


def prepare(scenario: str | None, owner: str | None, settings: list[str]) -> "Study":
    """Read whom to arrange, and the catalogue from which causes take their marks.

    Parameters
    ----------
    scenario : str or None
        Name or file; the reference owner where there is none.
    owner : str or None
        Its id; who is used most where there is none.
    settings : list of str
        Each PATH=VALUE.

    Returns
    -------
    Study
        The owner in its scenario, which lasts as long as the reference or longer. Classes of its
        own catalogue replace standard ones by id. Where a scenario is named, its owner is struck
        as declared, too.
    """
    from simulator.experiments.arrangements import ground  # noqa: PLC0415
    from simulator.experiments.redundancy import Study, lasting  # noqa: PLC0415
    from simulator.io.bundled import bundled  # noqa: PLC0415
    from simulator.io.tables import read_hazard_classes  # noqa: PLC0415
    from simulator.model.structure import under_prior  # noqa: PLC0415 - loads pydantic

    declared = read(scenario or str(bundled("scenarios", REFERENCE)), settings)
    classes = {kind.id: kind for kind in read_hazard_classes()}
    own = {kind.id: kind for kind in declared.catalogue}
    classes |= {
        name: kind
        for name, kind in own.items()
        if name in classes and kind.kind == classes[name].kind
    }
    classes = {kind.id: kind for kind in under_prior(declared.structure, classes.values())}
    place = ground(declared, _owner(declared, owner))
    return Study(lasting(declared), place, classes, with_declared=scenario is not None)


def _owner(declared: "Scenario", asked: str | None) -> str:
    """Find the owner that is meant: else, of those with machines, the one that is used most."""
    from simulator.model.complaint import unknown  # noqa: PLC0415 - loads pydantic
    from simulator.topology.usage import service_use  # noqa: PLC0415

    used = service_use(declared)
    use = dict.fromkeys((component.owner for component in declared.components), 0.0)
    for service in declared.services:
        if service.owner in use:
            use[service.owner] += used[service.id]
    known = sorted((name for name in use if use[name] > 0.0), key=lambda name: -use[name])
    problems = list(unknown("--owner", asked or "", "owner with machines and users", known))
    if problems and (asked is not None or not known):
        raise ScenarioError("--owner", problems)
    return asked or known[0]


def _plain(study: "Study", seeds: int, rows: "list[Row]") -> dict[str, Any]:
    from simulator.experiments.redundancy import a_year, rate_per_year  # noqa: PLC0415

    def cells(found: "Sequence[Cell]") -> dict[str, dict[str, float | bool | None]]:
        return {
            by.short: {"mean": cell.mean_h, "standard_error": cell.error_h, "cut": cell.cut}
            for by, cell in zip(study.arrangements, found, strict=True)
        }

    return {
        "scenario": study.scenario.name,
        "owner": study.place.owner,
        "site": study.place.site,
        "services": list(study.place.services),
        "seeds": seeds,
        "horizon_h": study.horizon_h,
        "arrangements": {by.short: by.name for by in study.arrangements},
        "causes": {
            row.cause.id: {
                "name": row.cause.name,
                "rate_per_year": rate_per_year(study, row.cause),
                "unserved_h": cells(row.cells),
            }
            for row in rows
        },
        "unserved_h_per_year": cells(a_year(study, rows)),
    }
