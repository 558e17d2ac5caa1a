"""Check that the shipped calibration is what its runs make of the case, and that runs are true."""

import csv
import json

import pytest

from simulator.experiments.calibration import Plan, calibrate
from simulator.experiments.calibrations import (
    MANIFEST,
    POSTERIOR,
    PRIOR,
    RUNS,
    members_text,
    shipped_folder,
)
from simulator.experiments.fitted_rows import question_of
from simulator.experiments.members import Member, answer
from simulator.experiments.priors import read_priors
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import scenario_hash

CASE = "kakao-2022"


@pytest.fixture(scope="module")
def shipped():
    folder = shipped_folder(CASE)
    with (folder / RUNS).open(encoding="utf-8", newline="") as file:
        runs = list(csv.DictReader(file))
    return json.loads((folder / MANIFEST).read_text("utf-8")), runs


@pytest.fixture(scope="module")
def asked(shipped):
    manifest, _ = shipped
    return question_of(CASE, manifest["people"])


def values(run):
    """Read the parameters of a run."""
    return {prior.id: float(run[prior.id]) for prior in read_priors(CASE)}


def read(text):
    """Read a cell: a number, or the reason why there is none."""
    try:
        return float(text)
    except ValueError:
        return text


class Known:
    """A log that knows the shipped runs and refuses to learn another."""

    def __init__(self, shipped, asked):
        _, runs = shipped
        question, targets = asked
        base = scenario_hash(read_scenario(CASE))
        self.answers = {
            question.name(Member(0, int(run["seed"]), values(run)), base): {
                target.id: read(run[target.id]) for target in targets
            }
            for run in runs
        }

    def get(self, name):
        """Give the answers of a run."""
        return self.answers.get(name)

    def add(self, name, answers):
        """Refuse: every run that the calibration asks for is shipped."""
        raise AssertionError(f"a run that is not among the shipped ones: {name} {answers}")


def test_only_what_may_be_fitted_is_ever_asked_for(asked):
    question, targets = asked
    assert {row.use for row in question.observations} == {"fit"}
    assert [target.id for target in targets] == [row.id for row in question.observations]


def test_the_table_of_runs_is_complete(shipped):
    manifest, runs = shipped
    counts = [sum(int(run["wave"]) == wave for run in runs) for wave in range(4)]
    assert counts == [manifest["replicates"], *manifest["runs_by_wave"]]
    assert len({run["seed"] for run in runs}) == len(runs)
    assert sum(run["possible"] == "1" for run in runs) == manifest["runs_left"]


@pytest.mark.slow
def test_the_ensembles_are_what_the_runs_make_of_the_case(shipped, asked):
    manifest, _ = shipped
    plan = Plan(
        CASE, manifest["people"], tuple(manifest["runs_by_wave"]), manifest["replicates"],
        manifest["members"], manifest["seed"],
    )  # fmt: skip
    assert plan == Plan(CASE)  # what the command does when nothing else is asked for
    found = calibrate(plan, log=Known(shipped, asked))
    folder = shipped_folder(CASE)
    assert members_text(found.prior) == (folder / PRIOR).read_bytes()
    assert members_text(found.posterior) == (folder / POSTERIOR).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, -1])
def test_a_run_gives_what_was_written_down(shipped, asked, place):
    _, runs = shipped
    question, targets = asked
    run = runs[place]
    told = answer(question, Member(0, int(run["seed"]), values(run)))
    assert told == {target.id: read(run[target.id]) for target in targets}
