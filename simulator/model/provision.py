"""Check that suppliers, and what services and sign-ups need, are declared elsewhere."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.scenario import Scenario
from simulator.model.supply import Supplier


def supply_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check suppliers, places without staff, queues, and what a sign-up needs."""
    people = scenario.people
    yield from repeated("people.supply", [one.id for one in people.supply])
    yield from repeated("people.unstaffed", [one.id for one in people.unstaffed])
    taken: dict[str, str] = {}
    for supplier in people.supply:
        yield from _supplier_problems(scenario, supplier)
        yield from _channel_problems(scenario, supplier, taken)
    yield from _unstaffed_problems(scenario)
    yield from _sign_up_problems(scenario)
    yield from _queue_problems(scenario)


def _functions(scenario: Scenario) -> set[str]:
    """Name every service, and every function as service.feature."""
    services = {service.id for service in scenario.services}
    return services | {f"{s.id}.{f.id}" for s in scenario.services for f in s.features}


def _used(scenario: Scenario) -> set[str]:
    return {o.service for c in scenario.people.categories for o in c.options}


def _supplier_problems(scenario: Scenario, supplier: Supplier) -> Iterator[Problem]:
    where = f"people.supply.{supplier.id}"
    if supplier.number is not None and supplier.segment is not None:
        found = f"number {supplier.number:g} and segment {supplier.segment!r}"
        yield complaint("S309", where, found, "a number or a segment, not both")
    if supplier.segment is not None:
        segments = [segment.id for segment in scenario.people.segments]
        yield from unknown(f"{where}.segment", supplier.segment, "segment", segments)
    known = _functions(scenario)
    for number, tool in enumerate(supplier.tools):
        place = f"{where}.tools[{number}].on"
        yield from unknown(place, tool.on, "service or function", known)


def _channel_problems(
    scenario: Scenario, supplier: Supplier, taken: dict[str, str]
) -> Iterator[Problem]:
    """Check that each channel is a means that people have, of this supplier alone."""
    for number, channel in enumerate(supplier.channels):
        place = f"people.supply.{supplier.id}.channels[{number}].service"
        yield from unknown(place, channel.service, "service of some option", _used(scenario))
        if channel.service in taken:
            found = f"{channel.service!r}, a channel of {taken[channel.service]} already"
            yield complaint("S306", place, found, "a service of no other channel")
        taken.setdefault(channel.service, supplier.id)


def _unstaffed_problems(scenario: Scenario) -> Iterator[Problem]:
    options = {c.id: [o.service for o in c.options] for c in scenario.people.categories}
    for place in scenario.people.unstaffed:
        where = f"people.unstaffed.{place.id}"
        yield from unknown(f"{where}.category", place.category, "category", options)
        means = options.get(place.category)
        for number, name in enumerate(place.shut if means is not None else ()):
            kind = f"service of an option of {place.category}"
            yield from unknown(f"{where}.shut[{number}]", name, kind, means or ())


def _sign_up_problems(scenario: Scenario) -> Iterator[Problem]:
    known = _functions(scenario)
    for category in scenario.people.categories:
        for number, option in enumerate(category.options):
            if option.sign_up_needs is not None:
                where = f"people.categories.{category.id}.options[{number}].sign_up_needs"
                yield from unknown(where, option.sign_up_needs, "service or function", known)


def _queue_problems(scenario: Scenario) -> Iterator[Problem]:
    for service in scenario.services:
        where = f"services.{service.id}.servers"
        queue = service.congestion != "fluid"
        if queue and service.servers is None:
            expected = f"a number of servers, since congestion is {service.congestion}"
            yield complaint("S201", where, "none", expected)
        if not queue and service.servers is not None:
            hint = "set congestion to loss or waiting"
            found = f"{service.servers} servers of a fluid service"
            yield complaint("S309", where, found, "none: a fluid has no servers", hint)
