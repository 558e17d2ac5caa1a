"""Find which machine event made a service fail at a time, and what had caused that."""

from dataclasses import dataclass, field
from typing import Final, Literal

from simulator.analysis.clock import after_event_h
from simulator.analysis.story import Happening, story
from simulator.model.scenario import Scenario
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
    where: str
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
    weights: dict[str, float] = field(default_factory=dict)
    """Share of a service's use that each function carries, by service.feature."""
    uses: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Functions that a category of needs uses of a service, where not all."""

    def cause(self, service: str, t_h: float, category: str = "") -> Cause:
        """Tell why a service failed at a time.

        Parameters
        ----------
        service : str
            Id of the service, or of a means outside apps.
        t_h : float
            Hours after the event.
        category : str
            Category of the need, for the functions that it uses; empty for all of them.

        Returns
        -------
        Cause
            A lost function (that which carries most use) before a crowd, a crowd before what
            worked in part.
        """
        used = self.uses.get((category, service))
        kinds: tuple[tuple[Why, dict[str, list[Span]]], ...] = (
            ("machines", self.lost),
            ("crowd", self.overrun),
        )
        for why, spans in kinds:
            met = [s for s in spans.get(service, ()) if s.meets(t_h, self.beat_h)]
            here = [s for s in met if used is None or s.where == service or s.where in used]
            if here:
                first = min(here, key=self._order)
                return Cause(why, service, self.chain(first.event, category))
        quality = [q for since, q in self.impaired.get(service, ()) if since < t_h + self.beat_h]
        if quality and quality[-1] < 1.0:
            return Cause("impaired", service)
        return Cause("scarce", service)

    def _order(self, span: Span) -> tuple[float, float]:
        return -self.weights.get(span.where, 0.0), span.from_h

    def chain(self, event: int, category: str = "") -> tuple[Happening, ...]:
        """Follow an event back to its first cause; a crowd to the lost function it flees most."""
        links = []
        at: int | None = event
        while at is not None:
            links.append(self.told[at])
            at = links[-1].because
            if links[-1].kind == OVERRUN and at is not None:
                at = self._fled(links[-1], self.told[at], category)
        return tuple(links)

    def _fled(self, overrun: Happening, because: Happening, category: str) -> int:
        """Find, of the functions of a service lost at an overrun, that which carries most use."""
        if because.kind != LOST:
            return because.event
        service = because.where.partition(".")[0]
        used = self.uses.get((category, service))
        lost = [
            span
            for span in self.lost.get(service, ())
            if span.from_h <= overrun.t_h < span.until_h and (used is None or span.where in used)
        ]
        return min(lost, key=self._order).event if lost else because.event


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
    found = Blame(
        told,
        hours(run.scenario.clock.beat_s),
        impaired=_impaired(run),
        weights={f"{s.id}.{f.id}": f.weight for s in run.scenario.services for f in s.features},
        uses=_uses(run.scenario),
    )
    open_: dict[str, Span] = {}
    for happening in told.values():
        _note(found, open_, happening)
    return found


def _note(found: Blame, open_: dict[str, Span], happening: Happening) -> None:
    """Open or close a span by one event."""
    where = happening.where
    if happening.kind in (LOST, OVERRUN):
        spans = found.lost if happening.kind == LOST else found.overrun
        open_[where] = Span(happening.event, where, happening.t_h)
        spans.setdefault(where.partition(".")[0], []).append(open_[where])
    elif happening.kind in (RESTORED, RELIEVED) and where in open_:
        open_.pop(where).until_h = happening.t_h


def _uses(scenario: Scenario) -> dict[tuple[str, str], frozenset[str]]:
    """List the functions that each category uses of a service, where it does not use all."""
    return {
        (category.id, option.service): frozenset(f"{option.service}.{f}" for f in option.features)
        for category in scenario.people.categories
        for option in category.options
        if option.features
    }


def _impaired(run: RunResult) -> dict[str, list[tuple[float, float]]]:
    """List the changes of quality of every service."""
    rows = run.tables["states"]
    rows = rows[rows["level"] == "service"]
    changes: dict[str, list[tuple[float, float]]] = {}
    for name, t_s, quality in zip(rows["element"], rows["t_s"], rows["quality"], strict=True):
        at_h = after_event_h(run.scenario, float(t_s))
        changes.setdefault(str(name), []).append((at_h, float(quality)))
    return changes
