"""Halve the beat of every shipped scenario: no need moves, and each headline hardly.

Whoever wants the table of docs/verification.md anew runs this file with --effort nightly and
--update-baselines.
"""

import re
from functools import cache

import numpy as np
import pytest

from simulator.engine.run import run
from simulator.io.scenario_files import list_scenarios, read_scenario
from simulator.units import HOUR_MS

pytestmark = pytest.mark.slow

NAMES = [name for name, _ in list_scenarios()]
PEOPLE = {"everyday": 8_000, "all": 20_000, "nightly": 100_000}
MOST = 0.01
"""Change of a headline that is too small to matter."""
ERRORS = 2.0
"""Few people differ by chance as well: whoever tries a minute later meets another luck."""
FEW = 100.0
"""Hours or needs added to what a change is compared with, for scenarios that hurt nobody."""
HEADLINES = ("unmet need-hours", "weighted", "met", "served tries")
MADE_BY_FEAR = "bank"
"""Needs of which an outage makes more: whoever is afraid comes for the money."""
BLOCK = re.compile(r"(<!-- halving -->\n).*?(<!-- end of halving -->)", re.DOTALL)
ROW = re.compile(r"^\| ([\w-]+) \| \d+ to \d+ \|(.*)\|$", re.MULTILINE)
CELL = re.compile(r"([-+.\d]+) \(([.\d]+)\)")


def with_beat(scenario, beat_s):
    """Give a scenario another beat."""
    return scenario.model_copy(
        update={"clock": scenario.clock.model_copy(update={"beat_s": beat_s})}
    )


def headlines(result):
    """Take each headline of a run apart, into cells in which different people stand."""
    weights = {c.id: c.weight for c in result.scenario.people.categories}
    harm = result.tables["harm"].set_index(["category", "segment", "region"])
    hours = harm["unmet_ms"] / HOUR_MS
    weight = hours.index.get_level_values("category").map(weights).astype(float)
    met = result.tables["need_hours"].set_index(["hour", "category"])["met"]
    served = result.tables["service_hours"].set_index(["hour", "service"])["served"]
    return dict(zip(HEADLINES, (hours, hours * weight, met, served), strict=True))


def change(usual, fine):
    """Tell the relative change of a sum, and the standard error that its cells show.

    What cells differ by beyond the common change is chance.
    """
    by = fine.sub(usual, fill_value=0.0)
    whole = float(usual.sum()) + FEW
    common = float(by.sum()) / whole
    odd = by - common * usual.reindex(by.index, fill_value=0.0)
    return common, float(np.sqrt((odd**2).sum())) / whole


@cache
def halved(name, people):
    """Run a scenario under its own beat and half of it."""
    scenario = read_scenario(name)
    beat_s = scenario.clock.beat_s
    usual, fine = (run(with_beat(scenario, one), 1, people) for one in (beat_s, beat_s // 2))
    arrived = [
        one.tables["need_hours"].set_index(["category", "hour"])["arrived"] for one in (usual, fine)
    ]
    before, after = headlines(usual), headlines(fine)
    return beat_s, arrived, {key: change(before[key], after[key]) for key in HEADLINES}


def matters(by, error):
    """Tell whether a change is more than a hundredth, and more than chance."""
    return abs(by) >= MOST + ERRORS * error


@pytest.mark.parametrize("name", NAMES)
def test_half_the_beat_moves_no_need_and_hardly_a_headline(name, effort):
    _, arrived, changes = halved(name, PEOPLE[effort])
    assert arrived[0].sum() > 0
    waves = [n.loc[MADE_BY_FEAR].sum() if MADE_BY_FEAR in n.index else 0 for n in arrived]
    assert waves[1] == pytest.approx(waves[0], rel=MOST)
    own = [n.drop(MADE_BY_FEAR, level="category", errors="ignore") for n in arrived]
    assert own[1].equals(own[0])
    assert {key: found for key, found in changes.items() if matters(*found)} == {}


def test_a_beat_of_an_hour_would_be_noticed():
    scenario = read_scenario("tessera")
    usual, coarse = (headlines(run(with_beat(scenario, s), 1, 8_000)) for s in (300, 3_600))
    assert matters(*change(usual["unmet need-hours"], coarse["unmet need-hours"]))


def table_of(people):
    """Write what halving does to every scenario, as the page has it."""
    lines = [f"| scenario, {people:,} people | beat s | {' | '.join(HEADLINES)} |"]
    lines += [f"|---|--:|{'--:|' * len(HEADLINES)}"]
    for name in NAMES:
        beat_s, _, changes = halved(name, people)
        cells = " | ".join(f"{100 * by:+.2f} ({100 * e:.2f})" for by, e in changes.values())
        lines.append(f"| {name} | {beat_s} to {beat_s // 2} | {cells} |")
    return "\n".join(lines) + "\n"


def test_the_page_has_the_table(checkout, effort, update_baselines, capsys):
    file = checkout / "docs" / "verification.md"
    page = file.read_text("utf-8")
    if effort == "nightly":
        table = table_of(PEOPLE[effort])
        with capsys.disabled():
            print(f"\n{table}")  # noqa: T201
        if update_baselines:
            page = BLOCK.sub(rf"\g<1>{table}\g<2>", page)
            file.write_text(page, "utf-8")
        assert table in page
    told = BLOCK.search(page)
    assert told
    rows = ROW.findall(told[0])
    assert [name for name, _ in rows] == NAMES
    found = [(name, CELL.findall(row)) for name, row in rows]
    assert all(len(cells) == len(HEADLINES) for _, cells in found)
    shares = [(float(by) / 100, float(error) / 100) for _, cells in found for by, error in cells]
    assert not any(matters(*one) for one in shares)
