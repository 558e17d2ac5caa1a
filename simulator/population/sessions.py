"""Let those through who are still logged in from before a service was lost."""

import numpy as np

from simulator.topology.world import Floats, World


def with_sessions(world: World, chance: Floats, lost_since_h: Floats, now_h: float) -> Floats:
    """Add to the chance of a fresh try what log-in sessions carry through.

    Parameters
    ----------
    world : World
        Compiled scenario.
    chance : ndarray of float64, shape (O,)
        Chance that a fresh try succeeds at each option.
    lost_since_h : ndarray of float64, shape (O,)
        When each option was lost; infinite where it is not. Hours.
    now_h : float
        Time since the start. Hours.

    Returns
    -------
    ndarray of float64, shape (O,)
        Probability: q + (1 - q) sum of share exp(-t / lasts).
    """
    effective = chance.copy()
    for option, sessions in enumerate(world.sessions):
        if sessions and chance[option] < 1.0:
            lost_h = lost_since_h[option]
            since = now_h - lost_h if np.isfinite(lost_h) else 0.0
            alive = sum(share * np.exp(-since / lasts) for share, lasts in sessions)
            effective[option] += (1.0 - chance[option]) * alive
    return effective
