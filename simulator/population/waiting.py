"""Keep what waits for a later beat: needs that are tried again and apps on their way."""

import numpy as np

from simulator.population.arrays import COMMUNITY, WATCH_MS
from simulator.population.jit import part
from simulator.population.need import INSTALLING

ROOM = 8
"""Entries, intervals or steps that one event may use up at most."""


@part
def has_room(pool):
    """Tell whether one more event surely fits."""
    return (
        pool.free[1] >= ROOM
        and pool.n_unmet[0] + ROOM <= len(pool.unmet)
        and pool.n_steps[0] + ROOM <= len(pool.steps)
    )


@part
def keep(lane, habits, need, due, tries, target, stage):
    """Keep a need for a later time; what is due beyond the horizon waits in the last bucket."""
    pool = lane.pool
    entry = pool.free[0]
    waiter = pool.waiters[entry]
    pool.free[0] = waiter.following
    pool.free[1] -= 1
    waiter.key, waiter.person, waiter.category = need.key, need.person, need.category
    waiter.occurrence, waiter.urgent = need.occurrence, need.urgent
    waiter.born_ms, waiter.ordinary = need.born_ms, need.ordinary
    waiter.due_ms = min(due, habits.horizon_ms)
    waiter.tries, waiter.target, waiter.stage = tries, target, stage
    waiter.cause = 0
    community = need.person // COMMUNITY
    bucket = min(np.int64(due * habits.beats_per_ms), pool.head.shape[1] - 1)
    waiter.following = pool.head[community, bucket]
    pool.head[community, bucket] = entry
    lane.block.busy[community] += 1
    own = lane.block.slots[need.slot]
    own.waits = max(np.int64(own.waits), waiter.due_ms // WATCH_MS + 1)
    if stage < INSTALLING:
        pool.kept[need.category] += 1


@part
def take(lane, community, bucket):
    """Take the first entry out of a bucket and free its place; its values stay to be read."""
    pool = lane.pool
    entry = pool.head[community, bucket]
    waiter = pool.waiters[entry]
    pool.head[community, bucket] = waiter.following
    waiter.following = pool.free[0]
    pool.free[0] = entry
    pool.free[1] += 1
    lane.block.busy[community] -= 1
    if waiter.stage < INSTALLING:
        pool.kept[waiter.category] -= 1
    return entry
