"""Hold a scenario as arrays: the same statements with numbers for names."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.model.wants import MOST_SECOND_SHARE
from simulator.topology.customs import Customs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KNOT = np.dtype(
    [
        ("needs", np.float64),  # of a person of factor 1 up to it
        ("pace", np.float64),  # needs of such a person in a millisecond, up to the next knot
        ("spacing", np.float64),  # milliseconds that pass for one of them
        ("at_ms", np.int32),
        ("hour", np.int32),
    ]
)
"""What an arrival reads: half a line of the processor's cache."""
MOST_OPTIONS = 8
"""Options that one category may have: what a person holds fits in one byte."""
NO_APP = MOST_OPTIONS
"""In place of the usual app for people who have none."""
MOST_SECOND_USE = MOST_SECOND_SHARE
"""Second apps leave the usual app and means outside apps at least a tenth."""
FLUID, LOSS, WAITING = range(3)
"""How a service refuses what it has no room for."""


class Habits(NamedTuple):
    """What the kernels read: axes C categories, O options, G segments, T hours, K knots.

    Times are milliseconds since the start of the run, rates are per hour.
    """

    beat_ms: int
    beats_per_ms: float
    """Slightly more than one over it, so that a beat begins with its first millisecond."""
    horizon_ms: int
    event_ms: int
    cumulative: Floats
    """(C, K) needs of a person of factor 1 up to each knot; in between they grow evenly."""
    knot_ms: Ints
    """(K,) every full hour, and every minute of the hours in which a surge rises or falls."""
    first_knot: Ints
    """(T+1,) knot of each full hour."""
    knots: NDArray[np.void]
    """(C, K) KNOT; the last one ends the run and has no pace."""
    guide: NDArray[np.uint16]
    """(C, 1025) a knot at or before which a part of all needs has arisen, to search from."""
    guide_scale: Floats
    """(C,) parts of the guide in one need."""
    factor: Floats
    """(C, G) multiplies the rate of a segment."""
    pause: Floats
    """(C, G) one over it, infinite where a segment has no such needs."""
    urgent_share: Floats
    """(C,) share of needs that cannot wait."""
    tolerance_ms: Ints
    """(C, 2) tolerance of deferrable (0) and urgent (1) needs."""
    lapse_ms: Ints
    """(C, 2) time from the tolerance until a deferrable (0) or urgent (1) need lapses."""
    worth_ms: Ints
    """(C, 2) time from its birth after which nothing helps a need any more."""
    tries: Ints
    """(C,) attempts at one app before turning elsewhere."""
    look_again_h: Floats
    """(C,) mean wait of a deferred need between two looks."""
    first_option: Ints
    """(C+1,) where the options of each category begin."""
    service: Ints
    """(O,) index of the service of each option."""
    category: Ints
    """(O,) category of each option."""
    outside: NDArray[np.bool_]
    """(O,) works without an app."""
    network: NDArray[np.bool_]
    """(O,) both ends must have it."""
    holders: Floats
    """(O, G) share of residents over ten who have it."""
    app_luck: NDArray[np.uint64]
    """(O,) address of the luck with which people have its service, by the service's name."""
    together: np.uint64
    """Chance that this luck is one and the same for all apps of a person, in 2048ths."""
    primacy: Floats
    """(O,) weight as usual app."""
    second_use: Floats
    """(O,) share of needs of holders with another usual app."""
    ease: Floats
    """(O,) exp(trust - reluctance): weight of an outside means."""
    adoption: Floats
    """(O,) chance of installing it after one failed session."""
    barred: NDArray[np.bool_]
    """(O, G) segments that cannot sign up for it."""
    ordinary: Floats
    """(C, 2**MOST_OPTIONS, NO_APP+1, MOST_OPTIONS) cumulative choice on an ordinary day."""
    skill: Floats
    """(G,) readiness to take up an app."""
    person_cumulative: Floats
    """(R * A,) cumulative share of residents by region and age group."""
    segment_cumulative: Floats
    """(A, G) cumulative share of segments within each age group; children reach 0."""
    retry_per_h: Floats
    """(2,) tries per hour after a failure: deferrable, urgent."""
    usual_weight: float
    """exp(inertia + trust): weight of the usual app on an ordinary day."""
    waiting_weight: float
    """exp(trust): weight of waiting, for a need that can wait."""
    inertia: float
    trust: float
    failure_aversion: float
    memory_half_life_ms: float
    most_remembered: int
    aware_after_failures: int
    look_gap_ms: int
    install_delay_h: float
    active_use: float
    active_decay_per_h: float
    retained_share: Floats
    """(C, NO_APP+1) share of adopters who keep a second app, by the app they had as usual."""


class Supply(NamedTuple):
    """Who carries out jobs; axes P suppliers, L channels, K tools, O options, S services."""

    ids: tuple[str, ...]
    first: Ints
    """(P+1,) where the channels of each supplier begin."""
    service: Ints
    """(L,) service of each channel."""
    usual: Floats
    """(L,) share of the suppliers whom a request reaches this way, on an ordinary day."""
    moved: Floats
    """(L,) the same once another channel that most of them use is lost."""
    jobs_per_h: Floats
    """(P,) jobs an hour per resident of the country; 0 where no number is declared."""
    room: Floats
    """(P,) least jobs as a multiple of the ordinary load of the hour."""
    delay_h: Floats
    return_h: Floats
    """(P,) mean times until suppliers take up another channel, and leave it again."""
    tool_of: Ints
    """(K,) whose tool it is."""
    tool_weight: Floats
    """(K,) omega."""
    tool_features: Floats
    """(K, F) which features it is, by use; rows add to 1."""
    shut: Floats
    """(O,) share of needs at places without staff, where this option does not help."""
    sign_up: Floats
    """(O, F) features without which nobody can sign up for an option; a row of 0 needs none."""
    mode: Ints
    """(S,) FLUID, LOSS or WAITING."""
    servers: Ints
    """(S,) lines or desks of one place; 1 for a fluid, which has none."""
    patience: Floats
    """(S,) longest wait in mean service times."""


@dataclass(frozen=True, slots=True)
class World:
    """A compiled scenario: arrays for the kernels, names for everyone else."""

    habits: Habits
    category_ids: tuple[str, ...]
    service_ids: tuple[str, ...]
    feature_ids: tuple[str, ...]
    """service.feature, in declaration order."""
    segment_ids: tuple[str, ...]
    region_ids: tuple[str, ...]
    option_features: Floats
    """(O, F) share of an option's use that goes to each feature; rows add to 1."""
    sessions: tuple[tuple[tuple[float, float], ...], ...]
    """Per option: (share, mean hours) of log-in sessions that outlast a failure."""
    peak_capacity: Floats
    """(S,) capacity as a multiple of the ordinary peak load."""
    goodput_decay: Floats
    """(S,) kappa of each service."""
    client_requests: Floats
    """(S,) m_c: requests that the app of each service makes for one failed attempt."""
    ordinary_needs: Floats
    """(C, T+1) needs of a person of factor 1 up to each full hour, without any surge."""
    surge: Floats
    """(C, B) how many times as often as ordinarily needs arrive in each beat."""
    customs: Customs
    """What passes between people."""
    houses: NDArray[np.int64]
    """(O,) under which name people know the owner of each option, or -1."""
    supply: Supply
    """Who carries out jobs, how services refuse, what sign-ups need."""
    later_days: Ints
    """(D,) days of the run after its horizon on which people are counted once more."""
    later_needs: Floats
    """(D, C) needs of a person of factor 1 on each of them."""
    beats: int
    """Number of coupling intervals in the run."""
