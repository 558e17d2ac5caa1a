"""Let a small crowd know each other, without any needs or machines."""

import numpy as np

from simulator.model.society import Society
from simulator.population.arrays import COMMUNITY, empty_block
from simulator.population.befriending import befriend
from simulator.population.birth import give_birth
from simulator.population.contact_arrays import empty_contacts
from simulator.topology.compile import compile_scenario

CHILD = 255


def with_society(scenario, **society):
    """Give a scenario another society."""
    people = scenario.people.model_copy(update={"society": Society(**society)})
    return scenario.model_copy(update={"people": people})


def befriended(scenario, people=COMMUNITY, seed=1, first=0):
    """Bear a block of people who know each other; the block may begin at any community."""
    world = compile_scenario(scenario)
    block = empty_block(first, people, world.habits)
    give_birth(block, world.habits, np.uint64(seed))
    contacts = empty_contacts(people, world.habits, world.customs)
    befriend(block, contacts, world.habits, np.uint64(seed), range(len(contacts.head)))
    return world, block, contacts


def tie_ends(contacts, community=0):
    """List both ends of every tie of a community, each tie twice."""
    ends = []
    first = community * COMMUNITY
    for i, own in enumerate(contacts.person[first : first + COMMUNITY]):
        begin = int(own["tie_first"])
        ends += [(i, int(j)) for j in contacts.tie[begin : begin + int(own["ties"])]]
    return ends


def wired(contacts, graph):
    """Put the ties of a graph of one community in place of those that people have."""
    ends = [sorted(graph.neighbors(i)) for i in range(len(contacts.person))]
    counts = np.array([len(theirs) for theirs in ends])
    contacts.person["tie_first"] = np.concatenate([[0], np.cumsum(counts)[:-1]])
    contacts.person["ties"], contacts.person["outside"] = counts, 0
    tie = np.array([j for theirs in ends for j in theirs], np.uint16)
    return contacts._replace(tie=tie)


def stepped(world, contacts, minutes, hours):
    """Let social steps be of other length, over so many hours."""
    customs = world.customs._replace(step_ms=minutes * 60_000)
    head = np.full((len(contacts.head), hours * 60 // minutes + 1), 65_535, np.uint16)
    return contacts._replace(customs=customs, head=head)
