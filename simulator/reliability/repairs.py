"""Say how long crews need, and how much stands still while they are busy."""

from math import ceil, fsum

from simulator.reliability.queues import birth_death


def machines_down(machines: int, crews: int, failures: float, repairs: float) -> list[float]:
    """Find the long-run chances of 0, 1, ... machines being down (M/M/c//N, Palm 1947).

    Parameters
    ----------
    machines, crews : int
        N machines, c crews; one crew repairs one machine.
    failures, repairs : float
        Rates of one running machine and of one crew. Per unit of time, > 0.

    Returns
    -------
    list of float
        Probability of each number of machines down.

    Examples
    --------
    >>> round(machines_down(10, 2, 0.1, 1.0)[0], 7)
    0.3679546
    """
    births = [(machines - down) * failures for down in range(machines)]
    deaths = [min(down, crews) * repairs for down in range(1, machines + 1)]
    return birth_death(births, deaths)


def makespan(jobs: int, crews: int, rate: float) -> float:
    """Find when equal jobs of fixed length are all done (list scheduling, Graham 1966).

    Parameters
    ----------
    jobs, crews : int
        N jobs, c crews.
    rate : float
        Jobs that one crew does. Per unit of time, > 0.

    Returns
    -------
    float
        ceil(N / c) / mu. Units of time.

    Examples
    --------
    >>> makespan(200, 10, 1.0)
    20.0
    """
    return ceil(jobs / crews) / rate


def exponential_makespan(jobs: int, crews: int, rate: float) -> float:
    """Find the mean time until jobs of exponential length are all done (Pinedo 2016).

    Parameters
    ----------
    jobs, crews : int
        N jobs, c crews; N >= c.
    rate : float
        Jobs that one crew does on average. Per unit of time, > 0.

    Returns
    -------
    float
        (N - c) / (c mu), while all crews are busy, and then the sum of 1 / (i mu). Units of time.

    Examples
    --------
    >>> round(exponential_makespan(200, 10, 1.0), 6)
    21.928968
    """
    tail = fsum(1.0 / (left * rate) for left in range(1, crews + 1))
    return (jobs - crews) / (crews * rate) + tail
