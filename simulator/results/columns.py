"""Define every column that a result may have: type, unit, meaning, and how it adds up."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["int", "float", "text"]
AddsUp = Literal["sum", "last", "mean", "key", "no"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result table."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    adds_up: AddsUp = "sum"


def _key(name: str, kind: Kind, unit: str, meaning: str) -> Column:
    return Column(name, kind, unit, meaning, "key")


_HOUR = _key("hour", "int", "h", "hour of the run, counted from 0")
_DAY = _key("day", "int", "d", "day of the run, counted from 0")
_SERVICE = _key("service", "text", "", "service, or means outside apps")
_CATEGORY = _key("category", "text", "", "category of need")
_REGION = _key("region", "text", "", "region of residence")
_SEGMENT = _key("segment", "text", "", "segment of the population")

TABLES: dict[str, tuple[Column, ...]] = {
    "events": (
        _key("event", "int", "", "number of the event in order of occurrence"),
        Column("t_s", "float", "s", "time since the start of the run", "no"),
        Column("kind", "text", "", "what happened, thing-pasttense", "no"),
        Column("where", "text", "", "site, zone, component, service or owner", "no"),
        Column("owner", "text", "", "whose it is, empty if nobody's", "no"),
        Column("because", "int", "", "number of the causing event, -1 for a first cause", "no"),
        Column("module", "text", "", "module that made the event", "no"),
        Column("value", "float", "", "size of the event in its own unit, 0 if none", "no"),
        Column("detail", "text", "", "one English sentence", "no"),
    ),
    "states": (
        _key("row", "int", "", "number of the change in order of occurrence"),
        Column("t_s", "float", "s", "time since the start of the run", "no"),
        Column("level", "text", "", "zone, component, feature or service", "no"),
        Column("element", "text", "", "id; a feature is service.feature", "no"),
        Column("quality", "float", "share", "part of correct requests served from then on", "no"),
        Column("live", "float", "share", "part of its machines that run", "no"),
        Column(
            "condition",
            "text",
            "",
            "of a component: up, degraded, warming, off, verifying, unreachable, restoring, "
            "corrupted or destroyed; of a zone: up or dark",
            "no",
        ),
    ),
    "service_hours": (
        _HOUR,
        _SERVICE,
        Column("attempts", "int", "attempts", "tries by simulated people"),
        Column("served", "int", "attempts", "tries that succeeded"),
        Column("failed", "int", "attempts", "tries that failed"),
        Column("quality", "float", "share", "mean quality over the hour", "mean"),
    ),
    "need_hours": (
        _HOUR,
        _CATEGORY,
        Column("arrived", "int", "needs", "needs that arose in the hour"),
        Column("met", "int", "needs", "met in time the way they would be on an ordinary day"),
        Column("met_elsewhere", "int", "needs", "met in time by another app than usual"),
        Column("fallback", "int", "needs", "met in time by other means outside apps than usual"),
        Column("deferred", "int", "needs", "met after the tolerance, by any means"),
        Column("abandoned", "int", "needs", "given up or lapsed"),
        Column("pending", "int", "needs", "waiting at the end of the hour", "last"),
    ),
    "moves": (
        _CATEGORY,
        _key("usual", "text", "", "means by which the need is met on an ordinary day"),
        _key("means", "text", "", "means by which it was met, 'nothing' if it was not"),
        _key("outcome", "text", "", "met, met_elsewhere, fallback, deferred, abandoned, pending"),
        Column("needs", "int", "needs", "needs that arose after the event began"),
    ),
    "app_days": (
        _DAY,
        _SERVICE,
        Column("daily_users", "int", "people", "simulated people with at least one try", "no"),
        Column("installs", "int", "installs", "new installations completed"),
    ),
    "affected_hours": (
        _HOUR,
        _REGION,
        _key("category", "text", "", "category of need; 'any' counts each person once"),
        Column("people", "int", "people", "with an unmet need beyond tolerance", "no"),
    ),
    "harm": (
        _CATEGORY,
        _SEGMENT,
        _REGION,
        Column("people_hit", "int", "people", "with any unmet time"),
        Column("unmet_ms", "int", "ms", "union of unmet intervals, summed over people"),
    ),
    "harm_spread": (
        _key("band", "int", "", "band of unmet time, four to each doubling of its minutes"),
        _SEGMENT,
        Column("people", "int", "people", "whose unmet time over all needs lies in it"),
        Column("unmet_ms", "int", "ms", "their unmet time over all needs together"),
    ),
    "people": (
        _SEGMENT,
        _REGION,
        Column("people", "int", "people", "simulated people, children included"),
    ),
    "segment_days": (
        _DAY,
        _SERVICE,
        _SEGMENT,
        Column("daily_users", "int", "people", "simulated people with at least one try", "no"),
    ),
    "adoptions": (
        _SERVICE,
        _key("cause", "text", "", "what moved people, see simulator.results.steps"),
        Column("first_ppm", "int", "millionths", "adoptions credited to the first touch"),
        Column("last_ppm", "int", "millionths", "adoptions credited to the last touch"),
        Column("linear_ppm", "int", "millionths", "adoptions credited to all touches alike"),
        Column("decay_ppm", "int", "millionths", "adoptions credited to later touches more"),
    ),
    "reachability": (
        _HOUR,
        Column("ties", "int", "ties", "ties between simulated people", "no"),
        Column("by_messenger", "int", "ties", "of these, with a common messenger that works", "no"),
        Column("reachable", "int", "ties", "of these, with any common channel that works", "no"),
    ),
    "jobs": (
        _HOUR,
        _key("supplier", "text", "", "who carries out what is asked for"),
        _SERVICE,
        Column("requests", "int", "jobs", "jobs asked for by simulated people"),
        Column("jobs", "int", "jobs", "of these, carried out"),
    ),
    "afterwards": (
        _key("day", "int", "d", "day of the run, counted from 0, after its horizon"),
        _SERVICE,
        Column("gained", "int", "people", "users that day who came during the run", "no"),
        Column("lost", "int", "people", "usual users who do without it that day", "no"),
        Column("kept", "int", "people", "people who came and keep it for good", "no"),
    ),
    "panel": (
        _key("row", "int", "", "number of the step, by person, time and need"),
        Column("person", "int", "", "number of the person in the country", "no"),
        Column("segment", "text", "", "segment of the population", "no"),
        Column("region", "text", "", "region of residence", "no"),
        Column("category", "text", "", "category of need", "no"),
        Column("need", "int", "", "which of the person's needs of the category, from 0", "no"),
        Column("t_s", "float", "s", "time since the start of the run", "no"),
        Column("step", "text", "", "what the person did, see simulator.results.steps", "no"),
        Column("means", "text", "", "service it was done with, 'nothing' if none", "no"),
        Column("tries", "int", "tries", "tries at this means so far", "no"),
        Column("born_s", "float", "s", "when the need arose, since the start of the run", "no"),
        Column("outcome", "text", "", "how the need ended, empty before its end", "no"),
    ),
}


def names(table: str) -> list[str]:
    """Return the column names of a table, in their order.

    >>> names("people")
    ['segment', 'region', 'people']
    """
    return [column.name for column in TABLES[table]]


def keys(table: str) -> list[str]:
    """Return the names of the columns by which a table's rows are sorted.

    >>> keys("app_days")
    ['day', 'service']
    """
    return [column.name for column in TABLES[table] if column.adds_up == "key"]


def column(table: str, name: str) -> Column:
    """Return the entry of one column.

    Raises
    ------
    KeyError
        If the table or the column is not in the dictionary.
    """
    for entry in TABLES[table]:
        if entry.name == name:
            return entry
    raise KeyError(name)
