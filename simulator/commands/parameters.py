"""Show every parameter, or every figure of a scenario, with its range, basis and source."""

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.commands.asking import read
from simulator.commands.console import write_json
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.analysis.provenance import Figure
    from simulator.model.base import Basis


class Layout(StrEnum):
    """How parameters are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def parameters(
    scenario: Annotated[
        str | None,
        typer.Argument(help="A shipped scenario or a file; without one, the model's defaults."),
    ] = None,
    *,
    basis: Annotated[
        str | None,
        typer.Option(metavar="BASIS,...", help="Only what rests on these, such as judgement."),
    ] = None,
    find: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only what has this in path or source.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a value.")
    ] = None,
    format_: Annotated[Layout, typer.Option("--format", help="How to write.")] = Layout.TEXT,
) -> None:
    """Show what rests on what: every figure with its value, range, basis and source."""
    wanted = _bases(basis)
    if scenario is None and set_:
        problem = Problem("S308", "--set", None, "", "no scenario", "a scenario to change")
        raise ScenarioError("--set", [problem])
    from simulator.analysis.provenance import counted, defaults, figures  # noqa: PLC0415
    from simulator.commands.parameters_text import write_figures, write_markdown  # noqa: PLC0415

    if scenario is None:
        from simulator.io.tables import read_hazard_classes  # noqa: PLC0415

        every = defaults(read_hazard_classes())
    else:
        every = figures(read(scenario, set_ or ()))
    found = [one for one in every if _is_wanted(one, wanted, find or "")]
    if format_ is Layout.JSON:
        write_json(_plain(scenario, counted(every), found))
    elif format_ is Layout.MARKDOWN:
        write_markdown(found)
    else:
        chosen = bool(wanted or find) or scenario is None
        write_figures(scenario, every, found if chosen else None)


def _bases(text: str | None) -> "tuple[Basis, ...]":
    """Read a list of bases with commas; refuse unknown ones."""
    from typing import get_args  # noqa: PLC0415

    from simulator.model.base import Basis  # noqa: PLC0415 - loads pydantic

    known: tuple[Basis, ...] = get_args(Basis)
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    wrong = [name for name in names if name not in known]
    if wrong:
        expected = f"one or more of {', '.join(known)}, with commas"
        problems = [Problem("S205", "--basis", None, "", repr(n), expected) for n in wrong]
        raise ScenarioError("--basis", problems)
    return tuple(name for name in known if name in names)


def _is_wanted(figure: "Figure", bases: "Sequence[Basis]", find: str) -> bool:
    """Tell whether a figure passes the filters; a convention rests on no basis."""
    if bases and (figure.convention or figure.basis not in bases):
        return False
    return find.lower() in f"{figure.path} {figure.source}".lower()


def _plain(
    scenario: str | None, counts: "dict[Basis, int]", found: "Sequence[Figure]"
) -> dict[str, Any]:
    """Make one JSON object of what was found."""
    return {"scenario": scenario, "counts": counts, "figures": [asdict(one) for one in found]}
