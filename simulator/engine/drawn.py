"""Draw the random hazards of a run before its clock starts."""

from simulator.infrastructure.catalogue import random_hazards
from simulator.model.scenario import Scenario


def with_random_hazards(scenario: Scenario, seed: int) -> Scenario:
    """Return the scenario with what strikes at random put beside what strikes by the clock.

    Parameters
    ----------
    scenario : Scenario
        Its catalogue says how often what strikes.
    seed : int
        Address of the luck.

    Returns
    -------
    Scenario
        The same one if nothing strikes at random.
    """
    if not scenario.random_hazards:
        return scenario
    hazards = (*scenario.hazards, *random_hazards(scenario, seed))
    return scenario.model_copy(update={"hazards": hazards, "random_hazards": False})
