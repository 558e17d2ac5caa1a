"""Declare what companies run: owners, components, services and their features."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.model.base import ROUNDING, Declaration, Duration, Grounded, Id, Label, Share
from simulator.model.operations import Operations

ComponentKind = Literal["compute", "storage", "cache", "login", "push", "control"]
Pattern = Literal["none", "cold-backup", "active-passive", "active-active"]


class Owner(Declaration):
    """A company with its services, its machines and the people who look after them."""

    id: Id
    """Unique among all owners."""
    name: Label
    """English name."""
    name_ko: Label
    """Korean name."""
    operations: Operations
    """How its operators detect, decide, switch and repair."""


class Standby(Declaration):
    """Room in another site from which a component can serve."""

    zone: Id
    """Where it stands."""
    capacity: Annotated[float, Field(gt=0.0, le=3.0)] = 1.0
    """Load it can carry there, as a multiple of what the component carries at its main place."""


class Component(Grounded):
    """A class of machines of one owner that fail, move and restart together."""

    id: Id
    """Unique among all components, for example kakao-text."""
    name: Label
    """English name."""
    name_ko: Label
    """Korean name."""
    owner: Id
    """Who runs it."""
    kind: ComponentKind
    """compute, storage, cache, login, push or control."""
    servers: dict[Id, Annotated[int, Field(ge=1, le=10_000_000)]]
    """Machines by zone where it normally serves, counts."""
    standby: tuple[Standby, ...] = ()
    """Where else it could serve; under active-active these places serve all the time."""
    pattern: Pattern = "none"
    """How it is made redundant."""
    minimum_share: Annotated[Share, Field(gt=0.0)] = 0.8
    """Share of its machines that must run before it serves at all."""
    priority: Annotated[int, Field(ge=1, le=99)] = 50
    """Place in its owner's order of work; 1 comes first."""
    recovery_needs: tuple[Id, ...] = ()
    """Components without which it cannot fail over (control plane, operators' log-in)."""
    switch_effort: Duration | None = None
    """Team time to move it to a standby by hand; none means that it cannot be moved by hand."""
    verification: Duration = Duration(median_h=0.5, sigma=0.3)
    """Check of its data after a restart on site, before it may serve."""


class Dependency(Declaration):
    """What a feature needs in order to work, and how badly."""

    on: Id
    """A component, or a service."""
    weight: Share = 1.0
    """Omega: 1 is hard (no function without it), 0 is none."""


class Feature(Declaration):
    """One function of a service, for example text before pictures."""

    id: Id
    """Unique within its service."""
    name: Label
    """English name."""
    name_ko: Label
    """Korean name."""
    weight: Annotated[Share, Field(gt=0.0)]
    """Share of the service's use; the weights of a service add up to 1."""
    needs: tuple[Dependency, ...] = ()
    """What it depends on; without any it always works."""
    own: bool = True
    """False for a function that only links to another owner's service."""


class Service(Grounded):
    """What users know by name."""

    id: Id
    """Unique among all services."""
    name: Label
    """English name."""
    name_ko: Label
    """Korean name."""
    owner: Id | None = None
    """Who runs it; none for means outside apps (cash, street hail)."""
    features: Annotated[tuple[Feature, ...], Field(min_length=1, max_length=30)]
    """Its functions, weighted by use."""
    peak_capacity: Annotated[float, Field(gt=0.0, le=1000.0)] = 1.82
    """Load it can carry, as a multiple of its ordinary peak (1 / peak utilisation 0.55)."""
    goodput_decay: Annotated[float, Field(ge=0.0, le=10.0)] | None = None
    """Kappa of this service; 0 where load is shed before it harms, none for everyone's value."""

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        total = sum(feature.weight for feature in self.features)
        if abs(total - 1.0) > ROUNDING:
            msg = f"weights of the features add up to {total:.6g}; expected 1"
            raise ValueError(msg)
        return self
