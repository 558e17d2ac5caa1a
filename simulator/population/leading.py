"""Say how many people live with the machines, so that the others may live as they found it."""

from simulator.population.arrays import COMMUNITY

LEAST, MOST = 2**15, 2**20
"""People who lead at least, and at most (judgement, 16,384 to 131,072 and 2^17 to 2^22): the least
are as many as find unmet need-hours to a fifth of what luck moves them."""
SHARE = 64
"""In larger crowds one of so many leads (judgement, 16 to 256)."""


def leaders_among(people: int) -> int:
    """Find how many people make the load, the reach and the talk that everybody meets.

    Parameters
    ----------
    people : int
        All people of the run.

    Returns
    -------
    int
        Everybody in a small run, whole communities in a larger one. People.

    Examples
    --------
    >>> leaders_among(20_000), leaders_among(100_000), leaders_among(51_700_000)
    (20000, 32768, 806912)
    """
    leaders = min(max(LEAST, people // SHARE), MOST) // COMMUNITY * COMMUNITY
    return min(people, leaders)
