"""Turn suppliers, queues and what a sign-up needs into arrays."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from simulator.model.people import AGE_GROUPS, Option
from simulator.model.scenario import Scenario
from simulator.model.supply import Supplier
from simulator.topology.world import FLUID, LOSS, WAITING, Floats, Ints, Supply

_MODES: Final = {"fluid": FLUID, "loss": LOSS, "waiting": WAITING}
CHILDREN: Final = AGE_GROUPS[0]


def compile_supply(scenario: Scenario) -> Supply:
    """Compile who carries out jobs, how services refuse, and what sign-ups need.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    Supply
        The same by index.
    """
    suppliers = scenario.people.supply
    channels = [channel for supplier in suppliers for channel in supplier.channels]
    tools = [(n, tool) for n, supplier in enumerate(suppliers) for tool in supplier.tools]
    services = [service.id for service in scenario.services]
    counts = [len(supplier.channels) for supplier in suppliers]
    return Supply(
        ids=tuple(supplier.id for supplier in suppliers),
        first=_whole([0, *np.cumsum(counts).tolist()]),
        service=_whole([services.index(channel.service) for channel in channels]),
        usual=_floats(channel.share for channel in channels),
        moved=_floats(c.share if c.moved is None else c.moved for c in channels),
        jobs_per_h=_floats(_jobs_per_h(scenario, supplier) for supplier in suppliers),
        room=_floats(supplier.room for supplier in suppliers),
        delay_h=_floats(supplier.delay_h for supplier in suppliers),
        return_h=_floats(supplier.return_h for supplier in suppliers),
        tool_of=_whole([number for number, _ in tools]),
        tool_weight=_floats(tool.weight for _, tool in tools),
        tool_features=_features(scenario, [tool.on for _, tool in tools]),
        shut=_floats(_shut(scenario)),
        sign_up=_features(scenario, [option.sign_up_needs for option in _options(scenario)]),
        mode=_whole([_MODES[service.congestion] for service in scenario.services]),
        servers=_whole([service.servers or 1 for service in scenario.services]),
        patience=_floats(service.patience for service in scenario.services),
    )


def _jobs_per_h(scenario: Scenario, supplier: Supplier) -> float:
    """Count the jobs that those at work can do, per resident of the country."""
    if supplier.segment is not None:
        number = _residents_share(scenario, supplier.segment)
    elif supplier.number is not None:
        number = supplier.number / scenario.people.residents
    else:
        return 0.0
    return number * supplier.availability * supplier.jobs_per_h


def _residents_share(scenario: Scenario, name: str) -> float:
    """Find the share of all residents who belong to a segment."""
    people = scenario.people
    segment = next(one for one in people.segments if one.id == name)
    within = dict.fromkeys(segment.ages, segment.within or 0.0)
    if segment.within is None:
        for age in segment.ages:
            within[age] = 1.0 - sum(s.within or 0.0 for s in people.segments if age in s.ages)
    counts = {age: sum(r.residents.get(age, 0) for r in people.regions) for age in AGE_GROUPS}
    members = sum(counts[age] * share for age, share in within.items() if age != CHILDREN)
    return members / sum(counts.values())


def _shut(scenario: Scenario) -> Iterator[float]:
    """Add up for each option the share of needs at places where it does not help."""
    for category in scenario.people.categories:
        places = [one for one in scenario.people.unstaffed if one.category == category.id]
        for option in category.options:
            yield min(sum(one.share for one in places if option.service in one.shut), 1.0)


def _features(scenario: Scenario, names: list[str | None] | list[str]) -> Floats:
    """Spread each named service over its features by use; a name may be one feature."""
    rows: list[list[float]] = []
    for name in names:
        wanted, _, part = (name or "").partition(".")
        rows.append(
            [
                (1.0 if part else feature.weight)
                if service.id == wanted and part in {"", feature.id}
                else 0.0
                for service in scenario.services
                for feature in service.features
            ]
        )
    width = sum(len(service.features) for service in scenario.services)
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def _options(scenario: Scenario) -> list[Option]:
    return [option for category in scenario.people.categories for option in category.options]


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _whole(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
