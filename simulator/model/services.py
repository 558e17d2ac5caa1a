"""Declare what companies run: owners, components, services and their features."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from simulator.model.base import (
    ROUNDING,
    Declaration,
    Duration,
    Grounded,
    Hours,
    Id,
    Label,
    Share,
    lasting,
    time_of,
)
from simulator.model.operations import Operations
from simulator.model.parameters import given, whole
from simulator.model.patterns import Pattern

ComponentKind = Literal[
    "compute", "storage", "cache", "login", "push", "control", "network", "dns", "facility"
]


class Owner(Declaration):
    """A company with its services, its machines and the people who look after them."""

    id: Id
    """Unique among all owners."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    operations: Operations
    """How its operators detect, decide, switch and repair."""


class Standby(Declaration):
    """Room in another site from which a component can serve."""

    zone: Id
    """Where it stands."""
    capacity: float = given("components.*.standby.*.capacity")
    """Load it can carry there, as a multiple of what the component carries at its main place."""


class Cache(Grounded):
    """What a component remembers so that its database is spared; cold after a restart."""

    hit_ratio: float = given("components.*.cache.hit_ratio")
    """h*: share of requests answered from a warm cache; at 0.999 it serves 0.1 % when cold."""
    warm_up_min: float = given("components.*.cache.warm_up_min")
    """Time constant of warming at the ordinary load, minutes."""


class Failover(Grounded):
    """What this component's failover takes, where it differs from its pattern's own figures."""

    switch: Duration | None = None
    """From the decision to the first request served elsewhere."""
    first_capacity: Annotated[Share, Field(gt=0.0)] | None = None
    """Share of the standby's room that serves at once."""
    ramp_h: Hours | None = None
    """Until all of its room serves, hours."""
    rpo_h: Hours | None = None
    """Work newer than this is lost with the main place, hours."""


STEERED: Final = time_of("constants.steer_mirrors")
"""Team time to steer traffic away from lost mirrors by hand, where none is declared."""


class Component(Grounded):
    """A class of machines of one owner that fail, move and restart together."""

    id: Id
    """Unique among all components, for example kakao-text."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    owner: Id
    """Who runs it."""
    kind: ComponentKind
    """compute, storage, cache, login, push, control, network, dns or facility."""
    servers: dict[Id, Annotated[int, Field(ge=1, le=10_000_000)]]
    """Machines by zone where it normally serves, counts."""
    standby: tuple[Standby, ...] = ()
    """Where else it could serve; under active-active these places serve all the time."""
    pattern: Pattern = "none"
    """How it is made redundant."""
    failover: Failover = Failover()
    """What a failover takes; by default what its pattern says."""
    quorum: Annotated[int, Field(ge=1, le=100)] | None = None
    """Pattern quorum: places that must run for it to serve at all."""
    minimum_share: float = given("components.*.minimum_share")
    """Share of its machines that must run before it serves at all."""
    priority: int = whole("components.*.priority")
    """Place in its owner's order of work; 1 comes first."""
    recovery_needs: tuple[Id, ...] = ()
    """Components without which it cannot fail over (control plane, operators' log-in, keys)."""
    restart_needs: tuple[Id, ...] = ()
    """Components without which it cannot be restarted on site, unless by a manual bypass."""
    bypass: Duration | None = lasting("components.*.bypass")
    """Preparation of a restart by hand without these; none means that there is no way round."""
    bypass_speed: float = given("components.*.bypass_speed")
    """Speed of a restart by such a bypass, as a share of the crews' rate."""
    cache: Cache | None = None
    """Its cache, if it has one that matters."""
    switch_effort: Duration | None = None
    """Team time to move it to a standby by hand; none means that it cannot be moved by hand,
    but traffic to mirrors can always be steered."""
    verification: Duration = lasting("components.*.verification")
    """Check of its data after a restart on site, before it may serve."""

    @property
    def effort_by_hand(self) -> Duration | None:
        """Team time to move it by hand; traffic can always be steered away from mirrors."""
        return self.switch_effort or (STEERED if self.pattern == "active-active" else None)


class Dependency(Declaration):
    """What a feature needs in order to work, and how badly."""

    on: Id | Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    """A component or a service; or several of which some are enough."""
    at_least: int = whole("services.*.features.*.needs.*.at_least")
    """How many of several must work."""
    independent: bool = False
    """Several that fail each by itself: the chance that enough work, not the best of them."""
    weight: float = given("services.*.features.*.needs.*.weight")
    """Omega: 1 is hard (no function without it), 0 is none."""
    session_h: Annotated[Hours, Field(gt=0.0)] | None = None
    """Log-in sessions outlast a failure for this long on average, hours; none have no sessions."""

    @property
    def names(self) -> tuple[str, ...]:
        """All components and services that it names."""
        return (self.on,) if isinstance(self.on, str) else self.on

    @property
    def hard(self) -> bool:
        """Whether there is no function without it."""
        return self.weight >= 1.0 - ROUNDING


class Feature(Declaration):
    """One function of a service, for example text before pictures."""

    id: Id
    """Unique within its service."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    weight: Annotated[Share, Field(gt=0.0)]
    """Share of the service's use; the weights of a service add up to 1."""
    needs: tuple[Dependency, ...] = ()
    """What it depends on; without any it always works."""
    combine: Literal["product", "minimum"] = "product"
    """Losses of its dependencies multiply, or the worst of them counts (bottleneck)."""
    own: bool = True
    """False for a function that only links to another owner's service."""


class Service(Grounded):
    """What users know by name."""

    id: Id
    """Unique among all services."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    owner: Id | None = None
    """Who runs it; none for means outside apps (cash, street hail)."""
    features: Annotated[tuple[Feature, ...], Field(min_length=1, max_length=30)]
    """Its functions, weighted by use."""
    peak_capacity: float = given("services.*.peak_capacity")
    """Load it can carry, as a multiple of its ordinary peak (1 / peak utilisation 0.55)."""
    goodput_decay: Annotated[float, Field(ge=0.0, le=10.0)] | None = None
    """Kappa of this service; 0 where load is shed before it harms, none for everyone's value."""
    client_requests: Annotated[float, Field(ge=1.0, le=10.0)] | None = None
    """m_c of its app; near 1 under a retry budget, none for everyone's value."""
    long_outages_before: int = whole("services.*.long_outages_before")
    """Long outages in the year before the run; after one of them, that of the run is the second,
    and more of those who turn elsewhere stay there (see `Behaviour.burned`)."""
    congestion: Literal["fluid", "loss", "waiting"] = "fluid"
    """How load beyond its room is refused: as a fluid (many servers), by lines that are all busy
    (Erlang's loss system), or by waits that are too long (Erlang's waiting system)."""
    servers: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Lines or desks of one place that people can reach; for loss and waiting alone."""
    patience: float = given("services.*.patience")
    """Longest wait that people bear, in mean service times; for waiting alone."""
    trips_at: Annotated[float, Field(gt=0.0, le=1000.0)] | None = None
    """Load over capacity at which its own components crash; none never do."""
    trip_restart: Duration = lasting("services.*.trip_restart")
    """How long such a crash lasts."""

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        total = sum(feature.weight for feature in self.features)
        if abs(total - 1.0) > ROUNDING:
            msg = f"features whose weights add up to {total:.6g}; expected weights that add up to 1"
            raise ValueError(msg)
        return self
