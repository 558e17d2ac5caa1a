"""Check the guard: what is read, what is refused, and at which line."""

import pytest
import yaml

from simulator.io import yaml_events
from simulator.io.raw_text import MAX_BYTES
from simulator.io.yaml_events import MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES, parse_yaml


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def loader(request, monkeypatch):
    """Hold every promise with either parser."""
    if request.param == "libyaml" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    chosen = yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    monkeypatch.setattr(yaml_events, "_LOADER", chosen)
    return request.param


def codes(text: bytes | str) -> list[tuple[str, int | None]]:
    return [(found.code, found.line) for found in parse_yaml(text, "town.yaml").problems]


def test_every_value_knows_its_line():
    root = parse_yaml("a: 1\n\n# no\nb:\n  - c\n  - d: {e: 2,\n        f: 3}\n", "town.yaml").root
    lines = [(node.value, node.line) for node in root.walk() if not isinstance(node.value, dict)]
    assert lines == [(1, 1), (root.child("b").value, 4), ("c", 5), (2, 6), (3, 7)]
    assert all(node.file == "town.yaml" for node in root.walk())


def test_quoted_words_stay_texts():
    root = parse_yaml("a: '1'\nb: \"true\"\nc: |\n  5\n", "town.yaml").root
    assert root.plain() == {"a": "1", "b": "true", "c": "5\n"}


def test_keys_are_texts_whatever_they_look_like():
    root = parse_yaml("1: a\ntrue: b\non: c\n~: d\n", "town.yaml").root
    assert list(root.plain()) == ["1", "true", "on", "~"]


def test_windows_line_ends_and_a_byte_order_mark_are_no_trouble():
    root = parse_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "town.yaml").root
    assert (root.plain(), root.child("b").line) == ({"a": 1, "b": 2}, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("S104", None)]),
        ("# only a remark\n", [("S104", None)]),
        (b"a: \xff", [("S103", 1)]),
        (b"a: 1\nb: \x00", [("S103", 2)]),
        ("a: 1\nb: ]\n", [("S105", 2)]),
        ("a: 1\n\tb: 2\n", [("S105", 2)]),
        ("a: 1\nb: c: d\n", [("S105", 2)]),
        ("a: &x 1\nb: *x\n", [("S106", 1), ("S106", 2)]),
        ("a: !!python/name:os.system\n", [("S107", 1)]),
        ("a: ! b\n", [("S107", 1)]),
        ("a: 1\n<<: {b: 2}\n", [("S108", 2)]),
        ("a: 1\nb: 2\na: 3\n", [("S109", 3)]),
        ("a: {b: 1, b: 2}\n", [("S109", 1)]),
        ("a: 1\n---\nb: 2\n", [("S110", 2)]),
        ("a: 1\nb: x\u202ey\n", [("S111", 2)]),
        ("a: 1\nb: x\u2028y\nc: \u200b\n", [("S111", 2), ("S111", 3)]),
        ('a: "\\u202e"\n', [("S111", 1)]),
        ('a: "\\0"\n', [("S111", 1)]),
        ("a: 1\nb: .nan\nc: 1e999\n", [("S116", 2), ("S116", 3)]),
        ("a: " + "9" * 20, [("S116", 1)]),
        ("? [a, b]\n: 1\n", [("S117", 1)]),
        ("a: 1\n{b: 1}: 2\n", [("S117", 2)]),
        ("a: " + "x" * 2001, [("S115", 1)]),
    ],
)
def test_what_is_refused_is_refused_at_its_line(text, found):
    assert codes(text) == found


def test_a_duplicate_names_the_first_line_and_keeps_the_first_value():
    document = parse_yaml("a: 1\nb: 2\na: {c: 3}\n", "town.yaml")
    assert document.root.plain() == {"a": 1, "b": 2}
    assert document.problems[0].expected == "it once (line 1)"


def test_reading_goes_on_after_what_does_not_hide_the_rest():
    assert codes("a: &x 1\nb: .inf\na: 2\nc: !t d\n") == [
        ("S106", 1),
        ("S116", 2),
        ("S109", 3),
        ("S107", 4),
    ]


def test_the_path_of_a_problem_is_told():
    document = parse_yaml("a:\n  - {b: 1}\n  - c: [0, .nan]\n", "town.yaml")
    assert [found.where for found in document.problems] == ["a[1].c[1]"]


def test_a_tab_gets_its_hint():
    (problem,) = parse_yaml("a:\n\tb: 2\n", "town.yaml").problems
    assert problem.hint == "indent with spaces, not with tabs"


def test_the_limits_are_where_they_are_said_to_be():
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("S113", 1)]
    assert codes("# " + "x" * (MAX_BYTES - 5) + "\na")[0:1] == []
    assert codes(" " * (MAX_BYTES + 1)) == [("S112", None)]


@pytest.mark.slow
def test_the_number_of_values_is_limited():
    assert codes("[" + "1," * (MAX_VALUES - 1) + "]") == []
    assert codes("[\n" + "1," * MAX_VALUES + "]") == [("S114", 2)]


def test_problems_without_end_end():
    assert len(codes("a: 1\n" * 5000)) == MAX_PROBLEMS
