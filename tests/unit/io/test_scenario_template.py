"""Check that a begun file is fine as it is, and with any of its suggestions taken up."""

import re
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_sources import shipped_names
from simulator.io.scenario_template import write_template

SUGGESTED = re.compile(r"^( *)#(?=\S)", re.MULTILINE)


def begin(path: Path, base: str) -> str:
    write_template(path, read_scenario(base), base)
    return path.read_text("utf-8")


@pytest.mark.parametrize("base", shipped_names())
def test_what_is_begun_says_what_its_base_says(base, tmp_path):
    path = tmp_path / "mine.yaml"
    text = begin(path, base)
    mine, below = read_scenario(path), read_scenario(base)
    assert mine.name == "my-mine"
    assert mine.title == f"{below.title} (changed)"
    assert mine.hazards == below.hazards
    assert "docs/your-own.md" in text
    assert "linchpin scenarios schema" in text


@pytest.mark.parametrize("base", shipped_names())
def test_suggested_values_are_those_of_the_base(base, tmp_path):
    path = tmp_path / "mine.yaml"
    head, _, _ = begin(path, base).partition("# What goes wrong")
    taken, n_taken = SUGGESTED.subn(r"\1", head)
    assert n_taken >= 6
    path.write_text(taken, "utf-8")
    own = {"name", "title"}
    mine, below = (read_scenario(one).model_dump(exclude=own) for one in (path, base))
    mine["clock"].pop("beat_s"), below["clock"].pop("beat_s")
    assert mine == below


@pytest.mark.parametrize("base", shipped_names())
def test_suggested_hazards_and_remedies_are_fine(base, tmp_path):
    path = tmp_path / "mine.yaml"
    text = begin(path, base)
    for line in re.findall(r"^#(hazards: .+|apply: .+|remedies: .+)$", text, re.MULTILINE):
        path.write_text(text.replace(f"#{line}", line), "utf-8")
        key = line.partition(":")[0]
        mine, below = read_scenario(path), read_scenario(base)
        if key == "apply":
            remedied = read_scenario(base, remedies=[mine.remedies[0].id])
            assert mine.components == remedied.components
        else:
            assert len(getattr(mine, key)) == 1
            assert getattr(mine, key) != getattr(below, key)


def test_a_file_beside_can_be_built_on(tmp_path, town):
    (tmp_path / "town.yaml").write_text(town, "utf-8")
    base, mine = str(tmp_path / "town.yaml"), tmp_path / "My Town!.yaml"
    text = begin(mine, base)
    assert "\nbase: town\nname: my-my-town\n" in text
    assert "linchpin scenarios show town.yaml" in text
    assert read_scenario(mine).sites == read_scenario(base).sites


@pytest.mark.parametrize("name", ["town.yml", "Town.yaml", "tessera.yaml", "elsewhere/town.yaml"])
def test_a_file_that_no_base_can_name_is_refused(tmp_path, town, name):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / name).write_text(town, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        begin(tmp_path / "mine.yaml", str(tmp_path / name))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("S304", "base")
    assert not (tmp_path / "mine.yaml").exists()


def test_a_file_that_exists_is_left_alone(tmp_path):
    begin(tmp_path / "mine.yaml", "tessera")
    with pytest.raises(ScenarioError) as caught:
        begin(tmp_path / "mine.yaml", "kakao-2022")
    assert caught.value.problems[0].found == "a file that exists"
    assert read_scenario(tmp_path / "mine.yaml").sites == read_scenario("tessera").sites
