"""Say how likely it is that enough of several things work or fail."""

from collections.abc import Sequence


def at_least(k: int, chances: Sequence[float]) -> float:
    """Find the chance that at least k of n independent events happen (Barlow and Heidtmann 1984).

    Parameters
    ----------
    k : int
        How many.
    chances : sequence of float
        Probability of each event, 0 to 1.

    Returns
    -------
    float
        Probability, 0 to 1.

    Examples
    --------
    >>> round(at_least(2, [0.99, 0.99, 0.99]), 6)
    0.999702
    """
    counts = [1.0]
    for chance in chances:
        kept = [value * (1.0 - chance) for value in counts] + [0.0]
        moved = [0.0] + [value * chance for value in counts]
        counts = [stay + come for stay, come in zip(kept, moved, strict=True)]
    return min(1.0, sum(counts[max(k, 0) :]))
