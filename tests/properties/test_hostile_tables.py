"""Check that no table of observations gets anything but observations or clear problems."""

import random
import re
import time
from pathlib import Path

import pytest

from simulator.errors import CODES, ScenarioError
from simulator.io.observation_files import (
    SOUGHT_AT_MOST,
    read_observation_file,
    read_panel_file,
)
from simulator.io.scenario_files import read_scenario
from simulator.model.evidence import Observation
from simulator.model.panels import Panel

TABLES = Path(__file__).resolve().parents[2] / "data" / "tables"
N_MUTANTS = {"everyday": 400, "all": 5_000, "nightly": 100_000}
MOST_S = 5.0
KAKAO = 39  # lines, with the header
READERS = {"observations": (read_observation_file, Observation), "panels": (read_panel_file, Panel)}
NASTY = (
    *("", "nan", "-inf", "1e999", "9" * 400, "10 h", "-5 %", "시간", "2022-02-30", "0000-00-00"),
    *('"', '""', ",", ";", "\n", "\r", "\x00", "\ufeff", "\u202e", "=1+1", "x" * 2000, "-0", "1_0"),
    *("9999-12-31", "0001-01-01", "٣", "½", "1e", "+.", "--1", "true", "fit\n", "*=1 *=2"),
)


@pytest.fixture(scope="module")
def scenario():
    return read_scenario("kakao-2022")


@pytest.fixture(scope="module")
def tables():
    lines = (TABLES / "observations.csv").read_text("utf-8").splitlines()[:KAKAO]
    return {"observations": lines, "panels": (TABLES / "panels.csv").read_text().splitlines()[:-1]}


def mutant(luck: random.Random, lines: list[str]) -> bytes:
    """Change a table by bytes, by cells or by lines."""
    lines = list(lines)
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(lines))
        cells = re.split(",", lines[at])
        cells[luck.randrange(len(cells))] = luck.choice(NASTY)
        other = luck.randrange(len(lines))
        lines[at] = luck.choice([",".join(cells), lines[other], lines[at] + luck.choice(NASTY)])
    data = bytearray(luck.choice(["\n", "\r\n", "\n\n"]).join(lines).encode())
    for _ in range(luck.choice([0, 0, 1, 5])):
        data[luck.randrange(len(data))] = luck.randrange(256)
    return bytes(data)


def read_or_catch(read, path, scenario):
    try:
        return read(path, scenario)
    except ScenarioError as error:
        return error


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_mutants_are_read_or_refused_and_never_crash(kind, scenario, tables, tmp_path, effort):
    read, made = READERS[kind]
    path = tmp_path / "mutant.csv"
    outcomes = {"read": 0, "refused": 0}
    for number in range(N_MUTANTS[effort]):
        luck = random.Random(f"{kind} {number}")  # noqa: S311
        path.write_bytes(mutant(luck, tables[kind]))
        began = time.process_time()
        outcome = read_or_catch(read, path, scenario)
        if isinstance(outcome, ScenarioError):
            outcomes["refused"] += 1
            assert 0 < len(outcome.problems) <= SOUGHT_AT_MOST
            assert len(str(outcome)) < 40_000
            assert {p.code for p in outcome.problems} <= CODES.keys()
            assert all(p.found and p.expected for p in outcome.problems)
        else:
            outcomes["read"] += 1
            assert outcome
            assert all(isinstance(row, made) for row in outcome)
        assert time.process_time() - began < MOST_S
    assert min(outcomes.values()) > 0


def test_the_shipped_tables_are_read_as_a_users_would_be(scenario, tables, tmp_path):
    for kind, (read, _) in READERS.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(tables[kind]), "utf-8")
        assert len(read(path, scenario)) == len(tables[kind]) - 1
