"""Answer why needs were unmet: in all, and in the life of one watched person."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.commands.asking import FEWEST, MOST, PEOPLE, SEED, known_or_run, read, stored
from simulator.commands.console import Format, write_json
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.model.scenario import Scenario
    from simulator.results.run_result import PairedRun

_TIME = "hours after the event, or a date and time such as '2022-10-15 19:00'"


def why(  # noqa: PLR0913 - one for each option
    name: Annotated[str, typer.Argument(metavar="RUN", help="A stored run, or a scenario.")],
    *,
    need: Annotated[str, typer.Option(metavar="CATEGORY", help="Which need: messaging, ...")],
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help=f"Only what waited then: {_TIME}.")
    ] = None,
    segment: Annotated[str | None, typer.Option(metavar="NAME", help="Only this group.")] = None,
    person: Annotated[
        int | None, typer.Option(metavar="ID", min=0, help="The life of this watched person.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=2**63 - 1, help=f"Address of a scenario's luck; else {SEED}."),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(min=FEWEST, max=MOST, help=f"People of a scenario; else {PEOPLE}."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Answer why needs were unmet, in all and in one life."""
    paired = _paired(name, seed, people)
    scenario = paired.run.scenario
    problems = list(_problems(paired, need, segment, person))
    t_h, wrong = _time(scenario, at)
    if problems := [*problems, *wrong]:
        raise ScenarioError(name, problems)

    from simulator.analysis.why import why as answer  # noqa: PLC0415 - loads pandas

    found = answer(
        paired, need, segment=segment or "", person=-1 if person is None else person, t_h=t_h
    )
    if format_ is Format.JSON:
        write_json(found)
        return
    from simulator.commands.why_text import write_why  # noqa: PLC0415
    from simulator.io.store import run_id  # noqa: PLC0415

    run = paired.run
    write_why(found, scenario, (run.people, run_id(scenario, run.seed, run.people)))


def _paired(name: str, seed: int | None, people: int | None) -> "PairedRun":
    """Load a stored run, or make the run of a scenario and keep it."""
    paired = stored(name)
    if paired is None:
        return known_or_run(read(name), SEED if seed is None else seed, people or PEOPLE)
    asked = {"--seed": seed, "--people": people}
    expected = f"a scenario; run {name} is kept and has its own"
    problems = [
        Problem("S309", option, None, "", str(value), expected, "leave it out")
        for option, value in asked.items()
        if value is not None
    ]
    if problems:
        raise ScenarioError(name, problems)
    return paired


def _problems(
    paired: "PairedRun", need: str, segment: str | None, person: int | None
) -> "Iterator[Problem]":
    """Check that everything that is asked about is there."""
    declared = paired.run.scenario.people
    yield from _unknown("--need", need, [category.id for category in declared.categories])
    if segment is not None:
        yield from _unknown("--segment", segment, [group.id for group in declared.segments])
    if person is None:
        return
    from simulator.analysis.lives import watched  # noqa: PLC0415

    known = watched(paired.run)
    if person not in known:
        near = sorted(known, key=lambda one: abs(one - person))[:5]
        hint = f"such as {', '.join(map(str, sorted(near)))}" if near else "this run has none"
        expected = "one of the people whose steps are in the record"
        yield Problem("S301", "--person", None, "", str(person), expected, hint)
    elif segment is not None and known[person][0] != segment:
        expected = f"a person of {segment}"
        found = f"{person}, who belongs to {known[person][0]}"
        yield Problem("S309", "--person", None, "", found, expected, "leave --segment out")


def _unknown(option: str, name: str, names: "Sequence[str]") -> "Iterator[Problem]":
    from simulator.io.paths import nearest  # noqa: PLC0415

    if name not in names:
        expected = f"a name that the scenario declares ({', '.join(names)})"
        yield Problem("S301", option, None, "", repr(name), expected, nearest(name, names))


def _time(scenario: "Scenario", at: str | None) -> "tuple[float | None, list[Problem]]":
    """Read a time as hours after the event, within the run."""
    from simulator.analysis.clock import after_event_h, horizon_s  # noqa: PLC0415 - loads pandas

    if at is None:
        return None, []
    t_h = _hours(scenario, at)
    if t_h is None:
        return None, [Problem("S206", "--at", None, "", repr(at), _TIME)]
    first, last = after_event_h(scenario, 0.0), after_event_h(scenario, horizon_s(scenario))
    if not first <= t_h <= last:
        expected = f"a time of the run, {first:g} to {last:g} hours after the event"
        return None, [Problem("S204", "--at", None, "", repr(at), expected)]
    return t_h, []


def _hours(scenario: "Scenario", at: str) -> float | None:
    """Convert either form of a time; none where it is neither."""
    try:
        return float(at)
    except ValueError:
        pass
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    event = scenario.clock.event
    local = moment if moment.tzinfo else moment.replace(tzinfo=event.tzinfo)
    return (local - event) / dt.timedelta(hours=1)
