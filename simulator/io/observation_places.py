"""Check whom and when a user's observations are about, against the scenario that answers them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from simulator.errors import Problem
from simulator.io.nodes import quote
from simulator.io.observation_cells import date_of
from simulator.io.paths import choices, nearest
from simulator.io.table_rows import TableRow
from simulator.model.evidence import MEASURES, UNITS
from simulator.model.scenario import Scenario
from simulator.topology.later import later_days

_TIMES: Final = {"first_function_h", "full_function_h", "overrun_h"}
_AT_AN_HOUR: Final = "servers_live"
_LATER: Final = {"excess_daily_users", "gain_kept_share", "switched_share"}
_BY_CATEGORY: Final = {"trips_change", "revenue_change"}
_QUANTITIES: Final = {str(name) for name in UNITS}


@dataclass(frozen=True, slots=True)
class Places:
    """The names and days that a scenario knows."""

    services: dict[str, tuple[str, ...]]
    """Features of each service."""
    owners: tuple[str, ...]
    sites: tuple[str, ...]
    categories: tuple[str, ...]
    first: dt.date
    """First day of the run."""
    last: dt.date
    """Last whole day of the run."""
    later: frozenset[dt.date]
    """Days after the run on which people are counted once more."""
    end_h: float
    """Hours from the event to the end of the run."""


def places_of(scenario: Scenario) -> Places:
    """Collect what observations of a scenario may be about."""
    clock = scenario.clock
    start = clock.start.date()
    event_h = (clock.event - clock.start) / dt.timedelta(hours=1)
    whole_days = int(clock.horizon_h // 24)
    return Places(
        services={s.id: tuple(f.id for f in s.features) for s in scenario.services},
        owners=tuple(owner.id for owner in scenario.owners),
        sites=tuple(site.id for site in scenario.sites),
        categories=tuple(category.id for category in scenario.people.categories),
        first=start,
        last=start + dt.timedelta(days=max(whole_days - 1, 0)),
        later=frozenset(start + dt.timedelta(days=int(n)) for n in later_days(scenario)),
        end_h=clock.horizon_h - event_h,
    )


def check_places(row: TableRow, places: Places, file: str) -> Iterator[Problem]:
    """Check subject, feature, hour and days of a row.

    Parameters
    ----------
    row : TableRow
        Cells by column.
    places : Places
        What the scenario knows.
    file : str
        Its name in messages.

    Yields
    ------
    Problem
        What is wrong.
    """
    quantity = row.cells.get("quantity", "")
    if quantity not in _QUANTITIES:
        return  # told with the cells
    yield from _subject(row, quantity, places, file)
    yield from _hour(row, quantity, places, file)
    yield from _days(row, quantity, places, file)


def _subject(row: TableRow, quantity: str, places: Places, file: str) -> Iterator[Problem]:
    subject, feature = row.cells.get("subject", ""), row.cells.get("feature", "")
    wanted, names = _subjects(quantity, places)
    if subject and subject not in names:
        yield _unknown("subject", subject, (wanted, names), row, file)
        return
    if quantity == _AT_AN_HOUR and feature not in places.owners:
        kind = "the owner whose servers are counted"
        yield _unknown("feature", feature, (kind, places.owners), row, file)
    elif feature and quantity != _AT_AN_HOUR:
        features = places.services.get(subject, ())
        if feature not in features:
            yield _unknown("feature", feature, (f"a feature of {subject}", features), row, file)


def _subjects(quantity: str, places: Places) -> tuple[str, tuple[str, ...]]:
    """Tell what a quantity is about, and the names of these."""
    services = tuple(places.services)
    if quantity == _AT_AN_HOUR:
        return "a site", places.sites
    if quantity in _BY_CATEGORY:
        return "a category of needs", places.categories
    if quantity in MEASURES or quantity == "overrun_h":
        return "a service", services
    return "a service or owner", (*services, *places.owners)


def _unknown(
    where: str, found: str, wanted: tuple[str, Sequence[str]], row: TableRow, file: str
) -> Problem:
    kind, names = wanted
    expected = f"{kind} of the scenario{choices(names)}" if names else f"{kind}, which has none"
    hint = _near(found, tuple(names))
    return Problem("S301", file, row.line, where, quote(found or None), expected, hint)


@lru_cache(maxsize=2_000)
def _near(found: str, names: tuple[str, ...]) -> str:
    return nearest(found, names)


def _hour(row: TableRow, quantity: str, places: Places, file: str) -> Iterator[Problem]:
    """Check the hour at which something is counted, and times that lie after the run."""
    at, ends = row.cells.get("at_h", ""), f"the run, which ends {places.end_h:g} h after the event"
    if quantity == _AT_AN_HOUR and not at:
        yield Problem("S201", file, row.line, "at_h", "nothing", "hours after the event")
    elif quantity != _AT_AN_HOUR and at:
        expected = "nothing, since only servers_live is counted at an hour"
        yield Problem("S309", file, row.line, "at_h", quote(at), expected)
    elif at and not 0 <= _float(at) <= places.end_h:
        yield Problem("S403", file, row.line, "at_h", f"{at} h", f"an hour of {ends}")
    in_hours = quantity in _TIMES and row.cells.get("unit") == "h"
    late = in_hours and row.cells.get("relation") == "about"
    observed = row.cells.get("observed", "")
    if late and observed and _float(observed) > places.end_h:
        hint = "let the run last longer: clock.horizon_h"
        yield Problem(
            "S403", file, row.line, "observed", f"{observed} h", f"a time of {ends}", hint
        )


def _float(cell: str) -> float:
    """Read a number; 0 where the cell holds none, which is told elsewhere."""
    try:
        return float(cell)
    except ValueError:
        return 0.0


def _days(row: TableRow, quantity: str, places: Places, file: str) -> Iterator[Problem]:
    """Check the days that are compared."""
    if quantity in _TIMES or quantity == _AT_AN_HOUR:
        for name in ("day", "until_day", "base"):
            if cell := row.cells.get(name, ""):
                expected = "nothing, since it is counted in hours after the event"
                yield Problem("S309", file, row.line, name, quote(cell), expected)
        return
    if not row.cells.get("day"):
        yield Problem("S201", file, row.line, "day", "nothing", "the day that was observed")
    later = places.later if quantity in _LATER else frozenset[dt.date]()
    for name in ("day", "until_day"):
        day = date_of(row.cells.get(name, ""))
        if day and not places.first <= day <= places.last and day not in later:
            yield _outside(name, day, places, later, row, file)
    base, day = (date_of(row.cells.get(name, "")) for name in ("base", "day"))
    if base and day and day >= places.first and not places.first <= base < day:
        expected = f"a day from {places.first} on that lies before {day}"
        hint = "leave it empty to compare with the same dates without the fault"
        yield Problem("S403", file, row.line, "base", str(base), expected, hint)


def _outside(  # noqa: PLR0913, PLR0917 - what the message says
    name: str,
    day: dt.date,
    places: Places,
    later: frozenset[dt.date],
    row: TableRow,
    file: str,
) -> Problem:
    expected = f"a day of the run, {places.first} to {places.last}"
    if later:
        expected += f", or one of {', '.join(str(one) for one in sorted(later))}"
    return Problem("S403", file, row.line, name, str(day), expected)
