"""Tell the lives of the watched people: each need with its steps, and why steps failed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.analysis.blame import Blame, Cause
from simulator.analysis.clock import after_event_h, horizon_s, moment
from simulator.results.run_result import RunResult
from simulator.results.steps import ENDS

FAILED = "try_failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person did, felt or met."""

    t_h: float
    """Hours after the event."""
    at: str
    """Local date and time."""
    step: str
    """What it was."""
    means: str
    """The service it was done with, 'nothing' if none."""
    tries: int
    """Tries at this means so far."""
    cause: Cause | None = None
    """Why it failed, for a failed try."""


@dataclass(slots=True)
class Need:
    """One need of a watched person, from its birth to its end."""

    person: int
    segment: str
    region: str
    category: str
    number: int
    """Which of the person's needs of the category it is, counted from 0."""
    born_h: float
    """When it arose, hours after the event."""
    steps: list[Step] = field(default_factory=list)
    outcome: str = ""
    """How it ended; empty if the record does not say."""
    end_h: float | None = None
    """When, hours after the event."""

    def covers(self, t_h: float) -> bool:
        """Tell whether it was waiting at a time."""
        return self.born_h <= t_h <= (self.born_h if self.end_h is None else self.end_h)

    @property
    def lasted_h(self) -> float:
        """Time from its birth to its end, hours."""
        return 0.0 if self.end_h is None else self.end_h - self.born_h


def needs_of(run: RunResult, found: Blame, *, category: str = "", person: int = -1) -> list[Need]:
    """List the needs in the record, in order of person and birth.

    Parameters
    ----------
    run : RunResult
        A finished run.
    found : Blame
        Where causes are looked up.
    category : str
        Category of need; empty for all.
    person : int
        Number of the person; -1 for everyone who is watched.

    Returns
    -------
    list of Need
        Needs that went their ordinary way at once leave no record, and are not among them.
    """
    rows = run.tables["panel"].sort_values("row")
    if category:
        rows = rows[rows["category"] == category]
    if person >= 0:
        rows = rows[rows["person"] == person]
    needs: dict[tuple[int, str, int], Need] = {}
    for row in rows.to_dict("records"):
        key = (int(row["person"]), str(row["category"]), int(row["need"]))
        if key not in needs:
            born_h = after_event_h(run.scenario, float(row["born_s"]))
            ids = (key[0], str(row["segment"]), str(row["region"]), key[1])
            needs[key] = Need(*ids, key[2], born_h)
        _add(run, found, needs[key], {str(name): value for name, value in row.items()})
    return sorted(needs.values(), key=lambda need: (need.person, need.born_h, need.category))


def _add(run: RunResult, found: Blame, need: Need, row: dict[str, object]) -> None:
    """Add one row of the record to its need."""
    t_s = min(float(str(row["t_s"])), horizon_s(run.scenario))
    t_h, step, means = after_event_h(run.scenario, t_s), str(row["step"]), str(row["means"])
    cause = found.cause(means, t_h, need.category) if step == FAILED else None
    at = f"{moment(run.scenario, t_s):%Y-%m-%d %H:%M}"
    need.steps.append(Step(t_h, at, step, means, int(str(row["tries"])), cause))
    if step in ENDS:
        need.outcome, need.end_h = step, t_h


def hardest(needs: list[Need]) -> Need | None:
    """Choose the need that waited longest before it was met late, given up, or left waiting."""
    bad = [need for need in needs if need.outcome in {"deferred", "abandoned", "pending"}]
    chosen = bad or [need for need in needs if any(s.step == FAILED for s in need.steps)] or needs
    return max(chosen, key=lambda need: (need.lasted_h, -need.person), default=None)


def watched(run: RunResult) -> dict[int, tuple[str, str]]:
    """List the people in the record, with their segment and region."""
    rows = run.tables["panel"].drop_duplicates("person")
    people = zip(rows["person"], rows["segment"], rows["region"], strict=True)
    return {int(person): (str(segment), str(region)) for person, segment, region in people}


def causes_of(needs: list[Need]) -> Iterator[Cause]:
    """List the causes of every failed try."""
    for need in needs:
        yield from (step.cause for step in need.steps if step.cause is not None)
