"""Tell where too few people were simulated for crowds to show."""

import math
from collections.abc import Mapping
from typing import Any, Final

from simulator.analysis.apps import apps
from simulator.results.run_result import PairedRun

_DIGITS: Final = 2


def room_used(paired: PairedRun) -> dict[str, float]:
    """Compare the room of each owner's service with the least in which a crowd can be seen.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.

    Returns
    -------
    dict of str to float
        Room by the twin's largest hour over the room in which twice the load stands out from
        noise (`simulator.population.market.SHOWS_PER_H`), for each service of an owner to which
        people go. Below 1 nothing crowds it soon enough.
    """
    from simulator.population.market import SHOWS_PER_H  # noqa: PLC0415 - loads the kernels

    hours = paired.baseline.tables["service_hours"].groupby("service")["attempts"]
    largest: Mapping[Any, int] = hours.max().to_dict()
    used = set(apps(paired.run.scenario))
    return {
        service.id: largest.get(service.id, 0) * service.peak_capacity / SHOWS_PER_H
        for service in paired.run.scenario.services
        if service.owner is not None and service.id in used
    }


def too_few_people_for(paired: PairedRun) -> list[str]:
    """List the services of owners at which too few tries were simulated for crowds to show.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    list of str
        Their ids, in the order of their declaration.
    """
    return [name for name, share in room_used(paired).items() if share < 1.0]


def enough_people(paired: PairedRun) -> int | None:
    """Find with how many people crowds would show at every service that anybody tried.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    int or None
        Simulated people, rounded up to two digits; none where there are enough.
    """
    short = [share for share in room_used(paired).values() if 0.0 < share < 1.0]
    return rounded_up(paired.run.people / min(short)) if short else None


def rounded_up(value: float) -> int:
    """Round up to two digits.

    >>> rounded_up(133_333.3), rounded_up(20_000), rounded_up(7.2)
    (140000, 20000, 8)
    """
    step: int = 10 ** max(math.floor(math.log10(value)) + 1 - _DIGITS, 0)
    return math.ceil(value / step) * step
