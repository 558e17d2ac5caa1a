"""Write in a few lines who could be reached, what moved people, and what stays afterwards."""

from typing import Any, Final

from simulator.commands.amounts import count
from simulator.commands.console import write

_DAYS: Final = (30, 180)
_CAUSES: Final = 3
"""Causes that are named; the page has all of them."""
_CAUSE: Final = {
    "failure": "own failures",
    "contact": "contacts who had moved",
    "media": "the media",
    "notice": "official notices",
    "advert": "advertising",
    "fear": "fear",
}


def write_social(summary: dict[str, Any], names: dict[str, str]) -> None:
    """Write weighted harm, reachability, what moved people, and the days after the run.

    Parameters
    ----------
    summary : dict
        What `simulator.analysis.summary.summarise` returns.
    names : dict of str to str
        Names of services by id.
    """
    weighted = summary["harm"]["accounts"]["people"]["weighted"]
    lines = [
        f"Weighted by what needs mean to people (a judgement): {count(weighted)} need-hours.",
        _reach(summary["reachability"]),
        _moved(summary["attribution"]),
        *(_later(summary, day, names) for day in _DAYS),
    ]
    for line in filter(None, lines):
        write(line)
    write()


def _reach(told: dict[str, Any]) -> str:
    if told["lowest"] is None:
        return ""
    return (
        f"Who can reach whom: at worst, {told['lowest_at_h']:.0f} h after the event, "
        f"{told['lowest']:.0%} of ties had a channel in common on which more than half of the "
        "tries succeed."
    )


def _moved(told: dict[str, Any]) -> str:
    """Credit adoptions of all apps to the last touch."""
    sums: dict[str, float] = {}
    for rules in told.values():
        for cause, people in rules["last"].items():
            sums[cause] = sums.get(cause, 0.0) + people
    total = sum(sums.values())
    if not total:
        return ""
    largest = sorted(sums, key=lambda cause: -sums[cause])[:_CAUSES]
    shares = ", ".join(f"{_CAUSE.get(c, c)} {sums[c] / total:.0%}" for c in largest if sums[c])
    return f"What moved people to new apps, {count(total)} in all, by the last touch: {shares}."


def _later(summary: dict[str, Any], day: int, names: dict[str, str]) -> str:
    """Name the app that gained and the one that lost most on a day after the event."""
    told = summary["afterwards"]
    if day not in told["days_after"]:
        return ""
    n = told["days_after"].index(day)
    net = {app: c["gained"][n] - c["lost"][n] for app, c in told["apps"].items()}
    if not any(net.values()):
        return f"{day} days after the event, apps have the users that they would have had."
    parts: list[str] = []
    for app in (max(net, key=lambda a: net[a]), min(net, key=lambda a: net[a])):
        if net[app] and not (parts and net[app] > 0):
            change = f"{count(abs(net[app]))} {'more' if net[app] > 0 else 'fewer'}"
            parts.append(f"{names.get(app, app)} has {change}")
    return f"{day} days after the event: {', '.join(parts)} users a day than usual."
