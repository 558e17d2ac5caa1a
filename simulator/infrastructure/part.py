"""Keep the machines of one component: which run, which are off, and what they can serve."""

from dataclasses import dataclass, field
from typing import Final

from simulator.model.services import Component

ROUNDING: Final = 1e-9


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
    verified: bool = True
    """Its data at the main place may be served."""
    switched: bool = False
    """It is served from a standby."""
    sent: float = field(init=False)
    """Active-active: places that traffic is sent to, in multiples of the main place."""
    times_lost: int = 0
    """How often the main place fell below its minimum."""
    quality: float = 1.0
    """Part of correct requests served."""
    capacity: float = 1.0
    """Share of its ordinary capacity that is up."""
    told_live: float = 1.0
    """Share of its machines that ran when its state was last written."""
    last_event: int = -1
    """Number of the event that last changed its quality."""

    def __post_init__(self) -> None:
        """Begin with everything running."""
        self.live = dict(self.component.servers)
        self.off = dict.fromkeys(self.component.servers, 0)
        self.sent = 1.0 + self.standby_capacity

    @property
    def mirrored(self) -> bool:
        """Whether it serves from all its places at once."""
        return self.component.pattern == "active-active"

    @property
    def live_share(self) -> float:
        """Share of the machines of its main place that run."""
        return sum(self.live.values()) / sum(self.component.servers.values())

    @property
    def enough(self) -> bool:
        """Whether enough machines run at its main place."""
        return self.live_share >= self.component.minimum_share - ROUNDING

    @property
    def on_site(self) -> bool:
        """Whether its main place can serve."""
        return self.verified and self.enough

    @property
    def standby_capacity(self) -> float:
        """Load that its powered standbys can carry, in multiples of the main place."""
        places = self.component.standby
        return sum(place.capacity for place in places if place.zone not in self.dark_standbys)

    @property
    def surviving(self) -> float:
        """Active-active: places that can serve, in multiples of the main place."""
        return (self.live_share if self.on_site else 0.0) + self.standby_capacity

    @property
    def serves(self) -> bool:
        """Whether any request is served."""
        return self.quality > 0.0

    @property
    def needs_switch(self) -> bool:
        """Whether it loses requests that another of its places could serve."""
        if self.component.pattern == "none" or self.quality >= 1.0 - ROUNDING:
            return False
        return (self.surviving if self.mirrored else self.standby_capacity) > ROUNDING

    def lose(self, zone: str, destroyed_share: float) -> int:
        """Stop its machines in a zone; return how many ran."""
        if any(place.zone == zone for place in self.component.standby):
            self.dark_standbys.add(zone)
        count = self.component.servers.get(zone, 0)
        if count == 0:
            return 0
        had_enough, stopped = self.enough, self.live[zone]
        self.live[zone] = 0
        intact = min(self.off[zone] + stopped, count - round(count * destroyed_share))
        self.off[zone] = max(0, intact)
        if had_enough and not self.enough:
            self.verified = False
            self.times_lost += 1
        return stopped

    def offer(self) -> tuple[float, float]:
        """Work out quality and capacity, both shares from 0 to 1.

        Notes
        -----
        Active-active: traffic goes on to lost places until it is steered away from them, so the
        part that is answered is what survives over what it is sent to. Otherwise the component
        serves from its main place or, after a switch, from its standby, or not at all.
        """
        if self.mirrored:
            if self.surviving <= ROUNDING:
                return 0.0, 0.0
            return min(1.0, self.surviving / self.sent), min(1.0, self.surviving)
        here = self.live_share if self.on_site else 0.0
        there = self.standby_capacity if self.switched else 0.0
        capacity = min(1.0, max(here, there))
        return float(capacity > 0.0), capacity
