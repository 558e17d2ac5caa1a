"""Check the tree of values with their places."""

import pytest

from simulator.io.nodes import Node, quote
from simulator.io.yaml_events import parse_yaml

TEXT = """\
sites:
  - id: north
    rooms: [a, b]
  - id: south
    rooms:
      - c
options:
  - service: chat
  - service: chat
  - service: post
"""


@pytest.fixture
def tree() -> Node:
    root = parse_yaml(TEXT, "town.yaml").root
    assert root is not None
    return root


def test_a_tree_gives_its_data_back(tree):
    assert tree.plain() == {
        "sites": [{"id": "north", "rooms": ["a", "b"]}, {"id": "south", "rooms": ["c"]}],
        "options": [{"service": "chat"}, {"service": "chat"}, {"service": "post"}],
    }


def test_a_list_is_entered_by_id_and_by_position(tree):
    sites = tree.child("sites")
    assert sites.child("south") is sites.child(1) is sites.child("1")
    assert sites.child("west") is None
    assert sites.child(2) is None
    assert sites.child("²") is None


def test_an_element_without_id_is_named_by_what_it_is_about_if_only_one_is(tree):
    options = tree.child("options")
    assert options.child("post") is options.child(2)
    assert options.child("chat") is None


def test_a_scalar_leads_nowhere(tree):
    leaf = tree.child("sites").child("north").child("id")
    assert leaf.child("x") is None
    assert leaf.position(0) is None
    assert leaf.names() == ()


def test_names_are_keys_or_ids(tree):
    assert tree.names() == ("sites", "options")
    assert tree.child("sites").names() == ("north", "south")


def test_a_copy_shares_nothing(tree):
    copy = tree.copy()
    copy.child("sites").child("north").child("rooms").value.append(Node("z", "", None))
    assert tree.child("sites").child("north").plain()["rooms"] == ["a", "b"]
    assert copy.child("options").plain() == tree.child("options").plain()
    assert [node.line for node in tree.copy().walk()] == [node.line for node in tree.walk()]


def test_a_mapping_stands_where_its_key_stands(tree):
    rooms = tree.child("sites").child("south").child("rooms")
    assert (rooms.line, rooms.child(0).line) == (5, 6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e5, "100000.0"), (False, "false"), ({}, "a mapping of 0"), ("it's", '"it\'s"')],
)
def test_a_value_is_quoted(value, text):
    assert quote(value) == text


def test_a_long_quote_is_shortened():
    assert len(quote("x" * 1000)) == 60
    assert quote("x" * 1000).endswith("x...'")
