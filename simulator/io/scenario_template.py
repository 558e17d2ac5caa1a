"""Begin a scenario file that builds on a shipped one, or on a file beside it."""

import json
from pathlib import Path
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.io.scenario_sources import Source, find_part, find_scenario, shipped_names
from simulator.model.scenario import Scenario

_TEXT: Final = """\
# {question}
# What is not said here is as in {base}, which `linchpin scenarios show {shown}` writes out.
# A company of one's own: docs/your-own.md. Every key and its meaning: `linchpin scenarios schema`.
base: {base}
name: {name}
title: {title}
set:
  # Dotted paths to the values that differ, elements of lists by their ids, * for every one. These
  # values are the base's: change one and take away the # before it.
  clock.beat_s: {scenario.clock.beat_s}
  #clock.horizon_h: {scenario.clock.horizon_h:g}
  #people.residents: {scenario.people.residents}
  #people.categories.{category.id}.needs_per_day: {category.needs_per_day:g}
  #owners.{owner.id}.operations.drill_age_months: {owner.operations.drill_age_months:g}
  #owners.{owner.id}.operations.crews.manual_servers_per_h: {crews.manual_servers_per_h:g}
{hazards}
# What goes wrong, in place of the base's hazards; twelve kinds stand in docs/machines.md.
#hazards: [{{kind: power-loss, id: dark, sites: [{site.id}], at: {at}, lasts: {{median_h: 8}}}}]

# Remedies of the base that are always on here; `linchpin run FILE --remedy ID` tries one.
#apply: [{remedies}]

# What-ifs in place of the base's own.
#remedies: [{{id: drill, name: A drill, set: {{owners.*.operations.drill_age_months: 0}}}}]
"""


def write_template(path: Path, scenario: Scenario, asked: str) -> None:
    """Write a file that includes another scenario by name and shows what may be changed.

    Parameters
    ----------
    path : Path
        A file that does not exist yet.
    scenario : Scenario
        What it builds on.
    asked : str
        How that was asked for: the name of a shipped scenario, or the path of a file.

    Raises
    ------
    ScenarioError
        If the file exists or cannot be written, or could not name its base.
    """
    text = _fill(path, scenario, _base_name(path, asked))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        found = "a file that exists" if path.exists() else (error.strerror or "an error")
        problem = Problem("S102", path.name, None, "", found, "a new file that can be written")
        raise ScenarioError(path.name, [problem]) from error


def _base_name(path: Path, asked: str) -> str:
    """Find the name by which the new file can call its base."""
    stem = Path(asked).stem
    part, source = find_part("base", stem, path), find_scenario(asked)
    if part and isinstance(source, Source) and part.is_same_file(source):
        return stem
    expected = (
        "a shipped scenario, or a file NAME.yaml beside the new one whose NAME is not shipped"
    )
    problem = Problem("S304", path.name, None, "base", repr(asked), expected)
    raise ScenarioError(path.name, [problem])


def _fill(path: Path, scenario: Scenario, base: str) -> str:
    """Fill in the text from the scenario that it builds on."""
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in path.stem.lower())
    owner = scenario.owners[0]
    return _TEXT.format(
        question=" ".join(scenario.question.split()),
        base=base,
        shown=base if base in shipped_names() else f"{base}.yaml",
        name=f"my-{name}"[:40].rstrip("-"),
        title=json.dumps(f"{scenario.title[:180]} (changed)", ensure_ascii=False),
        scenario=scenario,
        category=scenario.people.categories[0],
        owner=owner,
        crews=owner.operations.crews,
        site=scenario.sites[0],
        at=json.dumps(scenario.clock.event.isoformat()),
        hazards="".join(
            f"  #hazards.{one.id}.chance: {one.chance:g}\n" for one in scenario.hazards
        ),
        remedies=", ".join(remedy.id for remedy in scenario.remedies[:1]),
    )
