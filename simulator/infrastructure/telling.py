"""Write down how a component or a zone fares."""

from collections.abc import Iterable

from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import ROUNDING, Part


def tell_quality(log: EventLog, part: Part, before: float, because: int, module: str) -> int:
    """Write the event of a fall or a full return; otherwise the cause stands for itself."""
    if part.quality < before:
        kind = "component-degraded" if part.serves else "component-failed"
    elif part.quality >= 1.0 - ROUNDING > before:
        kind = "component-restored"
    else:
        return because
    component, detail = part.component, f"{part.live_share:.0%} of its machines run."
    return log.event(kind, component.id, component.owner, because, module, part.quality, detail)


def tell_zone(log: EventLog, zone: str, parts: Iterable[Part], *, powered: bool) -> None:
    """Write whether a zone has power and which share of its machines runs."""
    here = [part for part in parts if zone in part.live]
    total = sum(part.component.servers[zone] for part in here)
    live = sum(part.live[zone] for part in here)
    share = live / total if total else float(powered)
    log.state("zone", zone, float(powered), share, "up" if powered else "dark")
