"""Write the answer of `why` so that it can be read aloud."""

from itertools import groupby
from typing import Any, Final

from simulator.commands.amounts import SHORT, count, short
from simulator.commands.console import Table, write, write_table
from simulator.model.scenario import Scenario

_MOST: Final = 8
_CHAIN: Final = 5
"""Links of a chain of causes that a line shows."""
_WHY: Final = {
    "machines": "machines had failed",
    "crowd": "more requests than room",
    "impaired": "worked in part",
    "scarce": "nobody free, or chance",
}
_SAID: Final = {
    "try_failed": "tries {means} ({tries}), in vain",
    "try_served": "tries {means}, and it works",
    "wait": "waits, to try {means} again",
    "look": "looks at {means} again",
    "leave": "turns to {means}",
    "install_begun": "begins to set {means} up",
    "installed": "has set {means} up",
    "aware": "knows of the outage",
    "fearful": "begins to fear for more",
    "withdraw": "begins to take out what is there",
    "met": "met, by {means}",
    "met_elsewhere": "met, by {means} instead",
    "fallback": "met outside apps, by {means}",
    "deferred": "met too late, by {means}",
    "abandoned": "given up",
    "pending": "still waits at the end of the run",
}


def write_why(found: dict[str, Any], scenario: Scenario, run: tuple[int, str]) -> None:
    """Write an answer as text.

    Parameters
    ----------
    found : dict
        What `simulator.analysis.why.why` returns.
    scenario : Scenario
        What was simulated.
    run : tuple of (int, str)
        How many people were simulated, and the id of the run.
    """
    people, run_id = run
    names = {s.id: s.name for s in scenario.services} | {"nothing": "nothing"}
    needs = {category.id: category.name for category in scenario.people.categories}
    write(f"{scenario.title}: why needs of the kind '{needs[found['need']]}' were unmet")
    write(f"Run {run_id}, seed {found['seed']}, {people:,} simulated people")
    write()
    write(_lead(found, scenario))
    write()
    whole = ", all groups" if found["segment"] or found["person"] is not None else ""
    always = f"{whole}, whole run" if found["at_h"] is not None else whole
    then = f"{whole}, in the hour of {found['at_h']:g} h" if found["at_h"] is not None else whole
    if rows := _usual(found, names):
        headings = ("usually by", "unmet", "late", "given up", "instead", "other means", "mostly")
        title = (
            f"What became of needs, beyond the same days without the event{always} (needs; {SHORT})"
        )
        write_table(Table(title, headings, rows, left=(0, 6)))
    if rows := _causes(found, names):
        chain = ("tried in vain", "tries", "because", "chain, nearest first")
        write_table(Table(f"Why tries failed{then} ({SHORT})", chain, rows, left=(0, 2, 3)))
    _lives(found, names)


def _lead(found: dict[str, Any], scenario: Scenario) -> str:
    group = {s.id: s.name for s in scenario.people.segments}.get(found["segment"] or "", "")
    where = f" of {group}" if group else ""
    everyone = " of all groups" if group else ""
    when = "in the worst hour" if found["at_h"] is None else f"at {found['at_h']:g} h"
    return (
        f"{count(found['unmet_need_hours'])} need-hours{where} went unmet in the whole run; "
        f"{when}, {count(found['affected_residents'])} residents{everyone} had such a need unmet "
        "for longer than it can wait."
    )


def _usual(found: dict[str, Any], names: dict[str, str]) -> list[list[str]]:
    keys = ("unmet", "deferred", "abandoned", "met_elsewhere", "fallback")
    return [
        [
            names.get(row["usual"], row["usual"]),
            *(short(row.get(key, 0)) for key in keys),
            names.get(row["mostly_instead"] or "", "-"),
        ]
        for row in found["by_usual"][:_MOST]
        if any(row.get(key, 0) for key in keys)
    ]


def _causes(found: dict[str, Any], names: dict[str, str]) -> list[list[str]]:
    return [
        [
            names.get(row["service"], row["service"]),
            short(row["failed_tries"]),
            _WHY[row["why"]],
            _chained(row["chain"]),
        ]
        for row in found["causes"][:_MOST]
        if row["failed_tries"]
    ]


def _chained(links: list[str]) -> str:
    """Join a chain; the middle of a long one is left out."""
    if len(links) > _CHAIN:
        links = [*links[: _CHAIN - 1], "...", links[-1]]
    return " < ".join(links)


def _lives(found: dict[str, Any], names: dict[str, str]) -> None:
    if not found["lives"]:
        write(
            f"{found['watched']} people were watched step by step; none of them had such a need "
            "that did not go its ordinary way."
        )
        return
    if found["person"] is None:
        write(f"One life of {found['watched']} that were watched (--person shows another):")
    for life in found["lives"]:
        _life(life, names)


def _life(life: dict[str, Any], names: dict[str, str]) -> None:
    write()
    write(
        f"Person {life['person']}, {life['segment_name']}, {life['region_name']}: need "
        f"{life['need']}, which arose {life['born_h']:.2f} h after the event"
    )
    told = ""
    for (what, means), group in groupby(life["steps"], _kind):
        steps = list(group)
        said = _SAID.get(what, what).format(means=names.get(means, means), tries=steps[-1]["tries"])
        line = f"  {steps[0]['at'][5:]}  {said}"
        if len(steps) > 1:
            line += f", {len(steps)} times until {steps[-1]['at'][5:]}"
        cause = _because(steps[0])
        if cause and cause != told:
            line, told = f"{line}: {cause}", cause
        write(line)


def _kind(step: dict[str, Any]) -> tuple[str, str]:
    """Tell which steps in a row are told as one."""
    return step["step"], step["means"]


def _because(step: dict[str, Any]) -> str:
    """Write why a step failed; nothing for any other."""
    links = [f"{link['kind']} {link['where']}" for link in step["chain"]]
    return _chained(links) or _WHY.get(step["why"] or "", "")
