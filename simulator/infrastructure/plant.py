"""Hold the state of all machines: only these methods write it, and each change rings a bell."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.bells import Bells
from simulator.infrastructure.functions import Functions
from simulator.infrastructure.grounds import Grounds
from simulator.infrastructure.log import Chronicle, EventLog
from simulator.infrastructure.part import ROUNDING, Part
from simulator.infrastructure.roster import parts_by_owner, parts_by_zone
from simulator.infrastructure.staff import Staff
from simulator.infrastructure.telling import tell_quality, tell_zone
from simulator.model.base import Duration
from simulator.model.scenario import Scenario
from simulator.streams import length_h, uniform
from simulator.units import MINUTE_S, Seconds, seconds_from_hours

FADES_EVERY_S: Final = 15 * MINUTE_S
"""Log-in sessions run out in steps of this length."""
MODULE: Final = "simulator.infrastructure.plant"
OnLoss: TypeAlias = Callable[[Part, int, str], None]
"""Told of a component that lost quality, the event, and the id of the hazard behind it."""
OnService: TypeAlias = Callable[[Part, int], None]
"""Told of a component that begins to serve again, and the event."""


class Plant:
    """Zones with power, components with machines, and what they mean for services."""

    def __init__(
        self, env: simpy.Environment, scenario: Scenario, seed: int, log: EventLog
    ) -> None:
        self.env = env
        self.scenario = scenario
        self.seed = seed
        self.log = Chronicle(log)
        self.parts = {component.id: Part(component) for component in scenario.components}
        self.functions = Functions(scenario, self.log)
        self.staff = Staff(scenario)
        self._bells = Bells(env)
        self.grounds = Grounds(scenario)
        self.parts_in = parts_by_zone(self.parts.values())
        """Components with machines or a standby in each zone."""
        self.parts_of = parts_by_owner(self.parts.values())
        """Components of each owner."""
        self.repair_since: dict[tuple[str, str], Seconds] = {}
        """By owner and site: since when machines there have needed crews."""
        self.broken: dict[str, dict[str, Part]] = defaultdict(dict)
        """By owner, components with machines that are off."""
        self.surges: dict[str, int] = {}
        """By surge, the event with which it began."""
        self.listeners: list[Callable[[], None]] = []
        self.on_loss: OnLoss = lambda _part, _event, _hazard: None
        self.on_service: list[OnService] = []
        self._changed = False
        self._fading = False

    def draw_s(self, duration: Duration, *address: str | int) -> Seconds:
        """Draw a length of time that belongs to an address, seconds."""
        return seconds_from_hours(length_h(duration, self.seed, *address))

    def draw_share(self, *address: str | int) -> float:
        """Draw a uniform number that belongs to an address, 0 to 1."""
        return uniform(self.seed, *address)

    def whole_again(self, part: Part) -> simpy.Event:
        """Return the event that a component serves all requests again."""
        return self._bells.wait("whole", part.component.id)

    def serves_again(self, part: Part) -> simpy.Event:
        """Return the event that a component serves something again."""
        return self._bells.wait("serves", part.component.id)

    def news_of(self, part: Part) -> simpy.Event:
        """Return the event that a component serves, or that a place for it may be usable."""
        room = self._bells.wait("room", part.component.id)
        return room | self.serves_again(part) | self.whole_again(part)

    def look_again(self, part: Part) -> None:
        """Wake those who wait for another place of a component."""
        self._bells.ring("room", part.component.id)

    def work_to_do(self, owner: str) -> simpy.Event:
        """Return the event that crews of an owner may find machines to restart."""
        return self._bells.wait("work", owner)

    def call_crews(self, owners: Iterable[str]) -> None:
        """Tell the crews of some owners that there may be work."""
        for owner in dict.fromkeys(owners):
            self._bells.ring("work", owner)

    def lose_zone(self, zone: str, because: int, hazard: str, destroyed_share: float = 0.0) -> None:
        """Take the power from a zone; book what follows."""
        had_power = self.grounds.darken(zone, hazard)
        if not had_power and not destroyed_share:
            return
        fallen = []
        for part in self.parts_in[zone]:
            if part.lose(zone, destroyed_share):
                self._note_repair(part, zone)
            self._book_repair(part, zone, because)
            fallen += self._refreshed(part, because)
        self._tell_zone(zone)
        self.report(fallen, hazard)

    def power_zones(self, zones: Iterable[str], because: int, hazard: str) -> None:
        """Give zones power again as far as this hazard took it; their machines stay off."""
        for zone in zones:
            if not self.grounds.lighten(zone, hazard, because):
                continue
            for part in self.parts_in[zone]:
                if zone in part.dark_standbys:
                    part.dark_standbys.discard(zone)
                    self._refresh(part, because)
                    self.look_again(part)
            self._tell_zone(zone)
            self.call_crews(part.component.owner for part in self.parts_in[zone])
        self._ring()

    def stop_machines(self, part: Part, zone: str, count: int, because: int) -> list[Part]:
        """Stop some machines of a component in a zone; return it if it lost quality."""
        if part.stop(zone, count):
            self._note_repair(part, zone)
        fallen = self._refreshed(part, because)
        self._tell_zone(zone)
        return fallen

    def lose_share(self, part: Part, hazard: str, zone: str, share: float) -> None:
        """Let a hazard take a share of a component's requests in a zone, or everywhere."""
        part.losses[hazard, zone] = share

    def lose_room(self, part: Part, hazard: str, zone: str, share: float) -> None:
        """Let a hazard shut down a share of the room of a standby."""
        part.shut[hazard, zone] = share

    def regain_share(self, part: Part, hazard: str, because: int) -> None:
        """Let a component have back what a hazard took from its requests or standbys."""
        for taken in (part.losses, part.shut):
            for key in [key for key in taken if key[0] == hazard]:
                del taken[key]
        part.held.discard(hazard)
        self._refresh(part, because)
        self.look_again(part)
        self._ring()
        self.call_crews([part.component.owner])

    def feel_losses(self, parts: Iterable[Part], because: int, hazard: str) -> None:
        """Book what losses just taken mean for some components, all at once."""
        fallen = []
        for part in parts:
            fallen += self._refreshed(part, because)
        self.report(fallen, hazard)

    def open_site(self, site: str, hazard: str) -> None:
        """Let crews in as far as this hazard kept them out."""
        if self.grounds.open(site, hazard):
            self.call_crews(list(self.broken))

    def open_zone(self, zone: str, because: int, hazard: str) -> None:
        """Let machines of a zone be restarted as far as this hazard forbade it."""
        self.grounds.ungate(zone, hazard, because)
        self.call_crews(part.component.owner for part in self.parts_in[zone])

    def may_work(self, part: Part, zone: str) -> bool:
        """Tell whether crews can restart a component's machines in a zone."""
        return not part.held and self.grounds.may_work(zone)

    def restart(self, part: Part, zone: str, count: int, because: int) -> int:
        """Bring machines back into service as far as they still can be; return how many."""
        started = min(count, part.off[zone]) if self.may_work(part, zone) else 0
        part.off[zone] -= started
        part.live[zone] += started
        self._book_repair(part, zone, because)
        self._refresh(part, because)
        self._tell_zone(zone)
        self._ring()
        return started

    def restore(self, part: Part, because: int) -> None:
        """Tell that a component's data are being restored."""
        part.restoring = True
        self._refresh(part, because)

    def verify(self, part: Part, because: int) -> None:
        """Let a component serve from its main place again."""
        part.verified = True
        self._refresh(part, because)
        self._ring()

    def switch(self, part: Part, because: int, ramp: float = 1.0) -> None:
        """Send traffic where it is answered: to the standby, or to the surviving mirrors."""
        part.switched = not part.mirrored
        part.ramp = ramp
        part.times_moved += 1
        if part.switched:
            part.cool_down()
        part.sent = part.best_places[1]
        self._refresh(part, because, told=True)
        self._ring()

    def fill(self, part: Part, *, ramp: float | None = None, warmth: float | None = None) -> None:
        """Let more of a standby or of a cold component serve."""
        part.ramp = part.ramp if ramp is None else ramp
        part.warmth = part.warmth if warmth is None else warmth
        self._refresh(part, part.last_event)
        self._ring()

    def report(self, fallen: list[Part], hazard: str) -> None:
        """Tell operators about components that lost quality, the most needed first."""
        self._ring()
        once = {part.component.id: part for part in fallen}
        for part in sorted(once.values(), key=lambda part: part.component.priority):
            self.on_loss(part, part.fell, hazard)

    def _refreshed(self, part: Part, because: int) -> list[Part]:
        """Refresh a component; return it if its places lost quality, shown or hidden."""
        quality, placed = part.quality, part.placed
        self._refresh(part, because)
        if part.placed >= placed - ROUNDING:
            return []
        part.fell = part.last_event if part.quality < quality else because
        return [part]

    def _refresh(self, part: Part, because: int, *, told: bool = False) -> None:
        """Work out what a component serves now, and tell its event, state and consequences."""
        component, before = part.component, (part.quality, part.capacity)
        part.update()
        because = because if told else tell_quality(self.log, part, before[0], because, MODULE)
        state = (part.live_share, part.condition)
        if (part.quality, part.capacity) == before and state == part.told:
            return
        part.told = state
        if part.quality != before[0]:
            part.last_event = because
        self.log.state("component", component.id, part.quality, *state)
        if (part.quality, part.capacity) != before:
            self._changed |= self.functions.take(part, because, self.env.now)
            self._watch_sessions()
        if part.quality >= 1.0 - ROUNDING > before[0]:
            self._bells.ring("whole", component.id)
        if part.serves and before[0] <= 0.0:
            self._bells.ring("serves", component.id)
        if part.serves and (before[0] <= 0.0 or part.warmth < 1.0):
            for listener in self.on_service:
                listener(part, because)

    def _tell_zone(self, zone: str) -> None:
        tell_zone(self.log, zone, self.parts_in[zone], powered=zone not in self.grounds.dark)

    def _note_repair(self, part: Part, zone: str) -> None:
        self.broken[part.component.owner][part.component.id] = part
        place = (part.component.owner, self.grounds.site_of[zone])
        self.repair_since.setdefault(place, self.env.now)

    def _book_repair(self, part: Part, zone: str, because: int) -> None:
        """Forget the need of crews where none is left."""
        owner, site = part.component.owner, self.grounds.site_of[zone]
        if part.component.id in self.broken[owner] and not any(part.off.values()):
            del self.broken[owner][part.component.id]
            while part.bricked:
                self.regain_share(part, part.bricked.pop(), because)
        if part.off.get(zone) or (owner, site) not in self.repair_since:
            return
        others = self.broken[owner].values()
        if not any(n and self.grounds.site_of[z] == site for p in others for z, n in p.off.items()):
            del self.repair_since[owner, site]

    def _watch_sessions(self) -> None:
        """Let log-in sessions run out while there are any that do."""
        if self.functions.fading and not self._fading:
            self._fading = True
            self.env.process(self._fade())

    def _fade(self) -> Generator[simpy.Event, None, None]:
        while self.functions.fading:
            yield self.env.timeout(FADES_EVERY_S)
            self._changed |= self.functions.fade(self.env.now)
            self._ring()
        self._fading = False

    def _ring(self) -> None:
        changed, self._changed = self._changed, False
        for listener in self.listeners if changed else ():
            listener()
