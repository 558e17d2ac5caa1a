"""Declare how people hear of an outage, fear it and move each other."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.model.base import Grounded, Hours, Id
from simulator.model.parameters import given

Contagion = Literal["simple", "complex", "off"]


class Society(Grounded):
    """Who knows whom, and how news, example and fear pass between them."""

    mean_contacts: float = given("people.society.mean_contacts")
    """Mean number of people in active contact with one."""
    contacts_sigma: float = given("people.society.contacts_sigma")
    """Standard deviation of the logarithm of that number."""
    outside_share: float = given("people.society.outside_share")
    """Share of contacts beyond one's community, who follow the country's averages."""
    clique_share: float = given("people.society.clique_share")
    """Share of other contacts in one clique of work or school."""
    group_session_share: float = given("people.society.group_session_share")
    """Share of messaging sessions that go to a group chat."""
    group_median: float = given("people.society.group_median")
    """Median size of a group chat."""
    group_sigma: float = given("people.society.group_sigma")
    """Standard deviation of the logarithm of that size."""
    group_threshold: float = given("people.society.group_threshold")
    """Share of a group that must have another messenger before its chat can move."""
    interoperable: bool = False
    """True if any working messenger reaches everybody, so that substitution has no square."""

    media_per_h: float = given("people.society.media_per_h")
    """m0: hazard of hearing of an outage from media at full attention."""
    media_rise_h: float = given("people.society.media_rise_h")
    """Time constant with which media attention rises after the failure."""
    attention_lasts_h: float = given("people.society.attention_lasts_h")
    """Time after which attention turns even if nothing is back (one cycle of news)."""
    attention_fade_h: float = given("people.society.attention_fade_h")
    """Time constant with which attention fades once it has turned."""
    told_by_contacts_per_h: float = given("people.society.told_by_contacts_per_h")
    """w: hazard of hearing of it from contacts if all know."""
    notice_after_h: Hours | None = None
    """Time after the failure at which the operator tells its users; none: never."""
    notice_per_h: float = given("people.society.notice_per_h")
    """Hazard of learning of the outage from that notice."""

    contagion: Contagion = "simple"
    """How contacts' moves spread: each adds a chance, only enough of them count, or not at all."""
    adopt_by_media_per_h: float = given("people.society.adopt_by_media_per_h")
    """p: hazard of adoption by media at full attention."""
    adopt_by_contacts_per_h: float = given("people.society.adopt_by_contacts_per_h")
    """q: hazard of adoption if all contacts have adopted."""
    threshold_mean: float = given("people.society.threshold_mean")
    """Mean share of contacts that must have moved, for complex contagion."""
    threshold_concentration: float = given("people.society.threshold_concentration")
    """Sum of the two shapes of its Beta distribution."""
    looks_per_h: float = given("people.society.looks_per_h")
    """How often people look whether enough have moved, for complex contagion."""
    failed_lately_h: float = given("people.society.failed_lately_h")
    """Time after a failure within which media and contacts can move a person."""
    advert_after_h: Hours | None = None
    """Time after the failure at which rivals begin to advertise; none: never."""
    advert_factor: float = given("people.society.advert_factor")
    """By how much advertising multiplies every chance of adoption."""

    fear_per_h: float = given("people.society.fear_per_h")
    """f: hazard at full attention that an aware person becomes fearful."""
    fear_spillover: float = given("people.society.fear_spillover")
    """The same hazard for other services of a struck owner, as a share of it."""
    fear_lasts_h: float = given("people.society.fear_lasts_h")
    """Mean time that fear lasts, beyond recovery."""
    houses: tuple[Annotated[tuple[Id, ...], Field(min_length=2)], ...] = ()
    """Owners whom people take for one because of a common name, for the spread of fear."""

    touch_half_life_h: float = given("people.society.touch_half_life_h")
    """Half-life of a touch where adoptions are credited by time decay."""
