"""Draw random numbers by address: who, which need, which try, what for; never in sequence."""

import numpy as np

from simulator.population.jit import inlined

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ODD = np.uint64(0xD1B54A32D192ED03)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_27, _30, _31, _11, _6, _48 = (np.uint64(n) for n in (27, 30, 31, 11, 6, 48))
_UNIT = 1.0 / 9007199254740992.0

ARRIVAL, URGENT, CHOICE, SUCCESS, DELAY, FLIGHT = range(6)
ADOPT, INSTALL, RETAIN, DECAY, OPEN, LOOK = range(6, 12)
REACH = 16
"""First of the purposes for reach, one for each option of a category."""
LATER, MOVING, NEWS, KNOWS, BIRTH = range(59, 64)
"""In place of a category: for days after the run, for what may move a person, for what news may
reach one, for whom one knows, for what one is born with."""


@inlined
def mix(x):
    """Scramble 64 bits (finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    x = (x ^ (x >> _30)) * _MIX_1
    x = (x ^ (x >> _27)) * _MIX_2
    return x ^ (x >> _31)


@inlined
def need_key(seed, person, category, occurrence):
    """Address one need: the n-th need of this category that this person has."""
    return key_of(person_key(seed, person), category, occurrence)


@inlined
def person_key(seed, person):
    """Address a person, whatever the need."""
    return mix(np.uint64(seed) + np.uint64(person + 1) * _GOLDEN)


@inlined
def key_of(who, category, occurrence):
    """Address one need of an addressed person."""
    what = (np.uint64(category) << _48) + np.uint64(occurrence)
    return mix(who ^ (what * _ODD))


@inlined
def draw(key, attempt, purpose):
    """Draw a uniform number in (0, 1) for one purpose in one try of an addressed need."""
    x = mix(key + ((np.uint64(attempt) << _6) + np.uint64(purpose + 1)) * _GOLDEN)
    return (np.float64(x >> _11) + 0.5) * _UNIT
