"""Declare how people try, give up, switch, learn and return, whatever they need."""

from simulator.model.base import Grounded
from simulator.model.parameters import given, whole


class Behaviour(Grounded):
    """Rules of choice shared by everyone.

    Utilities are those of a logit: twenty outweigh chance 500 million to one, and more could not be
    told apart.
    """

    retry_urgent_per_h: float = given("people.behaviour.retry_urgent_per_h")
    """Theta of an urgent need: tries per hour after a failure."""
    retry_deferrable_per_h: float = given("people.behaviour.retry_deferrable_per_h")
    """Theta of a need that can wait."""
    inertia: float = given("people.behaviour.inertia")
    """Eta: utility of the usual app."""
    failure_aversion: float = given("people.behaviour.failure_aversion")
    """Gamma: utility lost per remembered failure."""
    trust: float = given("people.behaviour.trust")
    """b: utility of a certain success."""
    memory_half_life_h: float = given("people.behaviour.memory_half_life_h")
    """Half-life of remembered failures."""
    most_remembered: int = whole("people.behaviour.most_remembered")
    """Failures that a person remembers at most."""
    aware_after_failures: int = whole("people.behaviour.aware_after_failures")
    """Own failed tries, not sessions, after which a person knows of the outage."""
    look_gap_h: float = given("people.behaviour.look_gap_h")
    """Time after a failure in which other waiting needs do not look again."""
    install_delay_h: float = given("people.behaviour.install_delay_h")
    """Mean time from the decision to a usable new app."""
    repertoire_together: float = given("people.behaviour.repertoire_together")
    """How far having one app goes with having another within a segment: 0 not at all, 1 wholly."""
    active_use: float = given("people.behaviour.active_use")
    """Share of needs for which a recent adopter opens the new app first."""
    active_decay_per_day: float = given("people.behaviour.active_decay_per_day")
    """Delta: rate at which adopters stop using the new app."""
    retained_share: float = given("people.behaviour.retained_share")
    """Xi: share of adopters who keep the new app in use for good."""
    burned: float = given("people.behaviour.burned")
    """By how much more adopters keep the new app after two long outages of the usual one in a
    year."""
    goodput_decay: float = given("people.behaviour.goodput_decay")
    """Kappa: how fast an overloaded service loses goodput."""
    client_requests: float = given("people.behaviour.client_requests")
    """m_c: requests that an app makes for one failed attempt."""
    failed_attempt_use: float = given("people.behaviour.failed_attempt_use")
    """Time on a failed attempt that the next does not make good, as a share of a served session."""
    late_use: float = given("people.behaviour.late_use")
    """Time on a need caught up later, as a share of a session."""
