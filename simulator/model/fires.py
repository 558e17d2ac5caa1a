"""Check that fires burn one at a time in a site, and that its power returns."""

from collections.abc import Iterator
from datetime import timedelta

from simulator.errors import Problem
from simulator.model.complaint import complaint, unknown
from simulator.model.hazards import Fire
from simulator.model.places import Site
from simulator.model.scenario import Scenario
from simulator.units import HOUR_S, MINUTE_S


def fire_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check the course of every fire, and that no two burn in a site at once."""
    sites = {site.id: site for site in scenario.sites}
    busy: dict[str, list[Fire]] = {}
    for fire in scenario.hazards:
        if not isinstance(fire, Fire):
            continue
        if fire.site in sites:
            yield from _power_problems(fire, sites[fire.site])
        for other in busy.setdefault(fire.site, []):
            yield from _overlap_problems(fire, other)
        busy[fire.site].append(fire)


def _overlap_problems(fire: Fire, other: Fire) -> Iterator[Problem]:
    """Check that two fires in a site, where both have a time, do not burn at once."""
    if fire.at is None or other.at is None:
        return
    first_at, second_at = sorted((fire.at, other.at))
    first = fire if fire.at == first_at else other
    if second_at < first_at + timedelta(hours=first.power_stages[-1].after_h):
        expected = f"a start after power is back from {first.id!r}"
        yield complaint("S403", f"hazards.{fire.id}.at", fire.at.isoformat(), expected)


def _power_problems(fire: Fire, site: Site) -> Iterator[Problem]:
    """Check that power returns after the cut, stage by stage, to all zones."""
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
