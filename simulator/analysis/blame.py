"""Find which machine event made a service fail at a time, and what had caused that."""

from dataclasses import dataclass, field
from typing import Final, Literal

from simulator.analysis.clock import after_event_h
from simulator.analysis.story import Happening, story
from simulator.results.run_result import RunResult
from simulator.units import hours

LOST: Final = "function-lost"
RESTORED: Final = "function-restored"
OVERRUN: Final = "service-overrun"
RELIEVED: Final = "service-relieved"
FOREVER: Final = float("inf")
Why = Literal["machines", "crowd", "impaired", "scarce"]
"""A function was lost; more requests than room; works in part; nobody free to carry it out."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a service failed somebody at a time."""

    why: Why
    """What kind of cause it was."""
    service: str
    """The service that failed."""
    chain: tuple[Happening, ...] = ()
    """Machine events, the nearest first and the first cause last; none where people did it."""

    @property
    def first(self) -> str:
        """Name the first cause in a word or two."""
        if not self.chain:
            return self.why
        last = self.chain[-1]
        return f"{last.kind} {last.where}"


@dataclass(slots=True)
class Span:
    """A time in which a function was lost or a service was overrun."""

    event: int
    from_h: float
    until_h: float = FOREVER

    def meets(self, t_h: float, slack_h: float) -> bool:
        """Tell whether it covers a time, or lies within so many hours of it."""
        return self.from_h < t_h + slack_h and self.until_h > t_h - slack_h


@dataclass(slots=True)
class Blame:
    """The spans of a run, by service, and its story by number."""

    told: dict[int, Happening]
    beat_h: float
    """People meet the mean over a beat: what began later in it counts already."""
    lost: dict[str, list[Span]] = field(default_factory=dict)
    overrun: dict[str, list[Span]] = field(default_factory=dict)
    impaired: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """Hours after the event and quality from then on, by service."""

    def cause(self, service: str, t_h: float) -> Cause:
        """Tell why a service failed at a time.

        Parameters
        ----------
        service : str
            Id of the service, or of a means outside apps.
        t_h : float
            Hours after the event.

        Returns
        -------
        Cause
            A lost function before a crowd, a crowd before what worked in part.
        """
        kinds: tuple[tuple[Why, dict[str, list[Span]]], ...] = (
            ("machines", self.lost),
            ("crowd", self.overrun),
        )
        for why, spans in kinds:
            here = [s for s in spans.get(service, ()) if s.meets(t_h, self.beat_h)]
            if here:
                return Cause(why, service, self.chain(min(here, key=_begin).event))
        quality = [q for since, q in self.impaired.get(service, ()) if since < t_h + self.beat_h]
        if quality and quality[-1] < 1.0:
            return Cause("impaired", service)
        return Cause("scarce", service)

    def chain(self, event: int) -> tuple[Happening, ...]:
        """Follow an event back to its first cause."""
        links = []
        at: int | None = event
        while at is not None:
            links.append(self.told[at])
            at = links[-1].because
        return tuple(links)


def _begin(span: Span) -> float:
    return span.from_h


def blame(run: RunResult) -> Blame:
    """Read the spans in which functions were lost or services overrun.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    Blame
        To be asked for the cause of a failure.
    """
    told = {happening.event: happening for happening in story(run)}
    found = Blame(told, hours(run.scenario.clock.beat_s), impaired=_impaired(run))
    open_: dict[str, Span] = {}
    for happening in told.values():
        _note(found, open_, happening)
    return found


def _note(found: Blame, open_: dict[str, Span], happening: Happening) -> None:
    """Open or close a span by one event."""
    where = happening.where
    if happening.kind in (LOST, OVERRUN):
        spans = found.lost if happening.kind == LOST else found.overrun
        open_[where] = Span(happening.event, happening.t_h)
        spans.setdefault(where.partition(".")[0], []).append(open_[where])
    elif happening.kind in (RESTORED, RELIEVED) and where in open_:
        open_.pop(where).until_h = happening.t_h


def _impaired(run: RunResult) -> dict[str, list[tuple[float, float]]]:
    """List the changes of quality of every service."""
    rows = run.tables["states"]
    rows = rows[rows["level"] == "service"]
    changes: dict[str, list[tuple[float, float]]] = {}
    for name, t_s, quality in zip(rows["element"], rows["t_s"], rows["quality"], strict=True):
        at_h = after_event_h(run.scenario, float(t_s))
        changes.setdefault(str(name), []).append((at_h, float(quality)))
    return changes
