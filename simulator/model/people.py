"""Declare who lives through it: segments, what they need, and by which means."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Declaration, Grounded, Hours, Id, Label, Minutes, Share
from simulator.model.behaviour import Behaviour
from simulator.model.calendar import SpecialDay
from simulator.model.parameters import given
from simulator.model.places import Region
from simulator.model.society import Society
from simulator.model.supply import FunctionId, Supplier, Unstaffed

Rate = Annotated[float, Field(ge=0.0, le=1000.0)]
AGE_GROUPS = ("0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+")


class Segment(Grounded):
    """A group of residents who behave alike."""

    id: Id
    """Unique among all segments."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    ages: tuple[str, ...]
    """Age groups from which it is taken."""
    within: Share | None = None
    """Its share among residents of these ages; none takes whoever is left."""
    skill: float = given("people.segments.*.skill")
    """Sigma_a: how readily its members take up another app, against the average of 1."""


class Session(Declaration):
    """People who are still logged in from before and need no fresh log-in for a while."""

    share: Share
    """Share of use that goes through such a session."""
    lasts_h: Annotated[Hours, Field(gt=0.0)]
    """Mean time until a session expires, hours."""


class Option(Grounded):
    """One means by which a need can be met: an app, or something outside apps."""

    service: Id
    """The service that does it."""
    features: tuple[Id, ...] = ()
    """Features of that service that this need uses; empty means all, by their weights."""
    holders: Share | dict[Id, Share] = given("people.categories.*.options.*.holders", bounded=False)
    """Share of residents aged 10 or over who have it set up; a number, or one by segment."""
    outside: bool = False
    """True for what works without an app: SMS, card, street hail."""
    primacy: float = given("people.categories.*.options.*.primacy")
    """Weight with which a holder has this app as the usual one; 0 means never."""
    second_use: float = given("people.categories.*.options.*.second_use")
    """Share of the needs that a holder with another usual app takes to this one."""
    reluctance: float = given("people.categories.*.options.*.reluctance")
    """c_j: what it costs to turn to it, in units of utility."""
    adoption: float = given("people.categories.*.options.*.adoption")
    """a_f: chance that an aware person of skill 1 installs it after one failed session."""
    dormant: float = given("people.categories.*.options.*.dormant")
    """Of those who take it up, who had it installed and unused; panels see no new install."""
    network: bool = False
    """True if both ends must have it (a messenger)."""
    barred: tuple[Id, ...] = ()
    """Segments whose members cannot sign up for it, for example by a phone number of their own."""
    sessions: tuple[Session, ...] = ()
    """Log-in sessions that outlast a failure of the service."""
    sign_up_needs: FunctionId | None = None
    """Service, or service.feature, without which nobody new can sign up for it."""


class Category(Grounded):
    """A kind of need: what people want done, how often, how urgently."""

    id: Id
    """messaging, pay, taxi, maps, bank, mail, login, ... (an open list)."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    needs_per_day: Rate
    """Per resident aged 10 or over, before the segment's factor."""
    factor: dict[Id, Annotated[float, Field(ge=0.0, le=100.0)]] = Field(default={})
    """Factor by segment; 1 where none is given."""
    urgent_share: Share
    """Share of needs that cannot wait."""
    tolerance_urgent_min: Minutes
    """T of an urgent need, minutes."""
    tolerance_deferrable_min: Minutes
    """T of any other need, minutes."""
    lapse_h: Annotated[Hours, Field(gt=0.0)]
    """L: how long after its tolerance a need lapses, hours."""
    lapse_deferrable_h: Annotated[Hours, Field(gt=0.0)] | None = None
    """L of a need that can wait, where it is another: a payment made tomorrow is not lost."""
    perishable: bool = False
    """True if nothing helps any more once a need that can wait has waited (the show has begun)."""
    attempts: Annotated[int, Field(ge=1, le=20)]
    """K: tries at one app before turning to something else."""
    weight: float = given("people.categories.*.weight")
    """Harm weight of an unmet hour in the weighted sum (normative)."""
    by_hour: Annotated[tuple[Rate, ...], Field(min_length=24, max_length=24)]
    """Relative weight of each hour of the day."""
    by_weekday: Annotated[tuple[Rate, ...], Field(min_length=7, max_length=7)]
    """Relative weight of each day, Monday first; ordinary working day = 1."""
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=8)]
    """By which means it can be met."""


class People(Grounded):
    """Who lives in the country and what they do."""

    residents: Annotated[int, Field(ge=1000, le=2_000_000_000)]
    """All residents, children included."""
    regions: Annotated[tuple[Region, ...], Field(min_length=1, max_length=200)]
    """Registered residents by region and age; scaled to all residents."""
    segments: Annotated[tuple[Segment, ...], Field(min_length=1, max_length=30)]
    """In the order in which they are carved out of the age groups."""
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=16)]
    """What people need."""
    calendar: Annotated[tuple[SpecialDay, ...], Field(max_length=400)] = ()
    """Days on which people live otherwise than on their day of the week."""
    supply: Annotated[tuple[Supplier, ...], Field(max_length=50)] = ()
    """Who carries out what apps only broker."""
    unstaffed: Annotated[tuple[Unstaffed, ...], Field(max_length=50)] = ()
    """Places where nobody helps whom an app leaves alone."""
    behaviour: Behaviour = Behaviour()
    """How they try, switch, wait and return."""
    society: Society = Society()
    """Who knows whom, and what passes between them."""
