"""Check that the clock and what depends on it fit the limits of a run."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from simulator.errors import Problem
from simulator.model.complaint import complaint
from simulator.model.hazards import Surge
from simulator.model.scenario import LONGEST_WITH_PEOPLE_H, Scenario
from simulator.units import HOUR_S, HOURS_PER_DAY

MOST_TRIES_PER_BEAT: Final = 2.0
"""Beyond it the coupling of load and retries is too coarse to converge."""
MOST_NEEDS_EACH: Final = 50_000
"""Needs of one person and category in a run; more are a slip of the pen."""


def clock_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check the clock and what depends on the beat."""
    clock, rules = scenario.clock, scenario.people.behaviour
    end = clock.start + timedelta(hours=clock.horizon_h)
    if clock.start.timetz().replace(tzinfo=None).isoformat() != "00:00:00":
        expected = "midnight in its own offset"
        yield complaint("S403", "clock.start", clock.start.isoformat(), expected)
    if not clock.start <= clock.event <= end:
        expected = f"a time from {clock.start.isoformat()} to {end.isoformat()}"
        yield complaint("S403", "clock.event", clock.event.isoformat(), expected)
    if clock.horizon_h % 1.0:
        yield complaint("S208", "clock.horizon_h", f"{clock.horizon_h:g}", "whole hours")
    if HOUR_S % clock.beat_s:
        yield complaint("S208", "clock.beat_s", str(clock.beat_s), f"a divisor of {HOUR_S:.0f}")
    most = MOST_TRIES_PER_BEAT * HOUR_S / clock.beat_s
    for name in ("retry_urgent_per_h", "retry_deferrable_per_h"):
        if getattr(rules, name) > most:
            where, found = f"people.behaviour.{name}", f"{getattr(rules, name):g}"
            hint = "shorten clock.beat_s"
            yield complaint("S404", where, found, f"at most {most:g}, two tries in a beat", hint)


def length_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check that a run with people is not longer than their clocks can count."""
    if scenario.clock.horizon_h > LONGEST_WITH_PEOPLE_H:
        found = f"{scenario.clock.horizon_h:g}"
        expected = f"at most {LONGEST_WITH_PEOPLE_H:g} hours in a run with people"
        hint = "machines alone may run for a year, for example linchpin redundancy"
        yield complaint("S404", "clock.horizon_h", found, expected, hint)


def load_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check that nobody has more needs than can be numbered, those of surges included."""
    n_days = scenario.clock.horizon_h / HOURS_PER_DAY
    for category in scenario.people.categories:
        each_day = category.needs_per_day * max(category.factor.values(), default=1.0)
        most = each_day * (n_days + _surge_days(scenario, category.id))
        if most > MOST_NEEDS_EACH:
            where = f"people.categories.{category.id}.needs_per_day"
            expected = f"at most {MOST_NEEDS_EACH} needs per person in the run"
            yield complaint("S404", where, f"{most:.0f} in {n_days:g} days", expected)


def _surge_days(scenario: Scenario, category: str) -> float:
    """Count the mean days whose needs the surges of a category add."""
    return sum(
        (surge.factor - 1.0) * min(surge.lasts.mean_h, scenario.clock.horizon_h) / HOURS_PER_DAY
        for surge in scenario.hazards
        if isinstance(surge, Surge) and category in surge.categories
    )
