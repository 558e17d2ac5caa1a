"""Say without a run what can take services down, and what matters most."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.asking import read
from simulator.commands.console import Format, progress, write_json
from simulator.errors import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.catalogue import HazardClass
    from simulator.model.scenario import Scenario

_TOP: Final = 10


def reliability(  # noqa: PLR0913 - one parameter for each option
    scenario: Annotated[str, typer.Argument(help="A shipped scenario or a file.")],
    *,
    service: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Explain this service, or SERVICE.FEATURE; else the most used."
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Rows of each table.")] = _TOP,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a field.")
    ] = None,
    remedy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Apply a remedy of the scenario.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="CLASS", help="Leave a hazard class out.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Find cut sets, importance, single points of failure and of recovery, without a run."""
    declared = read(scenario, set_ or (), remedy or ())
    _check(service, declared)
    catalogue = _catalogue(declared, without or ())
    from simulator.commands.reliability_text import write_reliability  # noqa: PLC0415
    from simulator.reliability.assessment import Assessment  # noqa: PLC0415 - loads the diagrams
    from simulator.reliability.summary import summarise  # noqa: PLC0415

    with progress(f"building the fault trees of {declared.name}") as show:
        assessment = Assessment(declared, catalogue, show)
        found = summarise(assessment, service, top)
    if format_ is Format.JSON:
        write_json(_plain(found))
    else:
        write_reliability(found, declared)


def _check(service: str | None, declared: "Scenario") -> None:
    """Refuse a service that the scenario does not have."""
    from simulator.model.complaint import unknown  # noqa: PLC0415 - loads pydantic

    known = [one.id for one in declared.services]
    if service and "." in service:
        known = [f"{one.id}.{feature.id}" for one in declared.services for feature in one.features]
    problems = list(unknown("--service", service, "service", known)) if service else []
    if problems:
        raise ScenarioError("--service", problems)


def _catalogue(declared: "Scenario", without: "Sequence[str]") -> "tuple[HazardClass, ...]":
    """Take the scenario's own catalogue of hazards, or else the standard one, less some classes."""
    from simulator.io.tables import read_hazard_classes  # noqa: PLC0415
    from simulator.model.complaint import unknown  # noqa: PLC0415 - loads pydantic
    from simulator.model.structure import under_prior  # noqa: PLC0415 - loads pydantic

    catalogue = under_prior(declared.structure, declared.catalogue or read_hazard_classes())
    known = [kind.id for kind in catalogue]
    problems = [one for name in without for one in unknown("--without", name, "class", known)]
    if problems:
        raise ScenarioError("--without", problems)
    return tuple(kind for kind in catalogue if kind.id not in without)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a summary holds
    """Turn dataclasses into JSON; what is not finite becomes null."""
    from dataclasses import fields, is_dataclass  # noqa: PLC0415
    from math import isfinite  # noqa: PLC0415

    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
