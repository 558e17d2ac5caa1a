"""Find when services had more requests than they could carry."""

from typing import Final, NamedTuple

from simulator.results.run_result import RunResult

BEGIN: Final = "service-overrun"
END: Final = "service-relieved"


class Overrun(NamedTuple):
    """One span of time in which a service was overrun."""

    service: str
    begun_s: float
    """Since the start of the run, seconds."""
    ended_s: float | None
    """The same; none where it lasted to the end."""


def overruns(run: RunResult) -> list[Overrun]:
    """List the spans of time in which a service was overrun.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    list of Overrun
        In the order in which they ended; those that lasted to the end come last.
    """
    events = run.tables["events"].sort_values("event")
    found: list[Overrun] = []
    open_: dict[str, float] = {}
    for kind, where, t_s in zip(events["kind"], events["where"], events["t_s"], strict=True):
        if kind == BEGIN:
            open_.setdefault(str(where), float(t_s))
        elif kind == END and where in open_:
            found.append(Overrun(str(where), open_.pop(str(where)), float(t_s)))
    return found + [Overrun(service, begun_s, None) for service, begun_s in open_.items()]
