"""Follow the section on a case of one's own in docs/your-own.md, and hold it to what it says."""

import json
import re
import shlex

import pytest

from simulator.cli import main
from simulator.errors import ScenarioError
from simulator.experiments.predictive import CALIBRATION, LUCK, calibration_of
from simulator.io.observation_files import read_observation_file
from simulator.io.scenario_files import read_scenario

pytestmark = pytest.mark.slow

SECTION = re.compile(r"## Validate your own case\n(.*?)\n## ", re.DOTALL)
YAML = re.compile(r"Save this as `(my-company\.yaml)`:\n\n```yaml\n(.*?)```", re.DOTALL)
CSV = re.compile(r"Save this as `([a-z]+\.csv)`:\n\n```csv\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
SAID = re.compile(r"```text\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def page(checkout):
    """Read the page."""
    return (checkout / "docs" / "your-own.md").read_text("utf-8")


@pytest.fixture(scope="module")
def section(page):
    """Read the section."""
    return SECTION.search(page)[1]


@pytest.fixture(scope="module")
def folder(page, section, tmp_path_factory):
    """Save the files that the section needs."""
    folder = tmp_path_factory.mktemp("seen")
    for name, text in [*YAML.findall(page), *CSV.findall(section)]:
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def ask(folder, monkeypatch, capsys):
    """Give a command in that folder, and read its status and what it writes."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")

    def call(words):
        with pytest.raises(SystemExit) as ended:
            main(words)
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return call


@pytest.fixture
def given(section):
    """Split the commands of the section, without the name of the program."""
    lines = COMMANDS.search(section)[1].splitlines()
    assert all(line.startswith("linchpin validate ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def test_the_first_command_says_what_the_section_shows(section, given, ask):
    status, out, _ = ask(given[0])
    assert status == 0
    shown = [line for line in SAID.findall(section)[0].splitlines() if line]
    found = {line.rstrip() for line in out.splitlines()}
    assert len(shown) > 10
    assert [line for line in shown if line not in found] == []


def test_its_json_holds_the_same_verdicts(given, ask):
    status, out, _ = ask([*given[0], "--format", "json"])
    assert status == 0
    told = json.loads(out)
    verdicts = {row["observation"]["id"]: row["posterior"]["hit90"] for row in told["rows"]}
    assert [name for name, hit in verdicts.items() if not hit] == ["machines"]
    counts = {count["use"]: (count["answered"], count["hit90"]) for count in told["counts"]}
    assert counts == {"fit": (1, 1), "check": (4, 3), "informed": (0, 0)}
    assert told["provenance"]["origin"] == "luck"


def test_the_second_command_draws_behaviour_and_keeps_what_it_found(given, ask, folder):
    status, out, _ = ask(given[1])
    assert status == 0
    assert out
    files = {file.name for file in (folder / "mine").iterdir()}
    assert files == {"my-company.csv", "my-company.json"}
    about = json.loads((folder / "mine" / "my-company.json").read_text("utf-8"))
    assert about["people"] == 2_000
    calibrated = calibration_of(CALIBRATION) is not None
    assert about["origin"] == (CALIBRATION if calibrated else LUCK)
    assert bool(about["parameters"]) == calibrated
    assert all(p.startswith(("people.behaviour.", "people.society.")) for p in about["parameters"])


def test_what_is_refused_is_refused_in_these_words(section, folder, ask):
    with pytest.raises(ScenarioError) as caught:
        read_observation_file(folder / "wrong.csv", read_scenario(folder / "my-company.yaml"))
    assert len(caught.value.problems) == 9
    status, out, err = ask(["validate", "my-company.yaml", "--observations", "wrong.csv"])
    assert (status, out) == (2, "")
    assert err.strip().splitlines() == SAID.findall(section)[1].strip().splitlines()


def test_observations_are_needed_where_nothing_is_shipped(ask):
    status, out, err = ask(["validate", "my-company.yaml"])
    assert (status, out) == (2, "")
    assert "--observations FILE" in err
    status, _, err = ask(["validate", "my-company.yaml", "--panels", "seen.csv"])
    assert status == 2
    assert "--observations FILE beside it" in err
