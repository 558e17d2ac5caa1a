"""Declare what goes wrong: the first causes of a run."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from simulator.model.base import Grounded, Hours, Id, Minutes, Share


class PowerStage(Grounded):
    """A step in the return of power to a burnt site."""

    after_h: Hours
    """Hours after the fire started."""
    zones: tuple[Id, ...] = ()
    """Zones that have power again from then on; empty means all that are left."""


class Fire(Grounded):
    """A fire in a site's power room: UPS groups fail by zone, then the fire brigade cuts all."""

    kind: Literal["fire"] = "fire"
    """Discriminator."""
    id: Id
    """Unique among all hazards."""
    site: Id
    """Where it burns."""
    at: AwareDatetime
    """When it starts."""
    cut_after_min: Minutes = 93.0
    """When the whole site is cut off for the fire brigade, minutes after the start."""
    out_after_h: Hours = 8.4
    """When the fire is out and crews may enter, hours after the start."""
    power_stages: Annotated[tuple[PowerStage, ...], Field(min_length=1, max_length=50)]
    """How power returns; the last stage must leave no zone dark."""
    destroyed_share: Share = 0.0
    """Share of the machines in each zone that never come back."""


Hazard = Annotated[Fire, Field()]
"""Any first cause; a discriminated union as soon as there is a second kind."""
