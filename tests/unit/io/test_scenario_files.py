"""Check the door: names and paths in, scenarios or all problems out."""

import pytest

from simulator.errors import ScenarioError
from simulator.io.scenario_files import (
    check_file,
    list_scenarios,
    read_scenario,
    read_scenario_text,
    schema,
)


def test_a_file_and_its_text_are_the_same_scenario(checkout, town, small_town):
    path = checkout / "tests" / "hostile" / "seeds" / "small-town.yaml"
    assert read_scenario(path) == read_scenario(str(path)) == small_town
    assert read_scenario_text(town.encode(), "x.yaml") == small_town


def test_every_shipped_scenario_is_well_and_asks_something():
    assert list_scenarios()
    for name, question in list_scenarios():
        assert check_file(name) == ()
        assert "?" in question


def test_an_unknown_name_is_told_as_bad_input():
    with pytest.raises(ScenarioError) as caught:
        read_scenario("no-such-town")
    assert caught.value.exit_status == 2
    assert "[S101] no-such-town" in str(caught.value)


def test_a_check_reports_and_does_not_raise(tmp_path, town):
    path = tmp_path / "town.yaml"
    path.write_text(town, "utf-8")
    assert check_file(path) == ()
    path.write_text(town.replace("beat_s: 300", "beat_s: 3"), "utf-8")
    assert [problem.code for problem in check_file(path)] == ["S204"]


def test_a_check_tries_every_remedy(tmp_path, town):
    path = tmp_path / "town.yaml"
    path.write_text(town.replace("components.tools.servers:", "components.tool.servers:"), "utf-8")
    (problem,) = check_file(path)
    assert (problem.code, problem.hint) == ("S302", "did you mean 'tools'?")
    assert problem.line == len(town.splitlines())


def test_a_reference_to_nothing_is_told_at_its_line(town):
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(town.replace("    site: north\n", "    site: nort\n"), "town.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "S301"
    assert (problem.file, problem.where) == ("town.yaml", "hazards.fire.site")
    assert town.splitlines()[problem.line - 1] == "    site: north"


def test_the_schema_allows_a_world_instead_of_the_whole():
    described = schema()
    assert {"world", "base", "set", "apply", "clock", "people"} <= set(described["properties"])
    assert {"required": ["world"]} in described["anyOf"]
    assert "required" not in described
    people = described["$defs"]["People"]
    assert "population" in people["properties"]
    assert "regions" not in people["required"]
