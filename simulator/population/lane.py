"""Bundle what one thread works on: people, what waits for them, and its own counters."""

from typing import NamedTuple

from simulator.population.arrays import Block, Pool
from simulator.population.tallies import Tally


class Lane(NamedTuple):
    """Arrays that one thread changes; no other thread touches their communities meanwhile."""

    block: Block
    pool: Pool
    tally: Tally
