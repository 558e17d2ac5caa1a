"""Declare where things stand: regions of the country, sites and their zones."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Declaration, Grounded, Id, Label
from simulator.model.parameters import given


class Region(Grounded):
    """A province with its residents by age."""

    id: Id
    """Lower-case ISO 3166-2 code, for example kr-11."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    residents: dict[str, Annotated[int, Field(ge=0, le=2_000_000_000)]]
    """Residents by age group (for example '20-29'), persons."""


class Zone(Declaration):
    """A part of a site whose machines hang on one group of uninterruptible power supplies."""

    id: Id
    """Unique among all zones, for example pangyo-a."""
    ups_loss_min: float = given("sites.*.zones.*.ups_loss_min")
    """How long after a fire starts in the site this zone's UPS group stops by heat, minutes."""


class Site(Grounded):
    """A data center: zones behind one shared power and cooling feed."""

    id: Id
    """Unique among all sites."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    provider: Label
    """Who runs the building."""
    region: Id
    """The region in which it stands."""
    latitude: Annotated[float, Field(ge=-90.0, le=90.0)]
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180.0, le=180.0)]
    """Degrees east."""
    zones: Annotated[tuple[Zone, ...], Field(min_length=1, max_length=50)]
    """Groups of machines that lose power together; all of them share the site's feed."""
    power_domain: Id | None = None
    """The part of the grid that feeds it; sites of one domain fail together."""
    network_domain: Id | None = None
    """The carrier or exchange through which it is reached; sites of one fail together."""
    campus: Id | None = None
    """Neighbouring buildings that share causes of failure (beta factor)."""
