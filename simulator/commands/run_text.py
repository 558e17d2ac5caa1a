"""Write what a run found so that it can be read aloud."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from simulator.analysis.harm import hour_from
from simulator.commands.amounts import SHORT, count, hours, short
from simulator.commands.asking import MOST
from simulator.commands.console import Table, write, write_table
from simulator.commands.ledger_text import write_ledger
from simulator.commands.observed_text import beside, write_observations
from simulator.commands.parameters_text import badge, badge_of
from simulator.commands.social_text import write_social
from simulator.io.originals import is_changed
from simulator.io.scenario_text import scenario_hash
from simulator.model.scenario import Scenario

_NEVER_DOWN: Final = "degraded"
_NOT_BACK: Final = "not yet"
_TO_THE_END: Final = "to the end"
_MOST_NAMES: Final = 8
_MOST_MOVES: Final = 10
_MOST_APPS: Final = 8
_SURE: Final = 100
"""Simulated people in a figure that chance moves by about a tenth (1 / square root of 100)."""
_FIRST_WORKS: Final = (
    '"First works": a lost function is back for more than a third of fresh tries. People still '
    "logged in from before the failure may get through earlier."
)
_INSTEAD: Final = {
    "met_elsewhere": "another app",
    "fallback": "other means",
    "deferred": "late",
    "abandoned": "given up",
    "pending": "waiting",
}


def write_run(summary: dict[str, Any], scenario: Scenario) -> None:
    """Write the summary of a run as text.

    Parameters
    ----------
    summary : dict
        What `simulator.analysis.summary.summarise` returns.
    scenario : Scenario
        What was simulated.
    """
    write(scenario.title)
    write(scenario.question)
    if is_changed(scenario.name, scenario_hash(scenario)):
        write("Changed: other settings than the shipped scenario of this name, so what was "
              "observed in reality is no test of this run.")  # fmt: skip
    write()
    if any(service["impaired"] for service in summary["services"].values()):
        write_table(_resting(_services(summary, scenario), summary, "services"))
        write(_FIRST_WORKS)
        write()
    _overrun(summary)
    _untouched(summary)
    _too_few(summary)
    _people(summary)
    write_table(_resting(_needs(summary, scenario), summary, "needs"))
    if summary["moves"]:
        write_table(_resting(_moves(summary, scenario), summary, "moves"))
    if apps := _apps(summary, scenario):
        write_table(_resting(apps, summary, "apps"))
    owners = {owner.id: owner.name for owner in scenario.owners}
    write_ledger(summary, owners | {c.id: c.name for c in scenario.people.categories})
    write_social(summary, {service.id: service.name for service in scenario.services})
    if summary["observations"]:
        write_observations(summary["observations"])
    _legend(summary)
    _provenance(summary)


def _services(summary: dict[str, Any], scenario: Scenario) -> Table:
    owners = {owner.id: owner.name for owner in scenario.owners}
    rows = []
    for name, service in summary["services"].items():
        if service["impaired"]:
            rows.append([service["name"], *_moments(service), beside(summary, name, "")])
            rows += list(_features(summary, name))
    for owner_id, owner in owners.items():
        if observed := beside(summary, owner_id, ""):
            rows.append([f"All of {owner}", *_whole(summary, owner_id), observed])
    event = f"{scenario.clock.event:%H:%M on %A, %d %B %Y}"
    return Table(
        f"Services, hours after {event}",
        ("service", "down from", "first works", "fully back", "observed"),
        rows,
        left=(0, 4),
    )


def _overrun(summary: dict[str, Any]) -> None:
    """List services that had more requests than they can carry, whether machines failed or not."""
    rows = [
        [
            summary["services"][name]["name"],
            hours(told["from_h"]),
            hours(told["hours"]),
            _TO_THE_END if told["until_h"] is None else hours(told["until_h"]),
            str(told["spans"]),
            f"{told['failed'] / max(told['attempts'], 1):.0%}",
        ]
        for name, told in summary["overruns"].items()
        if hours(told["hours"]) != hours(0.0)
    ]
    if not rows:
        return
    headings = ("overrun by requests", "first, h", "hours in all", "last end, h", "spans",
                "failed then")  # fmt: skip
    write_table(Table("", headings, rows))
    write(
        "While overrun, a service refuses people though its machines may be back already: "
        '"fully back" is of machines. Between several spans it has room. "Failed then" is the '
        "share of tries that failed in the hours in which it was overrun, for whatever reason."
    )
    write()


def _was_overrun(service: dict[str, Any]) -> bool:
    """Tell whether it was overrun for as long as a table can show."""
    since = service["overrun_from_h"]
    return since is not None and hours(since) != _until(service)


def _until(service: dict[str, Any]) -> str:
    until = service["overrun_until_h"]
    return _TO_THE_END if until is None else hours(until)


def _moments(times: dict[str, Any]) -> list[str]:
    """Write the three moments of something that was impaired."""
    down, first, full = (times[f"{n}_h"] for n in ("down_from", "first_function", "full_function"))
    back = _NOT_BACK if full is None else hours(full)
    if down is None:
        return [_NEVER_DOWN, hours(None), back]
    return [hours(down), _NOT_BACK if first is None else hours(first), back]


def _features(summary: dict[str, Any], service: str) -> Iterator[list[str]]:
    """Give a row to each feature that was observed on its own."""
    for name, feature in summary["features"].items():
        owner, _, ident = name.partition(".")
        if owner == service and (observed := beside(summary, service, ident)):
            yield [f"  {feature['name']}", *_moments(feature), observed]


def _whole(summary: dict[str, Any], owner: str) -> list[str]:
    """Take the outer moments of all services of an owner."""
    theirs = [s for s in summary["services"].values() if s["owner"] == owner and s["impaired"]]
    if not theirs:
        return [hours(None)] * 3
    down = [s["down_from_h"] for s in theirs if s["down_from_h"] is not None]
    first = [s["first_function_h"] for s in theirs if s["first_function_h"] is not None]
    full = [s["full_function_h"] for s in theirs]
    times = {
        "down_from_h": min(down, default=None),
        "first_function_h": min(first, default=None),
        "full_function_h": None if None in full else max(full),
    }
    return _moments(times)


def _untouched(summary: dict[str, Any]) -> None:
    names = [
        service["name"]
        for service in summary["services"].values()
        if service["owner"] and not (service["impaired"] or _was_overrun(service))
    ]
    if names:
        write(f"Their own functions never stopped: {', '.join(names)}.")
        write()


def _too_few(summary: dict[str, Any]) -> None:
    """Warn of services that were given more room than they have, for want of people."""
    few = [summary["services"][name]["name"] for name in summary["too_few_people_for"]]
    if not few:
        return
    more = len(few) - _MOST_NAMES
    named = ", ".join(few[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    enough = summary["enough_people"]
    use = "use more people" if enough is None else f"use --people {min(enough, MOST)} or more"
    write(f"Too few people to show crowding at: {named}; {use}.")
    write()


def _people(summary: dict[str, Any]) -> None:
    harm = summary["harm"]
    if summary["peak_at_h"] is None:
        write("Nobody had a need unmet for longer than it can wait.")
    else:
        write(
            f"At the worst hour, {hour_from(summary['peak_at_h'])} h after the event began, "
            f"{count(summary['peak_people_affected'])} of {count(summary['residents'])} residents "
            "had a need unmet for longer than it can wait. In all, "
            f"{count(harm['unmet_need_hours'])} need-hours went unmet "
            f"({count(harm['unmet_need_hours_baseline'])} on the same days without the event)."
        )
    write()


def _needs(summary: dict[str, Any], scenario: Scenario) -> Table:
    each = summary["residents"] / summary["people"]
    found, usual = summary["needs"], summary["needs_baseline"]
    fates = [*_INSTEAD, "unmet_need_hours"]
    rows = [
        [c.name, *(short((found[c.id][fate] - usual[c.id][fate]) * each) for fate in fates)]
        for c in scenario.people.categories
    ]
    title = f"Needs beyond the same days without the event ({SHORT})"
    return Table(title, ("need", *_INSTEAD.values(), "unmet hours"), rows)


def _moves(summary: dict[str, Any], scenario: Scenario) -> Table:
    names = {s.id: s.name for s in scenario.services} | {"nothing": "nothing"}
    needs = {c.id: c.name for c in scenario.people.categories}
    others = [move for move in summary["moves"] if move["means"] not in {move["usual"], "nothing"}]
    rows = [
        [
            needs[move["category"]],
            names[move["usual"]],
            names[move["means"]] + (" (late)" if move["outcome"] == "deferred" else ""),
            short(move["needs"]),
        ]
        for move in others[:_MOST_MOVES]
    ]
    title = "Who moved where: the largest flows"
    return Table(title, ("need", "usually by", "instead by", "needs"), rows, left=(0, 1, 2))


def _apps(summary: dict[str, Any], scenario: Scenario) -> Table | None:
    names = {service.id: service.name for service in scenario.services}
    gained = {
        app: use
        for app, use in summary["apps"].items()
        if use["excess_daily_users_peak"] > 0 and not _struck(summary["services"][app])
    }
    largest = sorted(gained, key=lambda app: -gained[app]["excess_daily_users_peak"])
    rows = [
        [
            names[app],
            short(gained[app]["excess_daily_users_peak"]),
            short(sum(gained[app]["installs"])),
        ]
        for app in largest[:_MOST_APPS]
    ]
    headings = ("app", "more users on its best day", "new installs in all")
    return Table("Apps that gained users", headings, rows) if rows else None


def _struck(service: dict[str, Any]) -> bool:
    """Tell whether its daily users count people who tried it in vain."""
    return service["impaired"] or _was_overrun(service)


def _resting(table: Table, summary: dict[str, Any], section: str) -> Table:
    """Set beside a title what the section rests on."""
    return replace(table, title=f"{table.title}{badge_of(summary, section)}")


def _legend(summary: dict[str, Any]) -> None:
    """Explain the badges: what every section rests on, and of how many figures."""
    by_basis: dict[str, list[str]] = {}
    for section, told in summary["rests_on"].items():
        by_basis.setdefault(told["basis"], []).append(section)
    sections = "; ".join(f"{badge(basis)} {', '.join(names)}" for basis, names in by_basis.items())
    counts = summary["rests_on"]["needs"]["counts"]
    told = ", ".join(f"{number:,} {basis}" for basis, number in counts.items())
    write(
        f"What it rests on: {sections}. A badge names the weakest figure behind a section; behind "
        f"needs there are {told}. `linchpin parameters SCENARIO --basis judgement` lists them."
    )
    write()


def _provenance(summary: dict[str, Any]) -> None:
    each = summary["residents"] / summary["people"]
    write(
        f"{summary['people']:,} simulated people stand for {summary['residents']:,} residents, "
        f"each for {each:,.0f}; so a figure of fewer than {count(_SURE * each)} residents is "
        "uncertain by a tenth or more, from sampling alone. One seed shows one course of luck: "
        "`linchpin compare` gives intervals."
    )
    write(f"Seed {summary['seed']}, version {summary['version']}, {summary['digest']}")
