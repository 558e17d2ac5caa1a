"""Check one field of a scenario against another and yield every problem, not the first."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.arrangement import component_problems, place_problems, service_problems
from simulator.model.chances import catalogue_problems
from simulator.model.company import society_problems
from simulator.model.complaint import repeated
from simulator.model.incidents import hazard_problems
from simulator.model.populace import people_problems
from simulator.model.provision import supply_problems
from simulator.model.scenario import Scenario
from simulator.model.timing import clock_problems, load_problems
from simulator.model.wants import need_problems
from simulator.model.workload import workload_problems


def find_problems(scenario: Scenario) -> Iterator[Problem]:
    """Find what contradicts itself in a scenario whose fields are each well-formed.

    Parameters
    ----------
    scenario : Scenario
        As declared.

    Yields
    ------
    Problem
        Without file and line; `where` is the path of the field, elements of lists named by
        their ids where they have one.
    """
    yield from clock_problems(scenario)
    yield from place_problems(scenario)
    yield from component_problems(scenario)
    yield from service_problems(scenario)
    yield from people_problems(scenario)
    yield from need_problems(scenario)
    yield from society_problems(scenario)
    yield from supply_problems(scenario)
    yield from load_problems(scenario)
    yield from hazard_problems(scenario)
    yield from catalogue_problems(scenario)
    yield from workload_problems(scenario)
    yield from repeated("remedies", [remedy.id for remedy in scenario.remedies])
