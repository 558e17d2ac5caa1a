"""Hold the state of all machines: only these methods write it, and each change rings a bell."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.functions import Functions
from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import ROUNDING, Part
from simulator.model.base import Duration
from simulator.model.scenario import Scenario
from simulator.streams import lognormal, uniform
from simulator.units import Seconds, seconds_from_hours

MODULE: Final = "simulator.infrastructure.plant"
OnLoss: TypeAlias = Callable[[Part, int, str], None]
"""Told of a component that lost quality, the event, and the id of the hazard behind it."""


class Plant:
    """Zones with power, components with machines, and what they mean for services."""

    def __init__(
        self, env: simpy.Environment, scenario: Scenario, seed: int, log: EventLog
    ) -> None:
        self.env = env
        self.scenario = scenario
        self.seed = seed
        self.log = log
        self.parts = {component.id: Part(component) for component in scenario.components}
        self.functions = Functions(scenario, log)
        self.site_of = {zone.id: site.id for site in scenario.sites for zone in site.zones}
        self.dark: dict[str, int] = {}
        """Zones without power and the event that took it."""
        self.closed: set[str] = set()
        """Sites that crews may not enter."""
        self.power_event: dict[str, int] = {}
        """By zone, the event that brought power back."""
        self.repair_since: dict[tuple[str, str], tuple[str, Seconds]] = {}
        """By owner and site: hazard and time of the first need of repair."""
        self.listeners: list[Callable[[], None]] = []
        self.on_loss: OnLoss = lambda _part, _event, _hazard: None
        self.work_to_do = env.event()
        """Succeeds, and is replaced, when crews may find machines to restart."""
        self._changed = False
        self._whole: dict[str, simpy.Event] = {}

    def draw_s(self, duration: Duration, *address: str | int) -> Seconds:
        """Draw a length of time that belongs to an address, seconds."""
        return seconds_from_hours(lognormal(duration, self.seed, *address))

    def draw_share(self, *address: str | int) -> float:
        """Draw a uniform number that belongs to an address, 0 to 1."""
        return uniform(self.seed, *address)

    def whole_again(self, part: Part) -> simpy.Event:
        """Return the event that a component serves all requests again."""
        return self._whole.setdefault(part.component.id, self.env.event())

    def lose_zone(self, zone: str, because: int, hazard: str, destroyed_share: float = 0.0) -> None:
        """Take the power from a zone; book what follows."""
        self.dark[zone] = because
        fallen = []
        for part in self.parts.values():
            before = part.quality
            if part.lose(zone, destroyed_share):
                self._note_repair(part, zone, hazard)
            self._refresh(part, because)
            if part.quality < before:
                fallen.append(part)
        self._tell_zone(zone)
        self._ring()
        for part in sorted(fallen, key=lambda part: part.component.priority):
            self.on_loss(part, part.last_event, hazard)

    def power_zones(self, zones: Iterable[str], because: int) -> None:
        """Give zones power again; their machines stay off until a crew restarts them."""
        for zone in zones:
            self.dark.pop(zone, None)
            self.power_event[zone] = because
            for part in self.parts.values():
                if zone in part.dark_standbys:
                    part.dark_standbys.discard(zone)
                    self._refresh(part, because)
            self._tell_zone(zone)
        self._ring()
        self._call_crews()

    def close_site(self, site: str) -> None:
        """Keep crews out."""
        self.closed.add(site)

    def open_site(self, site: str) -> None:
        """Let crews in."""
        self.closed.discard(site)
        self._call_crews()

    def may_work(self, zone: str) -> bool:
        """Tell whether crews can restart machines in a zone."""
        return zone not in self.dark and self.site_of[zone] not in self.closed

    def restart(self, part: Part, zone: str, count: int, because: int) -> int:
        """Bring machines back into service as far as they still can be; return how many."""
        started = min(count, part.off[zone]) if self.may_work(zone) else 0
        part.off[zone] -= started
        part.live[zone] += started
        self._refresh(part, because)
        self._tell_zone(zone)
        self._ring()
        return started

    def verify(self, part: Part, because: int) -> None:
        """Let a component serve from its main place again."""
        part.verified = True
        self._refresh(part, because)
        self._ring()

    def switch(self, part: Part, because: int) -> None:
        """Send traffic where it is answered: to the standby, or to the surviving mirrors."""
        part.switched = not part.mirrored
        part.sent = part.surviving
        self._refresh(part, because, told=True)
        self._ring()

    def _refresh(self, part: Part, because: int, *, told: bool = False) -> None:
        """Work out what a component serves now, and tell its event, state and consequences."""
        component, before = part.component, (part.quality, part.capacity)
        part.switched = part.switched and part.standby_capacity > 0.0
        part.sent = max(part.sent, part.surviving)
        part.quality, part.capacity = part.offer()
        because = because if told else self._tell_part(part, before[0], because)
        if (part.quality, part.capacity) == before and part.live_share == part.told_live:
            return
        part.told_live = part.live_share
        if part.quality != before[0]:
            part.last_event = because
        self.log.state("component", component.id, part.quality, part.live_share)
        self._changed |= self.functions.take(part, because)
        if part.quality >= 1.0 - ROUNDING > before[0] and component.id in self._whole:
            self._whole.pop(component.id).succeed()

    def _tell_part(self, part: Part, before: float, because: int) -> int:
        """Write the event of a fall or a full return; otherwise the cause stands for itself."""
        if part.quality < before:
            kind = "component-degraded" if part.serves else "component-failed"
        elif part.quality >= 1.0 - ROUNDING > before:
            kind = "component-restored"
        else:
            return because
        component, detail = part.component, f"{part.live_share:.0%} of its machines run."
        return self.log.event(
            kind, component.id, component.owner, because, MODULE, part.quality, detail
        )

    def _tell_zone(self, zone: str) -> None:
        powered = zone not in self.dark
        total = sum(part.component.servers.get(zone, 0) for part in self.parts.values())
        live = sum(part.live.get(zone, 0) for part in self.parts.values())
        self.log.state("zone", zone, float(powered), live / total if total else float(powered))

    def _note_repair(self, part: Part, zone: str, hazard: str) -> None:
        place = (part.component.owner, self.site_of[zone])
        if place not in self.repair_since or self.repair_since[place][0] != hazard:
            self.repair_since[place] = (hazard, self.env.now)

    def _call_crews(self) -> None:
        bell, self.work_to_do = self.work_to_do, self.env.event()
        bell.succeed()

    def _ring(self) -> None:
        changed, self._changed = self._changed, False
        if not changed:
            return
        for listener in self.listeners:
            listener()
