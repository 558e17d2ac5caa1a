"""Declare who carries out what apps only broker: drivers, riders, people behind counters."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Declaration, Grounded, Id, Label, Share
from simulator.model.parameters import given

FunctionId = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}(\.[a-z][a-z0-9_-]{0,39})?$", max_length=81)
]
"""A service, or one of its functions as service.feature."""


class Channel(Declaration):
    """A service through which suppliers get work: an app, a call center, the street."""

    service: Id
    """The service."""
    share: Share
    """Share of the suppliers whom a request reaches this way, on an ordinary day."""
    moved: Share | None = None
    """The same once another channel that most of them use has been lost; none stays as it is."""


class Tool(Declaration):
    """A function that suppliers need for their own work, and how badly."""

    on: FunctionId
    """A service, or one function of it."""
    weight: float = given("people.supply.*.tools.*.weight")
    """Omega: 1 is hard (no work without it), 0 is none."""


class Supplier(Grounded):
    """People who carry out jobs; all the channels through which they get work share them."""

    id: Id
    """Unique among all suppliers."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    channels: Annotated[tuple[Channel, ...], Field(min_length=1, max_length=20)]
    """Through which services they get work; a service belongs to one supplier at most."""
    number: Annotated[float, Field(ge=0.0, le=2_000_000_000.0)] | None = None
    """How many there are in the country, persons."""
    segment: Id | None = None
    """In place of a number: the segment of residents who are suppliers."""
    jobs_per_h: float = given("people.supply.*.jobs_per_h")
    """Jobs that one does in an hour of work (rides of a taxi)."""
    availability: float = given("people.supply.*.availability")
    """Share of them who are at work and free to take a job."""
    room: float = given("people.supply.*.room")
    """Jobs that they can do at least, as a multiple of the ordinary load of the same hour: they
    come when there is work, so an ordinary day serves everybody."""
    delay_h: float = given("people.supply.*.delay_h")
    """Mean time until they take up another channel after a loss."""
    return_h: float = given("people.supply.*.return_h")
    """Mean time until they leave it again after the loss is over."""
    tools: Annotated[tuple[Tool, ...], Field(max_length=20)] = ()
    """What they need to work at full speed: maps, pay, dispatch. Losses multiply."""


class Unstaffed(Grounded):
    """Places without staff, where what an app cannot do nobody does by hand."""

    id: Id
    """Unique among all of these."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    category: Id
    """The need that people have there."""
    share: Share
    """Share of these needs that arise at such places."""
    shut: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    """Services that do not help there (a cash desk); those of an ordinary day are counted out."""
