"""Check who knows whom: households, cliques, acquaintances, groups."""

import networkx as nx
import numpy as np
import pytest

from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import NO_GROUP
from simulator.population.ties import CYCLE, HOUSEHOLDS, household_of

CHILDREN = {"id": "kr-11", "name": "S", "residents": {"0-9": 300, "20-29": 700}}


@pytest.fixture(scope="module")
def town(lives, friends):
    """Befriend two communities of grown-ups."""
    return friends.befriended(lives.toy(), 2 * COMMUNITY)


def graph_of(friends, contacts, community=0):
    """Draw one community as a graph."""
    graph = nx.Graph(friends.tie_ends(contacts, community))
    graph.add_nodes_from(range(COMMUNITY))
    return graph


def test_households_are_as_large_as_in_the_census_and_fill_communities():
    assert np.mean(HOUSEHOLDS) == pytest.approx(2.2, abs=0.05)
    assert COMMUNITY % CYCLE == 0
    numbers = [household_of(person) for person in range(3 * CYCLE)]
    sizes = np.bincount(numbers)
    assert sizes.tolist() == list(HOUSEHOLDS) * 3
    assert numbers == sorted(numbers)


def test_ties_are_mutual_single_and_within_the_community(friends, town):
    _, _, contacts = town
    for community in range(2):
        ends = friends.tie_ends(contacts, community)
        assert len(ends) > 6 * COMMUNITY
        assert len(set(ends)) == len(ends)
        assert {(j, i) for i, j in ends} == set(ends)
        assert all(i != j and 0 <= j < COMMUNITY for i, j in ends)


def test_the_number_of_contacts_is_lognormal(town):
    _, _, contacts = town
    here, outside = contacts.person["ties"].astype(int), contacts.person["outside"].astype(int)
    known = here + outside
    assert known.mean() == pytest.approx(12.0, rel=0.02)
    assert np.log(known).std() == pytest.approx(0.6, abs=0.03)
    assert outside.sum() / known.sum() == pytest.approx(0.3, abs=0.01)


def test_contacts_cluster_and_nearly_everyone_hangs_together(friends, town):
    graph = graph_of(friends, town[2])
    assert 0.2 < nx.average_clustering(graph) < 0.3
    giant = max(nx.connected_components(graph), key=len)
    assert len(giant) > 0.99 * COMMUNITY


def test_without_cliques_only_households_cluster(lives, friends, town):
    scenario = friends.with_society(lives.toy(), clique_share=0.0)
    _, _, contacts = friends.befriended(scenario)
    loose = nx.average_clustering(graph_of(friends, contacts))
    assert 0.05 < loose < 0.6 * nx.average_clustering(graph_of(friends, town[2]))


def test_a_household_knows_itself(friends, town):
    ends = set(friends.tie_ends(town[2]))
    together = [
        (i, j)
        for i in range(COMMUNITY)
        for j in range(max(0, i - 3), i)
        if household_of(i) == household_of(j)
    ]
    assert together
    assert all(pair in ends for pair in together)


def test_children_have_no_contacts(lives, friends):
    declared = lives.toy().model_dump(mode="json")
    declared["people"]["regions"] = [CHILDREN]
    scenario = type(lives.toy()).model_validate(declared, strict=False)
    _, block, contacts = friends.befriended(scenario)
    children = block.segment == friends.CHILD
    assert children.any()
    ends = np.array(friends.tie_ends(contacts))
    assert not children[ends].any()
    assert not contacts.person["ties"][children].any()
    assert (contacts.person["group"][children] == NO_GROUP).all()


def test_a_community_does_not_depend_on_its_block(lives, friends, town):
    _, _, contacts = town
    _, _, alone = friends.befriended(lives.toy(), first=COMMUNITY)
    assert friends.tie_ends(alone) == friends.tie_ends(contacts, 1)
    assert friends.tie_ends(alone) != friends.tie_ends(contacts, 0)
    names = ["ties", "outside", "group", "channels", "on"]
    assert (alone.person[names] == contacts.person[names][COMMUNITY:]).all()


def test_a_small_community_has_ties_too(lives, friends):
    _, _, contacts = friends.befriended(lives.toy(), 200)
    assert contacts.person["ties"].mean() > 6
    assert all(j < 200 for _, j in friends.tie_ends(contacts))


def test_groups_have_the_declared_size_and_hold_everyone_once(town):
    _, _, contacts = town
    sizes = contacts.groups["size"][0]
    assert np.median(sizes[sizes > 0]) == pytest.approx(5, abs=1)
    group = contacts.person["group"][:COMMUNITY]
    members = np.bincount(group[group != NO_GROUP], minlength=len(sizes))
    assert (members == sizes).all()
    assert (group == NO_GROUP).mean() < 0.1
