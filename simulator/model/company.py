"""Check that what is said of society fits the services that people use."""

from collections.abc import Iterator
from typing import Final

from simulator.errors import Problem
from simulator.model.complaint import complaint, unknown
from simulator.model.scenario import Scenario

MOST_MESSENGERS: Final = 8
"""Messengers whose users are counted among contacts: a byte for each fits in a word."""


def society_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check houses of owners and the number of messengers."""
    owners = [owner.id for owner in scenario.owners]
    seen: dict[str, int] = {}
    for number, house in enumerate(scenario.people.society.houses):
        where = f"people.society.houses[{number}]"
        for place, name in enumerate(house):
            yield from unknown(f"{where}[{place}]", name, "owner", owners)
            if name in seen:
                hint = f"see people.society.houses[{seen[name]}]"
                yield complaint("S306", f"{where}[{place}]", repr(name), "one house each", hint)
            seen.setdefault(name, number)
    messengers = [o.service for c in scenario.people.categories for o in c.options if o.network]
    if len(messengers) > MOST_MESSENGERS:
        found = f"{len(messengers)} means with 'network'"
        yield complaint("S405", "people.categories", found, f"at most {MOST_MESSENGERS}")
