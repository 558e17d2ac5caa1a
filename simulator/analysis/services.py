"""Tell from when each service was down, when it first worked again, and when it was whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from simulator.analysis.clock import after_event_h, event_s, horizon_s
from simulator.analysis.overruns import overruns
from simulator.model.scenario import Scenario
from simulator.model.services import Service
from simulator.results.run_result import RunResult
from simulator.topology.quality import FULL, WORKS

Steps = Sequence[tuple[float, float]]
"""Instants (s) at which a quality changed, with the quality (share) from then on; 1 before."""


@dataclass(frozen=True, slots=True)
class Times:
    """Three moments of an outage, hours after the event; none where it never happened."""

    down_from_h: float | None = None
    """First loss of a function that worked."""
    first_function_h: float | None = None
    """First return of a lost function."""
    full_function_h: float | None = None
    """From then on everything worked to the end of the run."""


def steps_by_element(states: pd.DataFrame, level: str) -> dict[str, Steps]:
    """Collect the quality of each element of one level, without changes of length zero.

    Parameters
    ----------
    states : DataFrame
        Table "states" of a run.
    level : str
        zone, component, feature or service.

    Returns
    -------
    dict of str to sequence of (float, float)
        Time (s) and quality (share) of every change, by element.
    """
    rows = states[states["level"] == level].drop_duplicates(["element", "t_s"], keep="last")
    return {
        str(element): list(zip(group["t_s"].tolist(), group["quality"].tolist(), strict=True))
        for element, group in rows.groupby("element")
    }


def feature_times(run: RunResult) -> dict[str, Times]:
    """Find the three moments of every feature.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict of str to Times
        By "service.feature", hours after the event.
    """
    steps = steps_by_element(run.tables["states"], "feature")
    return {
        name: times_of(run.scenario, [steps.get(name, ())])
        for service in run.scenario.services
        for name in feature_names(service)
    }


def service_times(run: RunResult, services: Iterable[Service]) -> Times:
    """Find the three moments of one or more services, by their own features alone.

    Parameters
    ----------
    run : RunResult
        A finished run.
    services : iterable of Service
        One service, or all of an owner's.

    Returns
    -------
    Times
        Hours after the event.
    """
    steps = steps_by_element(run.tables["states"], "feature")
    names = [name for service in services for name in feature_names(service, own_only=True)]
    return times_of(run.scenario, [steps.get(name, ()) for name in names])


def feature_names(service: Service, *, own_only: bool = False) -> list[str]:
    """Name the features of a service as the tables do."""
    return [f"{service.id}.{f.id}" for f in service.features if f.own or not own_only]


def times_of(scenario: Scenario, features: Iterable[Steps]) -> Times:
    """Combine the qualities of some features into the three moments.

    Parameters
    ----------
    scenario : Scenario
        Whose clock counts.
    features : iterable of sequence of (float, float)
        Time (s) and quality (share) of each feature's changes.

    Returns
    -------
    Times
        Hours after the event.
    """
    every = [[(0.0, 1.0), *steps] for steps in features]
    lost = [t for steps in every for t in _falls(steps, WORKS)]
    back = [t for steps in every for t in _rises(steps, WORKS) if t > min(lost, default=t)]
    whole = [t for steps in every for t in _rises(steps, FULL)]
    ends_whole = all(steps[-1][1] >= FULL for steps in every)

    def hour(moments: list[float], choose: Any) -> float | None:  # noqa: ANN401 - min or max
        return after_event_h(scenario, choose(moments)) if moments else None

    return Times(hour(lost, min), hour(back, min), hour(whole, max) if ends_whole else None)


def _falls(steps: Steps, level: float) -> list[float]:
    return [t for (_, before), (t, after) in pairwise(steps) if before >= level > after]


def _rises(steps: Steps, level: float) -> list[float]:
    return [t for (_, before), (t, after) in pairwise(steps) if before < level <= after]


def availability(scenario: Scenario, steps: Steps) -> float:
    """Average a service's quality from the event to the end of the run.

    Parameters
    ----------
    scenario : Scenario
        Whose clock counts.
    steps : sequence of (float, float)
        Time (s) and quality (share) of every change.

    Returns
    -------
    float
        Share, 0 to 1.
    """
    since, until = event_s(scenario), horizon_s(scenario)
    edges = [(0.0, 1.0), *steps, (until, 0.0)]
    area = sum(
        quality * max(0.0, min(end, until) - max(start, since))
        for (start, quality), (end, _) in pairwise(edges)
    )
    return round(area / (until - since), 6)


def overrun_moments(run: RunResult) -> dict[str, tuple[float, float | None]]:
    """Find from when to when each service was overrun by more requests than it can carry.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict of str to (float, float or None)
        First and last moment by service, hours after the event; none where it never ended.
    """
    found: dict[str, tuple[float, float | None]] = {}
    for service, begun_s, ended_s in overruns(run):
        first_h, _ = found.get(service, (after_event_h(run.scenario, begun_s), None))
        last_h = None if ended_s is None else after_event_h(run.scenario, ended_s)
        found[service] = (first_h, last_h)
    return found


def service_summary(run: RunResult) -> dict[str, dict[str, Any]]:
    """Describe the course of every service, as `linchpin run --format json` prints it.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By service: name, owner, the three moments (h), whether any of its own functions was ever
        less than whole, when it was overrun by requests (h), availability of its machines (share),
        tries of simulated people (counts) and the share of them that was served.
    """
    overrun = overrun_moments(run)
    steps = steps_by_element(run.tables["states"], "service")
    impaired = _impaired(run)
    tries = run.tables["service_hours"].groupby("service")[["attempts", "served", "failed"]].sum()
    counts: Mapping[Any, Any] = tries.to_dict("index")
    nothing = {"attempts": 0, "served": 0, "failed": 0}
    of: dict[str, dict[str, int]] = {
        service.id: {key: int(n) for key, n in counts.get(service.id, nothing).items()}
        for service in run.scenario.services
    }
    return {
        service.id: {
            "name": service.name,
            "owner": service.owner,
            **_as_dict(service_times(run, [service])),
            "impaired": service.id in impaired,
            "overrun_from_h": overrun.get(service.id, (None, None))[0],
            "overrun_until_h": overrun.get(service.id, (None, None))[1],
            "availability": availability(run.scenario, steps.get(service.id, ())),
            "served_share": _share(of[service.id]),
            **of[service.id],
        }
        for service in run.scenario.services
    }


def _impaired(run: RunResult) -> set[str]:
    """Find the services of which a function of their own was ever less than whole."""
    steps = steps_by_element(run.tables["states"], "feature")
    return {
        service.id
        for service in run.scenario.services
        for name in feature_names(service, own_only=True)
        if any(quality < FULL for _, quality in steps.get(name, ()))
    }


def _share(tries: Mapping[str, int]) -> float | None:
    """Divide the tries that were served by all; none where nobody tried."""
    return round(tries["served"] / tries["attempts"], 6) if tries["attempts"] else None


def _as_dict(times: Times) -> dict[str, float | None]:
    return {
        "down_from_h": times.down_from_h,
        "first_function_h": times.first_function_h,
        "full_function_h": times.full_function_h,
    }


def feature_summary(run: RunResult) -> dict[str, dict[str, Any]]:
    """Describe the course of every feature that was ever lost or impaired.

    Parameters
    ----------
    run : RunResult
        A finished run.

    Returns
    -------
    dict
        By "service.feature": name, Korean name, whether it is the owner's own, three moments (h).
    """
    times = feature_times(run)
    return {
        name: {"name": f.name, "name_ko": f.name_ko, "own": f.own, **_as_dict(times[name])}
        for service in run.scenario.services
        for name, f in zip(feature_names(service), service.features, strict=True)
        if times[name] != Times()
    }
