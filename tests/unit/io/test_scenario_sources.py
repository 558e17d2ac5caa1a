"""Check how scenarios are found and how their bytes are read."""

import os
from pathlib import Path

import pytest

from simulator.errors import Problem
from simulator.io.raw_text import MAX_BYTES
from simulator.io.scenario_sources import Source, find_part, find_scenario, shipped_names


def problem_of(path: Path) -> Problem:
    (problem,) = Source("x.yaml", path).read().problems
    return problem


def test_every_shipped_name_is_found():
    assert shipped_names()
    for name in shipped_names():
        source = find_scenario(name)
        assert isinstance(source, Source)
        assert (source.shown, source.stem) == (f"{name}.yaml", name)


def test_a_path_is_found_and_shown_as_it_was_given(tmp_path, monkeypatch):
    (tmp_path / "town.yaml").write_text("a: 1")
    monkeypatch.chdir(tmp_path)
    source = find_scenario("town.yaml")
    assert isinstance(source, Source)
    assert source.shown == "town.yaml"
    assert source.read().root.plain() == {"a": 1}


@pytest.mark.parametrize("name", ["no-such-town", "", "a\0b", "x" * 5000, "../../etc"])
def test_what_is_not_there_is_said_to_be_not_there(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = find_scenario(name)
    if isinstance(found, Source):  # the working directory, or a folder above it
        assert found.read().problems[0].code == "S102"
    else:
        assert found.code == "S101"


def test_a_name_in_strange_bytes_can_still_be_printed():
    found = find_scenario("town\udcff.yaml")
    assert isinstance(found, Problem)
    assert str(found).encode("utf-8").startswith(b"[S101] town?.yaml")


def test_a_misspelt_name_gets_the_nearest():
    name = shipped_names()[0]
    found = find_scenario(name[:-1])
    assert isinstance(found, Problem)
    assert found.hint.startswith("did you mean")


def test_a_folder_is_not_read(tmp_path):
    assert (problem_of(tmp_path).code, problem_of(tmp_path).found) == ("S102", "a folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert problem_of(tmp_path / "pipe").found == "something that is not a file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device here")
def test_an_endless_device_is_not_read():
    assert problem_of(Path("/dev/zero")).code == "S102"


def test_a_file_that_vanished_is_said_to_be_unreadable(tmp_path):
    assert problem_of(tmp_path / "gone.yaml").code == "S102"


def test_a_huge_file_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1000)
    assert problem_of(path).code == "S112"


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "A", None, 5, ["x"], "x\n", "x" * 99])
def test_the_name_of_a_part_cannot_leave_its_folder(name, tmp_path):
    (tmp_path / "x.yaml").write_text("a: 1")
    assert find_part("base", name, tmp_path / "b" / "town.yaml") is None
