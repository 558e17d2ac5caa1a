"""Say what people meet: the chances of each beat, kept for those who live them later."""

from typing import NamedTuple

import numpy as np

from simulator.population.jit import inlined
from simulator.topology.world import Floats, Habits, Ints


class Odds(NamedTuple):
    """What people meet in one beat; axis O options."""

    success: Floats
    """(O,) chance that a try succeeds."""
    sign_up: Floats
    """(O,) chance that signing up for it works."""
    reach: Floats
    """(O,) share of people who have it now."""
    reach_before: Floats
    """(O,) and at the start."""
    awareness: float
    """Share of people who know of an outage from the media."""


class Trajectory(NamedTuple):
    """What people met in every beat so far; axes B beats, O options."""

    success: Floats
    """(B, O)"""
    sign_up: Floats
    """(B, O)"""
    reach: Floats
    """(B, O)"""
    reach_before: Floats
    """(O,)"""
    awareness: Floats
    """(B,)"""
    calm: Ints
    """(B,) 1 where nothing fails, nothing is crowded and nothing is in the air."""


def empty_trajectory(habits: Habits, beats: int) -> Trajectory:
    """Make room for every beat; nothing is known yet."""
    options = len(habits.service)
    return Trajectory(
        success=np.ones((beats, options)),
        sign_up=np.ones((beats, options)),
        reach=np.ones((beats, options)),
        reach_before=np.ones(options),
        awareness=np.zeros(beats),
        calm=np.zeros(beats, np.int64),
    )


def note_odds(trajectory: Trajectory, beat: int, odds: Odds, *, calm: bool) -> None:
    """Write down what people meet in a beat."""
    for name in ("success", "sign_up", "reach", "awareness"):
        getattr(trajectory, name)[beat] = getattr(odds, name)
    trajectory.reach_before[:] = odds.reach_before
    trajectory.calm[beat] = calm


@inlined
def odds_of(trajectory, beat):
    """Read what people meet in a beat."""
    return Odds(
        trajectory.success[beat],
        trajectory.sign_up[beat],
        trajectory.reach[beat],
        trajectory.reach_before,
        trajectory.awareness[beat],
    )
