"""Say what several supplies of which some are enough are worth together."""

from collections.abc import Sequence


def kth_largest(shares: Sequence[float], enough: int) -> float:
    """Find what is left of a group that needs some of its members and can choose them.

    Parameters
    ----------
    shares : sequence of float
        Quality or capacity of each member. Share, 0 to 1.
    enough : int
        Members that must work, 1 to their number.

    Returns
    -------
    float
        The share of the worst member of the best choice. Share, 0 to 1.

    Examples
    --------
    >>> kth_largest([0.2, 1.0, 0.7], 2)
    0.7
    """
    return sorted(shares, reverse=True)[enough - 1]


def chance_of_enough(shares: Sequence[float], enough: int) -> float:
    """Find the chance that enough members answer when each fails by itself.

    Parameters
    ----------
    shares : sequence of float
        Chance that each member answers. Probability, 0 to 1.
    enough : int
        Members that must answer, 1 to their number.

    Returns
    -------
    float
        P(at least k of n), by adding one member after the other. Probability, 0 to 1.

    References
    ----------
    .. [1] R. E. Barlow and K. D. Heidtmann (1984), Computing k-out-of-n system reliability,
       IEEE Transactions on Reliability 33(4), 322-323.

    Examples
    --------
    >>> round(chance_of_enough([0.99, 0.99, 0.99], 2), 9)
    0.999702
    """
    count = [1.0]
    for share in shares:
        count = [
            stays * (1.0 - share) + comes * share
            for stays, comes in zip([*count, 0.0], [0.0, *count], strict=True)
        ]
    return min(1.0, sum(count[enough:]))
