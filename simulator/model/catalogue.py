"""Declare how often each kind of hazard strikes at random: the hazard catalogue."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from simulator.model.base import Duration, Grounded, Id
from simulator.model.hazards import HazardKind
from simulator.model.parameters import given

Scope: TypeAlias = Literal["site", "owner", "service", "component", "machine", "region", "category"]
"""What a rate is counted for; a service stands for the components that it cannot do without."""

Group: TypeAlias = Literal["campus", "provider", "power-domain", "network-domain", "admin-domain"]


class HazardClass(Grounded):
    """A marked Poisson process: how often, where, and with which marks."""

    id: Id
    """Unique in the catalogue."""
    kind: HazardKind
    """Which hazard it makes."""
    per: Scope
    """What the rate is counted for."""
    only: tuple[Id, ...] = ()
    """Elements to which it applies; empty means all of that scope."""
    rate_per_year: Annotated[float, Field(ge=0.0, le=100_000.0)]
    """Events per element and year."""
    low: Annotated[float, Field(ge=0.0)] | None = None
    """5 % point of the rate."""
    high: Annotated[float, Field(ge=0.0)] | None = None
    """95 % point of the rate."""
    lasts: Duration | None = None
    """How long it lasts; for a fire until power returns. None takes the hazard's own default."""
    access: Duration | None = None
    """Fire: until crews may enter."""
    share_mean: float = given("catalogue.*.share_mean")
    """Mean of the mark: requests lost, machines stopped, or machines destroyed by a fire."""
    share_concentration: Annotated[float, Field(gt=0.0, le=1e6)] | None = None
    """a + b of the mark's Beta distribution; none is a fixed share."""
    factor: float = given("catalogue.*.factor")
    """Surge: how many times as often people want something."""
    beta: float = given("catalogue.*.beta")
    """Beta factor: part of the rate that strikes all members of a group at once (IEC 61508-6)."""
    common: Group | None = None
    """The group of sites or owners that share those events."""
    while_up: bool = False
    """An element that this class has struck is spared until that is over: alternating renewal.
    Otherwise events come whatever happens, and overlap (a marked Poisson process)."""

    @model_validator(mode="after")
    def _marks_fit(self) -> Self:
        if self.beta > 0.0 and self.common is None:
            msg = "beta without common; expected the group of elements that it strikes together"
            raise ValueError(msg)
        if self.low is not None and self.high is not None and self.low > self.high:
            msg = f"low {self.low:g} above high {self.high:g}; expected low at or below high"
            raise ValueError(msg)
        return self
