"""Check that a comparison may draw parameters and luck of every pair from an ensemble."""

import json

import pytest

from dashboard.cli import main
from simulator.analysis.summary import summarise
from simulator.experiments.calibrations import (
    POSTERIOR,
    PRIOR,
    members_text,
    own_folder,
    write_calibration,
)
from simulator.experiments.members import Member
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import dump_scenario
from simulator.model.scenario import Remedy

PATH = "people.behaviour.failed_attempt_use"
KEEN = "people.behaviour.retry_urgent_per_h"


@pytest.fixture
def linchpin(capsys):
    """Run a command in this process; give its status, its output, what it told."""

    def call(*words):
        with pytest.raises(SystemExit) as end:
            main(list(words))
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return call


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep what is stored apart from other tests."""
    monkeypatch.setenv("LINCHPIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def toy(fake, tmp_path):
    """Write the hand-written world with a remedy that sets one of the members' parameters."""
    remedy = Remedy(id="keener", name="Keener", set={KEEN: 11.0})
    changed = {"case": None, "remedies": (remedy,)}
    file = tmp_path / "toy.yaml"
    file.write_text(dump_scenario(fake.fake_scenario().model_copy(update=changed)), "utf-8")
    return str(file)


@pytest.fixture
def members(home):
    """Keep an ensemble of two for it."""
    assert home in own_folder("toy-fire").parents
    own = [Member(n, 7 + n, {KEEN: 2.0 + n, PATH: 0.2 + 0.1 * n}) for n in range(2)]
    tables = {PRIOR: members_text(own[:1]), POSTERIOR: members_text(own)}
    write_calibration(own_folder("toy-fire"), tables, {"case": "toy-fire"})
    return own


def test_every_pair_has_one_members_parameters_and_luck(linchpin, toy, members):
    words = ("--ensemble", "posterior", "--people", "300", "--format", "json", "--workers", "1")
    status, out, err = linchpin("compare", toy, "--remedy", "keener", *words)
    assert status == 0, err
    found = json.loads(out)
    assert (found["ensemble"], found["origin"], found["seeds"]) == ("posterior", "toy-fire", 2)
    (rows,) = found["differences"].values()
    row = next(row for row in rows if row["metric"] == "unmet need-hours")
    metrics = {row["metric"] for row in rows if row["difference"]["mean"] == 0.0}
    assert metrics  # rows that differ in nothing stay
    assert found["residents_per_person"] > 0.0
    ours, theirs = (
        [
            summarise(run_paired(read_scenario(toy, {}, remedies, one.values), one.seed, 300))[
                "harm"
            ]["unmet_need_hours"]
            for one in members
        ]
        for remedies in ((), ("keener",))
    )
    assert row["first"] == pytest.approx(sum(ours) / 2)
    assert row["second"] == pytest.approx(sum(theirs) / 2)
    apart = sorted(b - a for a, b in zip(ours, theirs, strict=True))
    assert row["spread"] == pytest.approx([apart[0] + 0.05 * (apart[1] - apart[0]),
                                           apart[0] + 0.95 * (apart[1] - apart[0])])  # fmt: skip


@pytest.mark.usefixtures("members")
def test_a_remedy_wins_over_a_member_and_the_rest_stays(toy):
    values = {KEEN: 2.0, PATH: 0.25}
    rules = read_scenario(toy, {}, ["keener"], values).people.behaviour
    assert (rules.retry_urgent_per_h, rules.failed_attempt_use) == (11.0, 0.25)


@pytest.mark.usefixtures("members")
def test_the_reader_is_told_what_the_range_covers(linchpin, toy):
    words = ("--ensemble", "posterior", "--people", "300", "--workers", "1")
    _, out, _ = linchpin("compare", toy, "--remedy", "keener", *words)
    told = " ".join(out.split())
    assert "middle 90 %" in told
    assert "members of the posterior ensemble of toy-fire" in told
    assert "2 members are few" in told


def test_processes_that_make_the_runs_give_the_same_bytes(linchpin, toy, tmp_path, monkeypatch):
    words = ("compare", toy, "--remedy", "keener", "--seeds", "2", "--people", "300")
    found = []
    for workers in ("1", "2"):
        monkeypatch.setenv("LINCHPIN_HOME", str(tmp_path / f"home-{workers}"))
        found.append(linchpin(*words, "--format", "json", "--workers", workers)[1])
    assert found[0] == found[1] != ""
