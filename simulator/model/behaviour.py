"""Declare how people try, give up, switch, learn and return, whatever they need."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Grounded, Hours, Share

Positive = Annotated[float, Field(gt=0.0, le=1000.0)]
NotNegative = Annotated[float, Field(ge=0.0, le=1000.0)]
Utility = Annotated[float, Field(ge=0.0, le=20.0)]
"""Of a logit: twenty outweigh chance 500 million to one, and more could not be told apart."""


class Behaviour(Grounded):
    """Rules of choice shared by everyone; ranges are the 5 to 95 % range of the value."""

    retry_urgent_per_h: Positive = 6.0
    """Theta of an urgent need: tries per hour after a failure (judgement)."""
    retry_deferrable_per_h: Positive = 1.0
    """Theta of a need that can wait (judgement)."""
    inertia: Utility = 2.5
    """Eta: utility of the usual app (range 1 to 4; Dube, Hitsch and Rossi 2010)."""
    failure_aversion: Utility = 0.5
    """Gamma: utility lost per remembered failure (judgement)."""
    trust: Utility = 2.0
    """b: utility of a certain success (range 1 to 4)."""
    memory_half_life_h: Annotated[Hours, Field(gt=0.0)] = 6.0
    """Half-life of remembered failures."""
    most_remembered: Annotated[int, Field(ge=1, le=200)] = 5
    """Failures that a person remembers at most (judgement; 3 to 10)."""
    aware_after_failures: Annotated[int, Field(ge=1, le=20)] = 2
    """Own failed tries, not sessions, after which a person knows of the outage (1 to 5)."""
    look_gap_h: Annotated[Hours, Field(ge=0.0)] = 0.5
    """Time after a failure in which other waiting needs do not look again (judgement)."""
    install_delay_h: Annotated[Hours, Field(gt=0.0)] = 2.5
    """Mean time from the decision to a usable new app (range 2 to 3)."""
    repertoire_together: Share = 0.19
    """How far having one app goes with having another within a segment: 0 not at all, 1 wholly
    (0 to 0.5; derived from the 4.74 M who used both Naver Map and Kakao Map, MobileIndex, August
    2022, beyond what their shares by segment explain)."""
    active_use: Share = 0.15
    """Share of needs for which a recent adopter opens the new app first (judgement; .05 to .4)."""
    active_decay_per_day: Positive = 0.4
    """Delta: rate at which adopters stop using the new app (range 0.2 to 1)."""
    retained_share: Share = 0.07
    """Xi: share of adopters who keep the new app in use for good (range 0 to 0.6)."""
    burned: Annotated[float, Field(ge=1.0, le=10.0)] = 2.0
    """By how much more adopters keep the new app after two long outages of the usual one in a
    year (judgement; 1 to 3; users leave after clustered crashes, University of Maryland)."""
    goodput_decay: NotNegative = 0.5
    """Kappa: how fast an overloaded service loses goodput (range 0 to 2)."""
    client_requests: Annotated[float, Field(ge=1.0, le=10.0)] = 1.5
    """m_c: requests that an app makes for one failed attempt (range 1 to 3)."""
    failed_attempt_use: Share = 0.3
    """Time on a failed attempt that the next does not make good, as a share of a served session
    (0.1 to 0.5; fitted to a panel)."""
    late_use: Share = 0.1
    """Time on a need caught up later, as a share of a session (0 to 0.5; fitted to a panel)."""
