"""Keep the machines of one component: which run, which are off, and what they can serve."""

from dataclasses import dataclass, field
from math import prod
from typing import Final

from simulator.model.services import Component, Standby

ROUNDING: Final = 1e-9
_SHARED: Final = frozenset({"active-active", "quorum"})
"""Patterns whose places all serve, so that what is left is warm."""
DESTROYED: Final = "destroyed"
"""In place of a hazard where room is shut for good."""
EVERYWHERE: Final = ""
"""In place of a zone where a loss follows the component wherever it runs."""


@dataclass(slots=True)
class Part:
    """The mutable state of a component; only `plant.Plant` writes it."""

    component: Component
    live: dict[str, int] = field(init=False)
    """Machines that run, by zone of the main place."""
    off: dict[str, int] = field(init=False)
    """Machines that are intact but not running, by zone."""
    dark_standbys: set[str] = field(default_factory=set)
    """Zones of standbys that have no power."""
    losses: dict[tuple[str, str], float] = field(default_factory=dict)
    """Share of requests lost, by hazard and zone (or everywhere), machines or not."""
    shut: dict[tuple[str, str], float] = field(default_factory=dict)
    """Share of a standby's room that is shut down, by hazard and zone."""
    held: set[str] = field(default_factory=set)
    """Hazards that must be dealt with before its machines may be restarted."""
    bricked: set[str] = field(default_factory=set)
    """Its machines can only be restarted by hand: what keeps its standbys down until then."""
    freed: dict[str, int] = field(default_factory=dict)
    """By zone, the event since which nothing in its own software forbids a restart."""
    verified: bool = True
    """Its data at the main place may be served."""
    switched: bool = False
    """It is served from a standby."""
    restoring: bool = False
    """Its data are being restored."""
    sent: float = field(init=False)
    """Active-active: places that traffic is sent to, in multiples of the main place."""
    ramp: float = 1.0
    """Share of the standby's room that serves so far."""
    warmth: float = 1.0
    """Share of its capacity that its cache leaves it; 1 when warm."""
    times_lost: int = 0
    """How often the main place fell below its minimum."""
    times_moved: int = 0
    """How often it was switched."""
    placed: float = 1.0
    """Part of correct requests that its places would serve without what follows it everywhere."""
    fell: int = -1
    """Number of the event that last took some of that."""
    quality: float = 1.0
    """Part of correct requests served."""
    capacity: float = 1.0
    """Share of its ordinary capacity that is up."""
    told: tuple[float, str] = (1.0, "up")
    """Share of its machines that ran, and its condition, when its state was last written."""
    last_event: int = -1
    """Number of the event that last changed its quality."""

    def __post_init__(self) -> None:
        """Begin with everything running."""
        self.live = dict(self.component.servers)
        self.off = dict.fromkeys(self.component.servers, 0)
        self.sent = 1.0 + self.standby_capacity

    @property
    def mirrored(self) -> bool:
        """Whether it serves from all its places at once and traffic is steered between them."""
        return self.component.pattern == "active-active"

    @property
    def total(self) -> int:
        """Machines of its main place, running or not."""
        return sum(self.component.servers.values())

    @property
    def live_share(self) -> float:
        """Share of the machines of its main place that run."""
        return sum(self.live.values()) / self.total

    @property
    def reached_share(self) -> float:
        """Share of the machines of its main place that run and can be reached at all."""
        return sum(n for zone, n in self.live.items() if self.reach(zone) > 0.0) / self.total

    @property
    def enough(self) -> bool:
        """Whether enough machines run at its main place."""
        return self.live_share >= self.component.minimum_share - ROUNDING

    @property
    def on_site(self) -> bool:
        """Whether its main place can serve."""
        return self.verified and self.reached_share >= self.component.minimum_share - ROUNDING

    @property
    def standby_capacity(self) -> float:
        """Load that its standbys can carry and that reaches them; the main place carries 1."""
        return sum(room * reach for room, reach in self._standbys())

    @property
    def best_places(self) -> tuple[float, float]:
        """Active-active: the best reach of any place, and the room of all that have it."""
        places = [(size, reach) for size, reach in self._places() if size * reach > 0.0]
        best = max((reach for _, reach in places), default=0.0)
        return best, sum(size for size, reach in places if reach >= best - ROUNDING)

    @property
    def serves(self) -> bool:
        """Whether any request is served."""
        return self.quality > 0.0

    @property
    def answered(self) -> float:
        """Share of its ordinary requests that its main place can take and that reach it."""
        if not self.on_site:
            return 0.0
        return sum(n * self.reach(zone) for zone, n in self.live.items()) / self.total

    @property
    def better_away(self) -> bool:
        """Whether its standbys, once filled, answer more than its main place does."""
        return self._answered_away(1.0) > self.answered + ROUNDING

    @property
    def room_away(self) -> float:
        """Load for which machines run in standbys that can be reached at all."""
        return sum(room for room, reach in self._standbys() if reach > 0.0)

    def _answered_away(self, ramp: float) -> float:
        """Find the share of its ordinary requests that its standbys answer, spread over them."""
        room = self.room_away
        return min(1.0, room * ramp) * self.standby_capacity / room if room > 0.0 else 0.0

    @property
    def needs_switch(self) -> bool:
        """Whether it loses requests that another of its places could serve."""
        if self.component.pattern in {"none", "quorum"} or not self.misplaced:
            return False
        if self.mirrored:
            return self.best_places[0] > self._placed()[0] + ROUNDING
        return self.better_away and not self.switched

    @property
    def misplaced(self) -> bool:
        """Whether its places fail it, not something that follows it into every place."""
        return self._placed()[0] < 1.0 - ROUNDING

    @property
    def condition(self) -> str:
        """Name its state as a planner would."""
        if self.quality >= 1.0 - ROUNDING:
            return self._sound_condition()
        if self.serves:
            return "degraded"
        if self.restoring:
            return "restoring"
        if self.held:
            return "corrupted"
        if self.losses and self.enough and self.verified:
            return "unreachable"
        return self._lost_condition()

    def reach(self, zone: str) -> float:
        """Find the share of requests that get through to a zone, 0 to 1."""
        if not self.losses:
            return 1.0
        return prod(1.0 - share for (_, place), share in self.losses.items() if place == zone)

    def _places(self) -> list[tuple[float, float]]:
        """List room and reach of its places: zones of a main place that serves, standbys."""
        here = self.live.items() if self.on_site else ()
        return [(n / self.total, self.reach(zone)) for zone, n in here] + self._standbys()

    def _standbys(self) -> list[tuple[float, float]]:
        """List the room and the reach of its standbys that have power."""
        lit = (place for place in self.component.standby if place.zone not in self.dark_standbys)
        return [(self._room(place), self.reach(place.zone)) for place in lit]

    def _room(self, place: Standby) -> float:
        """Find the load for which machines run in a standby, reached or not."""
        if not self.shut:
            return place.capacity
        left = (1.0 - share for (_, zone), share in self.shut.items() if zone == place.zone)
        return place.capacity * prod(left)

    def lose(self, zone: str, destroyed_share: float) -> int:
        """Stop its machines in a zone that lost power; return how many ran."""
        if any(place.zone == zone for place in self.component.standby):
            self.dark_standbys.add(zone)
            if destroyed_share > self.shut.get((DESTROYED, zone), 0.0):
                self.shut[DESTROYED, zone] = destroyed_share
        count = self.component.servers.get(zone, 0)
        if count == 0:
            return 0
        stopped = self.stop(zone, self.live[zone])
        self.off[zone] = min(self.off[zone], count - round(count * destroyed_share))
        return stopped

    def stop(self, zone: str, count: int) -> int:
        """Stop some machines of a zone, intact; return how many ran."""
        had_enough, stopped = self.enough, min(count, self.live[zone])
        self.live[zone] -= stopped
        self.off[zone] += stopped
        if had_enough and not self.enough:
            self.verified = False
            self.times_lost += 1
        return stopped

    def cool_down(self) -> None:
        """Forget what its cache held."""
        if self.component.cache is not None:
            self.warmth = 1.0 - self.component.cache.hit_ratio

    def update(self) -> None:
        """Work out what it serves now: quality and capacity, both shares from 0 to 1."""
        self.switched = self.switched and self.better_away
        self.sent = max(self.sent, self.best_places[1])
        if self._forgets:
            self.cool_down()
        self.placed, room = self._placed()
        self.quality, self.capacity = self.placed * self.reach(EVERYWHERE), room * self.warmth

    def _placed(self) -> tuple[float, float]:
        """Work out quality and capacity from its places alone.

        Notes
        -----
        Active-active: traffic goes on to lost places until it is steered away from them, so the
        part that is answered is what survives over what it is sent to. A quorum serves while
        enough places run. Otherwise the component serves from its main place or, after a switch,
        from its standby if more is answered there, or not at all.
        """
        if self.component.pattern == "quorum":
            return self._by_quorum()
        if self.mirrored:
            return self._by_mirrors()
        there = self._answered_away(self.ramp) if self.switched else 0.0
        answered = self.answered
        if there > answered:
            room = self.room_away
            return min(1.0, self.standby_capacity / room), min(1.0, room * self.ramp)
        if answered <= 0.0:
            return 0.0, 0.0
        return min(1.0, answered / self.reached_share), self.reached_share

    def _by_mirrors(self) -> tuple[float, float]:
        """Serve from all places at once; until it is steered, traffic goes on to lost ones."""
        best, room = self.best_places
        if room <= ROUNDING:
            return 0.0, 0.0
        if self.sent <= room + ROUNDING:
            return best, min(1.0, room)
        places = [(size, reach) for size, reach in self._places() if reach > 0.0]
        answered = sum(size * reach for size, reach in places) / self.sent
        return min(1.0, answered), min(1.0, sum(size for size, _ in places))

    def _by_quorum(self) -> tuple[float, float]:
        """Count the places that run, zones or standbys; requests go to the best reached ones."""
        servers, least = self.component.servers, self.component.minimum_share - ROUNDING
        places = [
            (n / self.total, self.reach(zone))
            for zone, n in self.live.items()
            if n >= least * servers[zone]
        ]
        places += self._standbys()
        reached = [(reach, size) for size, reach in places if size * reach > 0.0]
        enough = self.component.quorum or 1
        if len(reached) < enough:
            return 0.0, 0.0
        quality, _ = sorted(reached, reverse=True)[enough - 1]
        return quality, min(1.0, sum(size for _, size in reached))

    @property
    def _forgets(self) -> bool:
        """Whether no place is left whose machines went on running and remember anything."""
        if self.component.pattern in _SHARED:
            return not self._standbys() and not any(self.live.values())
        return not self.switched and not (self.enough and self.verified)

    def _lost_condition(self) -> str:
        if self.enough:
            return "verifying"
        if not any(self.off.values()):
            return "destroyed"
        return "restoring" if any(self.live.values()) else "off"

    def _sound_condition(self) -> str:
        if self.warmth < 1.0 or (self.switched and self.ramp < 1.0):
            return "warming"
        return "up" if self.capacity >= 1.0 - ROUNDING else "degraded"
