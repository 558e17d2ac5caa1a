"""Check values set by path, and what is said when a path leads nowhere."""

import pytest

from simulator.errors import ScenarioError
from simulator.io.overrides import Budget, apply_settings, parse_settings, settings_tree
from simulator.io.scenario_files import read_scenario_text
from simulator.io.yaml_events import parse_yaml


def read(town, settings):
    return read_scenario_text(town, "small-town.yaml", settings=settings)


def problems(town, settings):
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(town, "small-town.yaml", settings=settings)
    return caught.value.problems


@pytest.mark.parametrize(
    ("path", "text", "look"),
    [
        ("clock.horizon_h", "72", lambda s: s.clock.horizon_h == 72.0),
        ("components.tools.priority", "2", lambda s: s.components[1].priority == 2),
        ("components.1.priority", "2", lambda s: s.components[1].priority == 2),
        ("components[1].priority", "2", lambda s: s.components[1].priority == 2),
        ("components.*.priority", "7", lambda s: {c.priority for c in s.components} == {7}),
        (
            "components.text.servers",
            "{north-b: 3}",
            lambda s: s.components[0].servers == {"north-b": 3},
        ),
        ("sites.*.zones.*.ups_loss_min", "1e1", lambda s: s.sites[1].zones[0].ups_loss_min == 10),
        ("people.behaviour.trust", "3", lambda s: s.people.behaviour.trust == 3.0),
        ("hazards", "[]", lambda s: s.hazards == ()),
        (
            "people.categories.messaging.options.shouting.reluctance",
            "2",
            lambda s: s.people.categories[0].options[1].reluctance == 2.0,
        ),
    ],
)
def test_a_value_lands_where_its_path_leads(town, path, text, look):
    assert look(read(town, {path: text}))


def test_later_settings_win_and_each_target_gets_its_own_copy(town):
    scenario = read(
        town,
        {"components.*.servers": "{north-a: 9}", "components.tools.servers.north-a": "4"},
    )
    assert [c.servers["north-a"] for c in scenario.components] == [9, 4]


@pytest.mark.parametrize(
    ("path", "code", "found", "hint"),
    [
        ("clok.beat_s", "S302", "'clok' in 'clok.beat_s'", "did you mean 'clock'?"),
        ("components.txt.kind", "S302", "'txt' in", "did you mean 'text'?"),
        ("sites.north.zones.north-c", "S302", "'north-c' in", "did you mean 'north-b'?"),
        ("name.x.y", "S302", "'x' in", ""),
        ("hazards.7", "S302", "'7' in", ""),
        ("a..b", "S302", "'a..b'", ""),
        ("clock.beat", "S202", "the key 'beat'", "did you mean 'beat_s'?"),
        ("people.behaviour.trst", "S202", "the key 'trst'", "did you mean 'trust'?"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_with_the_nearest_name(town, path, code, found, hint):
    (problem,) = problems(town, {path: "5"})
    assert (problem.code, problem.file, problem.line) == (code, "--set", None)
    assert problem.found.startswith(found)
    assert problem.hint == hint


def test_values_stand_under_the_same_guard_as_files(town):
    found = problems(town, {"clock.beat_s": "&x 5", "clock.horizon_h": "[", "name": "!!set {}"})
    assert sorted(problem.code for problem in found)[:3] == ["S105", "S106", "S107"]
    assert {problem.file for problem in found} == {"--set"}
    assert {problem.line for problem in found} == {None}


def test_a_wrong_value_is_reported_as_set_by_the_command_line(town):
    (problem,) = problems(town, {"components.text.priority": "1000"})
    assert (problem.code, problem.file, problem.where) == (
        "S204",
        "--set",
        "components.text.priority",
    )


def test_settings_are_split_at_the_first_sign():
    assert parse_settings(["a.b=c=d", "x=1"]) == {"a.b": "c=d", "x": "1"}


@pytest.mark.parametrize("text", ["a.b", "=5", "a=", ""])
def test_what_is_not_a_setting_is_refused(text):
    with pytest.raises(ScenarioError) as caught:
        parse_settings(["a=1", text])
    assert [problem.code for problem in caught.value.problems] == ["S308"]


def test_settings_cannot_multiply_without_end():
    root = parse_yaml("a: [" + "[1],[2],[3]," * 100 + "]", "town.yaml").root
    big = "[" + "0," * 1000 + "]"
    values, _ = settings_tree({"a.*": big})
    (problem,) = apply_settings(root, values, Budget())
    assert (problem.code, problem.where) == ("S404", "a.*")


def test_settings_must_be_a_mapping():
    root = parse_yaml("a: 1", "town.yaml").root
    settings = parse_yaml("- a", "town.yaml").root
    assert [found.code for found in apply_settings(root, settings, Budget())] == ["S308"]
