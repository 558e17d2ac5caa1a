"""Check who can never begin, against trying every order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from simulator.model.circles import Want, circles, never_begin, shortest_circle

NAMES = "abcd"
WANTS = st.lists(
    st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True).flatmap(
        lambda names: st.integers(1, len(names)).map(lambda n: Want(n, tuple(names)))
    ),
    max_size=2,
)


def began(order, wants):
    """Let each begin in turn if it can."""
    done = {"e"}
    for name in order:
        if all(len(done & set(want.names)) >= want.enough for want in wants[name]):
            done.add(name)
    return done


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, WANTS)))
def test_whoever_can_begin_in_no_order_is_found(wants):
    ever = set().union(*(began(order, wants) for order in permutations(NAMES)))
    assert set(never_begin(wants)) == set(NAMES) - ever


@given(
    st.fixed_dictionaries(
        dict.fromkeys(NAMES, st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    )
)
def test_a_circle_is_a_way_of_needs_and_each_group_of_them_has_one(needs):
    found = circles(NAMES, needs)
    for circle in found:
        for name, after in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert after in needs[name]
    told = {name for circle in found for name in circle}
    rest = {name: [n for n in needs[name] if n not in told] for name in NAMES if name not in told}
    assert all(shortest_circle(name, rest) == [] for name in rest)


def test_the_shortest_of_several_circles_is_named():
    needs = {"a": ["b", "d"], "b": ["c"], "c": ["a"], "d": ["a"]}
    assert shortest_circle("a", needs) == ["a", "d"]
    assert shortest_circle("d", {"a": ["a"], "d": ["a"]}) == []
