"""Declare a whole scenario: one file is one object."""

from typing import Annotated, Any, Final

from pydantic import AwareDatetime, Field

from simulator.model.base import Declaration, Grounded, Hours, Id, Label
from simulator.model.catalogue import HazardClass
from simulator.model.hazards import Hazard
from simulator.model.parameters import whole
from simulator.model.people import People
from simulator.model.places import Site
from simulator.model.services import Component, Owner, Service
from simulator.model.structure import Structure

LONGEST_H: Final = 8784.0
"""A leap year."""
LONGEST_WITH_PEOPLE_H: Final = 576.0
"""24 days: every instant that people meet, in milliseconds, fits in 32 bits."""


class Clock(Declaration):
    """When the run starts, when its event starts, how long it lasts, how often people act."""

    start: AwareDatetime
    """First instant of the run; midnight, so that days can be counted."""
    event: AwareDatetime
    """Zero of the printed times."""
    horizon_h: Annotated[Hours, Field(gt=0.0, le=LONGEST_H)]
    """Length of the run, whole hours; at most 24 days with people, a year without."""
    beat_s: int = whole("clock.beat_s")
    """Coupling interval of machines and people, seconds; divides an hour."""


class Remedy(Declaration):
    """A what-if: named changes to the declaration."""

    id: Id
    """Unique among the remedies."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    set: dict[str, Any]
    """Values by dotted path, as on the command line."""


class Scenario(Grounded):
    """Everything that a run needs beside its seed."""

    name: Id
    """The name that commands use."""
    title: Label
    """English title."""
    title_ko: Label = ""
    """Korean title; the English one where there is none."""
    question: Label
    """What the scenario asks, English."""
    question_ko: Label = ""
    """The same in Korean; English where there is none."""
    case: Id | None = None
    """Name of the observations that its results are compared with, if it is a real case."""
    clock: Clock
    """Start, event, horizon and beat."""
    sites: Annotated[tuple[Site, ...], Field(min_length=1, max_length=500)]
    """Data centers."""
    owners: Annotated[tuple[Owner, ...], Field(min_length=1, max_length=500)]
    """Companies."""
    components: Annotated[tuple[Component, ...], Field(max_length=5000)]
    """What the companies run."""
    services: Annotated[tuple[Service, ...], Field(min_length=1, max_length=500)]
    """What people know by name, and the means outside apps."""
    people: People
    """Who lives through it."""
    hazards: Annotated[tuple[Hazard, ...], Field(max_length=1000)] = ()
    """What goes wrong, by the clock."""
    catalogue: Annotated[tuple[HazardClass, ...], Field(max_length=100)] = ()
    """How often each kind of hazard strikes at random."""
    random_hazards: bool = False
    """Whether hazards of the catalogue strike in a run, beside those by the clock."""
    structure: Structure = Structure()
    """Which of several forms of the model holds."""
    remedies: Annotated[tuple[Remedy, ...], Field(max_length=100)] = ()
    """What-ifs that can be applied by name."""
