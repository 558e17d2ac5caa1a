"""Draw random numbers by address: who, which need, which try, what for; never in sequence."""

import numpy as np
from numpy.typing import NDArray

from simulator.population.jit import inlined
from simulator.population.powers import exp

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ODD = np.uint64(0xD1B54A32D192ED03)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_27, _30, _31, _11, _6, _48 = (np.uint64(n) for n in (27, 30, 31, 11, 6, 48))
_UNIT = 1.0 / 9007199254740992.0
_LAYERS = 256
_TAIL = 7.69711747013104972
"""Where the tail begins that the lowest layer holds."""
_AREA = (_TAIL + 1.0) * float(np.exp(-_TAIL))
_PARTS, _FINE = 9007199254740992.0, 2.0**40
_1, _LAYER = np.uint64(1), np.uint64(_LAYERS - 1)

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


def _layers() -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]:
    """Cut the exponential density into layers of one area (Marsaglia and Tsang 2000).

    Edges and heights are rounded, so that they are the same whoever's logarithm made them.
    """
    edges = np.zeros(_LAYERS + 1)
    edges[_LAYERS - 1] = _TAIL
    for i in range(_LAYERS - 2, 0, -1):
        edges[i] = -np.log(_AREA / edges[i + 1] + np.exp(-edges[i + 1]))
    edges[_LAYERS] = _AREA * np.exp(_TAIL)
    edges, heights = (np.round(x * _FINE) / _FINE for x in (edges, np.exp(-edges)))
    inside = edges[:-1] / edges[1:]
    inside[0] = 0.0
    return (inside * _PARTS).astype(np.uint64), edges[1:] / _PARTS, heights


_INSIDE, _WIDTH, _HEIGHT = _layers()


@inlined
def exponential(key, attempt, purpose):
    """Draw a waiting time of mean 1: the ziggurat of Marsaglia and Tsang (2000).

    Of a hundred draws 98 fall inside a layer and cost one comparison; a logarithm would cost more
    than the rest of an arrival. What falls beyond the lowest layer begins anew at its edge, for the
    exponential has no memory.
    """
    x = mix(key + ((np.uint64(attempt) << _6) + np.uint64(purpose + 1)) * _GOLDEN)
    waited = 0.0
    while True:
        layer, part = x & _LAYER, x >> _11
        wait = np.float64(part) * _WIDTH[layer]
        if part < _INSIDE[layer]:
            return waited + wait
        if layer == _LAYER:
            waited += _TAIL
        else:
            x = mix(x + _GOLDEN)
            low, u = _HEIGHT[layer + _1], (np.float64(x >> _11) + 0.5) * _UNIT
            if low + u * (_HEIGHT[layer] - low) < exp(-wait):
                return waited + wait
        x = mix(x + _GOLDEN)
