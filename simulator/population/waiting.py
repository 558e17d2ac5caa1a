"""Keep what waits for a later beat: needs that are tried again and apps on their way."""

from simulator.population.jit import inlined

ROOM = 4
"""Entries and intervals that one event may use up at most."""


@inlined
def has_room(pool):
    """Tell whether one more event surely fits."""
    return pool.free[1] >= ROOM and pool.n_unmet[0] + ROOM <= len(pool.unmet_slot)


@inlined
def keep(pool, habits, need, due, tries, target, stage):
    """Keep a need for a later time; what is due beyond the horizon waits in the last bucket."""
    entry = pool.free[0]
    pool.free[0] = pool.following[entry]
    pool.free[1] -= 1
    pool.slot[entry], pool.occurrence[entry] = need.slot, need.occurrence
    pool.born_ms[entry], pool.ordinary[entry] = need.born_ms, need.ordinary
    pool.due_ms[entry] = min(due, habits.horizon_ms)
    pool.tries[entry], pool.target[entry], pool.stage[entry] = tries, target, stage
    bucket = min(due // habits.beat_ms, len(pool.head) - 1)
    pool.following[entry] = pool.head[bucket]
    pool.head[bucket] = entry


@inlined
def take(pool, bucket):
    """Take the first entry out of a bucket and free its place; its values stay to be read."""
    entry = pool.head[bucket]
    pool.head[bucket] = pool.following[entry]
    pool.following[entry] = pool.free[0]
    pool.free[0] = entry
    pool.free[1] += 1
    return entry
