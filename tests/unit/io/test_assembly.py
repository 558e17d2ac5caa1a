"""Check scenarios that stand on worlds, on each other, on values and on remedies."""

from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.io.scenario_files import read_scenario, read_scenario_text


@pytest.fixture
def folder(tmp_path: Path, town: str) -> Path:
    (tmp_path / "worlds").mkdir()
    (tmp_path / "worlds" / "hamlet.yaml").write_text(town, "utf-8")
    (tmp_path / "village.yaml").write_text(town, "utf-8")
    return tmp_path


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def problems(path: Path, **more):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(path, **more)
    return caught.value.problems


@pytest.mark.parametrize("below", ["world: hamlet", "base: village"])
def test_own_keys_stand_above_those_of_the_world_or_base(folder, below, small_town):
    path = write(folder, "mine", f"# Mine?\n{below}\nname: mine\ntitle: Mine\n")
    scenario = read_scenario(path)
    assert (scenario.name, scenario.title) == ("mine", "Mine")
    assert scenario.sites == small_town.sites


def test_a_scenario_without_a_name_is_called_like_its_file(folder):
    assert read_scenario(write(folder, "third", "base: village\n")).name == "third"


def test_values_then_remedies_then_the_command_line(folder):
    path = write(
        folder,
        "mine",
        "world: hamlet\nset: {components.tools.servers.north-b: 7, clock.beat_s: 60}\n"
        "apply: [tools-outside]\n",
    )
    assert read_scenario(path).components[1].servers == {"south-a": 5}
    assert read_scenario(path).clock.beat_s == 60
    settings = {"components.tools.servers.south-a": "3", "clock.beat_s": "120"}
    last = read_scenario(path, settings=settings, remedies=["tools-outside"])
    assert (last.components[1].servers, last.clock.beat_s) == ({"south-a": 3}, 120)


def test_a_chain_of_bases_is_followed(folder):
    write(folder, "second", "base: village\nset: {clock.beat_s: 60, clock.horizon_h: 72}\n")
    third = read_scenario(write(folder, "third", "base: second\nset: {clock.beat_s: 120}\n"))
    assert (third.clock.beat_s, third.clock.horizon_h) == (120, 72.0)


def test_a_problem_is_told_in_the_file_where_the_value_was_written(folder):
    world = folder / "worlds" / "hamlet.yaml"
    world.write_text(world.read_text("utf-8").replace("beat_s: 300", "beat_s: 5"), "utf-8")
    path = write(folder, "mine", "world: hamlet\nset:\n  clock.horizon_h: 1e9\n")
    found = {problem.where: (problem.file, problem.line) for problem in problems(path)}
    assert found == {"clock.beat_s": (str(world), 12), "clock.horizon_h": (str(path), 3)}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("world: hamlt\n", "S304", 1),
        ("base: [village]\n", "S304", 1),
        ("base: ../../village\n", "S304", 1),
        ("world: hamlet\nbase: village\n", "S309", 2),
        ("base: mine\n", "S305", 1),
        ("base: village\nset: [a]\n", "S308", 2),
        ("base: village\nset: {clok.x: 1}\n", "S302", 2),
        ("base: village\napply: [tools]\n", "S303", 2),
        ("base: village\napply: [[1]]\n", "S303", 2),
        ("base: village\napply: tools-outside\n", "S203", 2),
        ("- base\n", "S118", 1),
        ("just text\n", "S118", 1),
    ],
)
def test_what_does_not_fit_together_is_told_at_its_line(folder, text, code, line):
    path = write(folder, "mine", text)
    (problem,) = problems(path)
    assert (problem.code, problem.file, problem.line) == (code, str(path), line)


def test_a_circle_of_bases_is_seen(folder):
    write(folder, "one", "base: two\n")
    write(folder, "two", "base: one\n")
    (problem,) = problems(folder / "one.yaml")
    assert problem.code == "S305"


def test_a_chain_of_five_is_too_long(folder):
    for below, above in (("village", "b"), ("b", "c"), ("c", "d")):
        write(folder, above, f"base: {below}\n")
    assert read_scenario(folder / "d.yaml").name == "d"
    (problem,) = problems(write(folder, "e", "base: d\n"))
    assert problem.code == "S305"


def test_an_unknown_remedy_gets_the_nearest_name(folder):
    (problem,) = problems(folder / "village.yaml", remedies=["tool-outside"])
    assert (problem.code, problem.file) == ("S303", "--remedy")
    assert problem.hint == "did you mean 'tools-outside'?"


def test_a_broken_base_is_told_in_its_own_file(folder):
    write(folder, "bad", "a: [\n")
    (problem,) = problems(write(folder, "mine", "base: bad\n"))
    assert (problem.code, problem.file) == ("S105", str(folder / "bad.yaml"))


@pytest.mark.parametrize(
    ("line", "where", "hint"),
    [
        ("base: village.yaml", "base", "write village, without folder or ending"),
        ("base: ./village", "base", "write village, without folder or ending"),
        ("base: vilage", "base", "did you mean 'village'?"),
        ("base: tesera", "base", "did you mean 'tessera'?"),
        ("base: nowhere.yaml", "base", "write a name alone, without folder or ending"),
        ("base: 7", "base", ""),
        ("world: worlds/hamlet.yaml", "world", "write hamlet, without folder or ending"),
        ("world: hamlt", "world", "did you mean 'hamlet'?"),
    ],
)
def test_whoever_names_a_base_wrongly_learns_how_to_name_it(folder, line, where, hint):
    (problem,) = problems(write(folder, "mine", f"{line}\n"))
    assert (problem.code, problem.where, problem.hint) == ("S304", where, hint)
    assert problem.expected.startswith(f"the name of a {where} (")
    assert problem.expected.endswith("beside this one, without .yaml")


def test_a_name_that_a_text_without_a_file_gives_wrongly_has_no_files_beside():
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text("base: village\n", "mine")
    assert [problem.hint for problem in caught.value.problems] == [""]
