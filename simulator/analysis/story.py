"""Tell the course of a run as a chain: time, event, where, because."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.analysis.clock import after_event_h, moment
from simulator.results.run_result import RunResult

FIRST_CAUSE = -1


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the record, with its place in the chain of causes."""

    event: int
    """Its number."""
    t_h: float
    """Hours after the event that the scenario is about."""
    at: str
    """Local date and time."""
    kind: str
    """What happened, thing-pasttense."""
    where: str
    """Site, zone, component, service or owner."""
    owner: str
    """Whose it is, empty if nobody's."""
    because: int | None
    """Number of the causing event, none for a first cause."""
    cause: str
    """The causing event in words, empty for a first cause."""
    module: str
    """Module that made it."""
    detail: str
    """One English sentence."""
    depth: int
    """Causes before it."""


def story(run: RunResult) -> list[Happening]:
    """List everything that happened to machines and operators, in order.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    list of Happening
        In order of occurrence.
    """
    told: dict[int, Happening] = {}
    rows = run.tables["events"].sort_values("event").to_dict("records")
    for row in rows:
        cause = told.get(int(row["because"]))
        number = int(row["event"])
        told[number] = Happening(
            event=number,
            t_h=after_event_h(run.scenario, float(row["t_s"])),
            at=f"{moment(run.scenario, float(row['t_s'])):%Y-%m-%d %H:%M}",
            kind=str(row["kind"]),
            where=str(row["where"]),
            owner=str(row["owner"]),
            because=None if cause is None else cause.event,
            cause="" if cause is None else f"{cause.kind} {cause.where}",
            module=str(row["module"]),
            detail=str(row["detail"]),
            depth=0 if cause is None else cause.depth + 1,
        )
    return list(told.values())


def consequences(happenings: list[Happening]) -> Iterator[Happening]:
    """Walk from every first cause through what followed from it, causes before effects.

    Parameters
    ----------
    happenings : list of Happening
        A story.

    Yields
    ------
    Happening
        Each event after its cause, and before whatever did not follow from that cause.
    """
    effects: dict[int, list[Happening]] = {}
    for happening in happenings:
        cause = FIRST_CAUSE if happening.because is None else happening.because
        effects.setdefault(cause, []).append(happening)
    waiting = effects.get(FIRST_CAUSE, [])[::-1]
    while waiting:
        happening = waiting.pop()
        yield happening
        waiting += effects.get(happening.event, [])[::-1]
