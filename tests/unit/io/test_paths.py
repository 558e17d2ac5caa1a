"""Check paths into a scenario."""

import pytest

from simulator.io.nodes import Node
from simulator.io.paths import choices, format_path, nearest, parse_path, walk_down
from simulator.io.yaml_events import parse_yaml


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("clock", ("clock",)),
        ("components.*.pattern", ("components", "*", "pattern")),
        ("hazards[0].site", ("hazards", 0, "site")),
        ("hazards.0.site", ("hazards", "0", "site")),
        ("regions.kr-11.residents.80+", ("regions", "kr-11", "residents", "80+")),
        ("a[1][2]", ("a", 1, 2)),
    ],
)
def test_a_path_is_split_into_steps(text, parts):
    assert parse_path(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "a.",
        ".a.",
        "a..b",
        "a b",
        "a[x]",
        "a[",
        "a]b",
        "a[-1]",
        "a[1]b",
        "a." * 16 + "a",
        "x" * 101,
    ],
)
def test_what_is_not_a_path_is_none(text):
    assert parse_path(text) is None


def test_steps_are_joined_again():
    assert format_path(("a", 1, "b", 2)) == "a[1].b[2]"
    assert parse_path(format_path(("a", 1, "b", 2))) == ("a", 1, "b", 2)


def test_a_walk_names_elements_by_id_and_ends_where_the_path_does():
    root = parse_yaml("a:\n  - id: x\n    b: [5]\n  - {}\n", "town.yaml").root
    assert isinstance(root, Node)
    found = walk_down(root, ("a", 0, "b", 0))
    assert (found.node.value, found.where, found.rest) == (5, "a.x.b[0]", ())
    lost = walk_down(root, ("a", 1, "c", "d"))
    assert (lost.node.line, lost.where, lost.rest) == (4, "a[1]", ("c", "d"))


def test_only_few_choices_are_listed():
    assert choices(["a"] * 12).count("a") == 12
    assert choices(["a"] * 13) == ""


def test_nothing_near_gives_no_hint():
    assert nearest("zzz", ["pangyo"]) == ""
    assert nearest(12, ["pangyo"]) == ""
