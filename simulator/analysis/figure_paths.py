"""Name every number of a scenario by its path, and tell its unit from its name."""

import re
from collections.abc import Sequence
from typing import Any, Final

from simulator.model.scenario import Scenario

_NAMING: Final = ("id", "service", "zone", "on")
"""By which of its fields an element of a list is named, the first that only one element has."""
_WORD: Final = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)
_STEP: Final = re.compile(r"[^.\[\]]+")
_UNITS: Final = {
    "residents": "persons",
    "number": "persons",
    "servers": "servers",
    "latitude": "degrees",
    "longitude": "degrees",
    "ages": "persons",
    "factor": "factor",
    "peak_capacity": "multiple",
    "trips_at": "multiple",
    "capacity": "multiple",
}
_SHARES: Final = frozenset(
    {"share", "moved", "within", "holders", "adoption", "dormant", "urgent_share", "hit_chance"}
)
_ENDS: Final = (
    ("_servers_per_h", "servers/h"),
    ("_per_h", "1/h"),
    ("_per_day", "1/day"),
    ("_per_year", "1/year"),
    ("_share", "share"),
    ("_months", "months"),
    ("_days", "days"),
    ("_min", "min"),
    ("_h", "h"),
    ("_s", "s"),
)


def unit_of(field: str) -> str:
    """Tell the unit of a field that the table of parameters does not list.

    >>> unit_of("tolerance_urgent_min"), unit_of("needs_per_day"), unit_of("attempts")
    ('min', '1/day', '1')
    """
    if field in _SHARES:
        return "share"
    if field in _UNITS:
        return _UNITS[field]
    return next((unit for end, unit in _ENDS if field.endswith(end)), "1")


def names_of(elements: Sequence[Any]) -> list[str]:
    """Name the elements of a list: by what each is about, else by its place.

    Parameters
    ----------
    elements : sequence
        Declarations, or numbers.

    Returns
    -------
    list of str
        Steps of a path: ``.name`` or ``[place]``.
    """
    found = [f"[{place}]" for place in range(len(elements))]
    for field in reversed(_NAMING):
        told = [getattr(element, field, None) for element in elements]
        for place, name in enumerate(told):
            if isinstance(name, str) and _WORD.fullmatch(name) and told.count(name) == 1:
                found[place] = f".{name}"
    return found


def spelled(scenario: Scenario, path: str) -> str | None:
    """Spell a path as the walk over a scenario does; none where it leads nowhere.

    Parameters
    ----------
    scenario : Scenario
        Where the path should lead.
    path : str
        For example ``hazards[0].chance``, or the same with the id of the hazard.

    Returns
    -------
    str or None
        Elements of lists by their names where they have any.
    """
    node: Any = scenario
    steps = ""
    for step in _STEP.findall(path):
        if isinstance(node, tuple | list):
            names = names_of(node)
            place = next((n for n in (f".{step}", f"[{step}]") if n in names), None)
            at = names.index(place) if place else _place(step, len(node))
            if at is None:
                return None
            node, steps = node[at], steps + names[at]
        elif isinstance(node, dict):
            if step not in node:
                return None
            node, steps = node[step], f"{steps}.{step}"
        elif step in getattr(type(node), "model_fields", {}):
            node, steps = getattr(node, step), f"{steps}.{step}"
        else:
            return None
    return steps.removeprefix(".")


def _place(step: str, length: int) -> int | None:
    """Read a place in a list."""
    return int(step) if step.isdigit() and int(step) < length else None
