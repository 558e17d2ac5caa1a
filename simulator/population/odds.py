"""Say what people meet: the chances of each beat, kept for those who live them later."""

from typing import NamedTuple

import numpy as np

from simulator.population.air import Air, clear_air
from simulator.population.jit import part
from simulator.topology.customs import Customs
from simulator.topology.world import Floats, Habits


class Odds(NamedTuple):
    """What people meet in one beat; axis O options."""

    success: Floats
    """(O,) chance that a try succeeds."""
    sign_up: Floats
    """(O,) chance that signing up for it works."""
    reach: Floats
    """(O,) share of people who have it now."""
    reach_before: Floats
    """(O,) chance that a session of its owner can be met there at the start."""
    air: Air
    """What media, operators and the country pass on."""


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
    air: Air
    """Each of its fields with a first axis of beats."""


def empty_trajectory(habits: Habits, customs: Customs, beats: int) -> Trajectory:
    """Make room for every beat; nothing is known yet."""
    options = len(habits.service)
    return Trajectory(
        success=np.ones((beats, options)),
        sign_up=np.ones((beats, options)),
        reach=np.ones((beats, options)),
        reach_before=np.ones(options),
        air=Air._make(np.stack([part] * beats) for part in clear_air(customs, options)),
    )


def note_calm(trajectory: Trajectory, beat: int, reach: Floats) -> None:
    """Write down that nothing fails in a beat, as it is everywhere at the start."""
    trajectory.reach[beat] = reach


def note_odds(trajectory: Trajectory, beat: int, odds: Odds) -> None:
    """Write down what people meet in a beat."""
    for name in ("success", "sign_up", "reach"):
        getattr(trajectory, name)[beat] = getattr(odds, name)
    for beats, now in zip(trajectory.air, odds.air, strict=True):
        beats[beat] = now


@part
def odds_of(trajectory, beat):
    """Read what people meet in a beat."""
    return Odds(
        trajectory.success[beat],
        trajectory.sign_up[beat],
        trajectory.reach[beat],
        trajectory.reach_before,
        Air(
            trajectory.air.row[beat],
            trajectory.air.adopters[beat],
            trajectory.air.struck[beat],
            trajectory.air.menace[beat],
        ),
    )
