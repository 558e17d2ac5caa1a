"""Find the name of anything in a scenario, in English or Korean."""

from collections.abc import Iterator
from typing import Literal, Protocol

from simulator.model.scenario import Scenario


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_ko(self) -> str: ...


def names(scenario: Scenario, lang: Literal["en", "ko"]) -> dict[str, str]:
    """Collect the names of everything that tables refer to by id.

    Parameters
    ----------
    scenario : Scenario
        Whose declarations are meant.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    dict of str to str
        By id; a feature goes by "service.feature", a zone is named after its site.
    """
    found = {thing.id: _name(thing, lang) for thing in _things(scenario)}
    for site in scenario.sites:
        for zone in site.zones:
            found[zone.id] = f"{_name(site, lang)} {_letter(site.id, zone.id)}".strip()
    for service in scenario.services:
        for feature in service.features:
            said = f"{_name(service, lang)}: {_name(feature, lang)}"
            found[f"{service.id}.{feature.id}"] = said
    return found


def _things(scenario: Scenario) -> Iterator[_Named]:
    people = scenario.people
    yield from people.regions
    yield from people.segments
    yield from people.categories
    yield from people.supply
    yield from scenario.owners
    yield from scenario.sites
    yield from scenario.components
    yield from scenario.services


def _name(thing: _Named, lang: str) -> str:
    return thing.name_ko if lang == "ko" else thing.name


def _letter(site: str, zone: str) -> str:
    """Shorten the id of a zone to what tells it from its sisters, for example A."""
    own = zone.removeprefix(site).strip("-_") if zone.startswith(site) else zone.rpartition("-")[2]
    return own.upper() or zone
