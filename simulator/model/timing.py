"""Check that clock and hazards fit each other and the limits of a run."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.hazards import Fire
from simulator.model.places import Site
from simulator.model.scenario import Scenario
from simulator.units import HOUR_S, HOURS_PER_DAY, MINUTE_S

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


def load_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check that nobody has more needs than can be numbered."""
    n_days = scenario.clock.horizon_h / HOURS_PER_DAY
    for category in scenario.people.categories:
        most = category.needs_per_day * max(category.factor.values(), default=1.0) * n_days
        if most > MOST_NEEDS_EACH:
            where = f"people.categories.{category.id}.needs_per_day"
            expected = f"at most {MOST_NEEDS_EACH} needs per person in the run"
            yield complaint("S404", where, f"{most:.0f} in {n_days:g} days", expected)


def hazard_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check that hazards strike what exists, in time, and pass."""
    yield from repeated("hazards", [hazard.id for hazard in scenario.hazards])
    sites = {site.id: site for site in scenario.sites}
    clock = scenario.clock
    end = clock.start + timedelta(hours=clock.horizon_h)
    busy: dict[str, list[Fire]] = {}
    for fire in scenario.hazards:
        where = f"hazards.{fire.id}"
        if not clock.start <= fire.at < end:
            expected = f"a time from {clock.start.isoformat()} to before {end.isoformat()}"
            yield complaint("S403", f"{where}.at", fire.at.isoformat(), expected)
        yield from unknown(f"{where}.site", fire.site, "site", sites)
        if fire.site in sites:
            yield from _power_problems(fire, sites[fire.site])
        for other in busy.setdefault(fire.site, []):
            first, second = sorted((fire, other), key=lambda one: one.at)
            if second.at < first.at + timedelta(hours=first.power_stages[-1].after_h):
                expected = f"a start after power is back from {first.id!r}"
                yield complaint("S403", f"{where}.at", fire.at.isoformat(), expected)
        busy[fire.site].append(fire)


def _power_problems(fire: Fire, site: Site) -> Iterator[Problem]:
    zones = [zone.id for zone in site.zones]
    where, back = f"hazards.{fire.id}.power_stages", set[str]()
    earliest_h = fire.cut_after_min * MINUTE_S / HOUR_S
    for number, stage in enumerate(fire.power_stages):
        place = f"{where}[{number}]"
        if stage.after_h < earliest_h:
            expected = f"at least {earliest_h:g}, after the cut and the stage before"
            yield complaint("S403", f"{place}.after_h", f"{stage.after_h:g}", expected)
        earliest_h = max(earliest_h, stage.after_h)
        for position, zone in enumerate(stage.zones):
            yield from unknown(f"{place}.zones[{position}]", zone, f"zone of {site.id}", zones)
        back.update(stage.zones or zones)
    if dark := [zone for zone in zones if zone not in back]:
        expected = "a last stage that leaves no zone dark"
        place = f"{where}[{len(fire.power_stages) - 1}].zones"
        hint = "leave out the zones of the last stage: it then means all that are left"
        yield complaint("S309", place, f"{', '.join(dark)} without power", expected, hint)
