"""Write down the troubles of a few people step by step, so that one may ask why."""

from simulator.population.arrays import COMMUNITY
from simulator.population.jit import part

WATCHED = 20
"""One in so many people of the first community is watched."""
STEPS = (
    "try_failed", "try_served", "wait", "look", "leave", "install_begun", "installed",
    "aware", "fearful", "withdraw",
    "met", "met_elsewhere", "fallback", "deferred", "abandoned", "pending",
)  # fmt: skip
TRY_FAILED, TRY_SERVED, WAIT, LOOK_AGAIN, LEAVE, INSTALL_BEGUN, INSTALLED = range(7)
AWARE, FEARFUL, WITHDRAW = range(7, 10)
ENDED = 10
"""The first of the outcomes, in the order of `arrays.OUTCOMES`."""


@part
def is_watched(block, person):
    """Tell whether a person's steps are written down."""
    return block.first == 0 and person < COMMUNITY and person % WATCHED == 0


@part
def write_step(lane, need, step, means, tries, now):
    """Write down a step of a need, if the person is watched.

    Needs that are met at the first try in the ordinary way leave no steps.
    """
    person = need.person
    if is_watched(lane.block, person):
        row = lane.pool.n_steps[0]
        entry = lane.pool.steps[row]
        entry.person, entry.category, entry.step = person, need.category, step
        entry.means, entry.tries, entry.occurrence = means, min(tries, 255), need.occurrence
        entry.born_ms, entry.t_ms = need.born_ms, now
        lane.pool.n_steps[0] = row + 1
