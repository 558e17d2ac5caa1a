"""Declare how people try, give up, switch, learn and return, whatever they need."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Grounded
from simulator.model.parameters import given, whole

Positive = Annotated[float, Field(gt=0.0, le=1000.0)]
NotNegative = Annotated[float, Field(ge=0.0, le=1000.0)]
Utility = Annotated[float, Field(ge=0.0, le=20.0)]
"""Of a logit: twenty outweigh chance 500 million to one, and more could not be told apart."""


class Behaviour(Grounded):
    """Rules of choice shared by everyone; ranges are the 5 to 95 % range of the value."""

    retry_urgent_per_h: float = given("people.behaviour.retry_urgent_per_h")
    """Theta of an urgent need: tries per hour after a failure (judgement)."""
    retry_deferrable_per_h: float = given("people.behaviour.retry_deferrable_per_h")
    """Theta of a need that can wait (judgement)."""
    inertia: float = given("people.behaviour.inertia")
    """Eta: utility of the usual app (range 1 to 4; Dube, Hitsch and Rossi 2010)."""
    failure_aversion: float = given("people.behaviour.failure_aversion")
    """Gamma: utility lost per remembered failure (judgement)."""
    trust: float = given("people.behaviour.trust")
    """b: utility of a certain success (range 1 to 4)."""
    memory_half_life_h: float = given("people.behaviour.memory_half_life_h")
    """Half-life of remembered failures."""
    most_remembered: int = whole("people.behaviour.most_remembered")
    """Failures that a person remembers at most (judgement; 3 to 10)."""
    aware_after_failures: int = whole("people.behaviour.aware_after_failures")
    """Own failed tries, not sessions, after which a person knows of the outage (1 to 5)."""
    look_gap_h: float = given("people.behaviour.look_gap_h")
    """Time after a failure in which other waiting needs do not look again (judgement)."""
    install_delay_h: float = given("people.behaviour.install_delay_h")
    """Mean time from the decision to a usable new app (range 2 to 3)."""
    repertoire_together: float = given("people.behaviour.repertoire_together")
    """How far having one app goes with having another within a segment: 0 not at all, 1 wholly
    (0 to 0.5; derived from the 4.74 M who used both Naver Map and Kakao Map, MobileIndex, August
    2022, beyond what their shares by segment explain)."""
    active_use: float = given("people.behaviour.active_use")
    """Share of needs for which a recent adopter opens the new app first (judgement; .05 to .4)."""
    active_decay_per_day: float = given("people.behaviour.active_decay_per_day")
    """Delta: rate at which adopters stop using the new app (range 0.2 to 1)."""
    retained_share: float = given("people.behaviour.retained_share")
    """Xi: share of adopters who keep the new app in use for good (range 0 to 0.6)."""
    burned: float = given("people.behaviour.burned")
    """By how much more adopters keep the new app after two long outages of the usual one in a
    year (judgement; 1 to 3; users leave after clustered crashes, University of Maryland)."""
    goodput_decay: float = given("people.behaviour.goodput_decay")
    """Kappa: how fast an overloaded service loses goodput (range 0 to 2)."""
    client_requests: float = given("people.behaviour.client_requests")
    """m_c: requests that an app makes for one failed attempt (range 1 to 3)."""
    failed_attempt_use: float = given("people.behaviour.failed_attempt_use")
    """Time on a failed attempt that the next does not make good, as a share of a served session
    (0.1 to 0.5; fitted to a panel)."""
    late_use: float = given("people.behaviour.late_use")
    """Time on a need caught up later, as a share of a session (0 to 0.5; fitted to a panel)."""
