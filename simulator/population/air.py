"""Name what is in the air: what media, operators and the country pass on in one beat."""

from typing import NamedTuple

import numpy as np

from simulator.topology.customs import Customs, Floats, Ints

OUTAGE, MEDIA, NOTICE, ADVERT, AWARE_SHARE = range(5)
"""Places in the row: which outage people talk of, counted from 1 (0: none), attention of media,
whether the operator has told (0 or 1), factor of advertising, share of people who know."""
UNTOUCHED, SAME_HOUSE, STRUCK = range(3)
"""An option works; it works, but another one under the same name is lost; it is lost."""


class Air(NamedTuple):
    """What people breathe in one beat; axes A categories with apps to adopt, O options."""

    row: Floats
    """(5,) see above."""
    adopters: Floats
    """(A,) share of people who have adopted an app since the outage began."""
    struck: Ints
    """(A,) the worst of the apps of each category: UNTOUCHED, SAME_HOUSE or STRUCK."""
    menace: Ints
    """(O,) the same for each option."""


def clear_air(customs: Customs, options: int) -> Air:
    """Return the air of an ordinary day."""
    row = np.zeros(5)
    row[ADVERT] = 1.0
    moves = len(customs.adoptable)
    return Air(row, np.zeros(moves), np.zeros(moves, np.int64), np.zeros(options, np.int64))
