"""Assemble machines and operators and start what goes wrong."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import simpy
from numpy.typing import NDArray

from simulator.infrastructure.by_law import restorers
from simulator.infrastructure.failover import Operators
from simulator.infrastructure.hazards import Hazards
from simulator.infrastructure.log import EventLog
from simulator.infrastructure.overload import Overload
from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.switching import SwitchTeams
from simulator.infrastructure.warmup import Warming
from simulator.model.scenario import Scenario
from simulator.topology.quality import Wiring


class Machines:
    """All that fails and is repaired; people see only the arrays.

    Parameters
    ----------
    env : simpy.Environment
        The clock, seconds since the start of the run.
    scenario : Scenario
        Checked: every name in it is declared.
    seed : int
        Address of the luck.
    record : EventLog
        Who writes down what happens.
    """

    def __init__(
        self, env: simpy.Environment, scenario: Scenario, seed: int, record: EventLog
    ) -> None:
        self.env = env
        self.plant = Plant(env, scenario, seed, record)
        self.warming = Warming(self.plant)
        self.overload = Overload(self.plant, self.warming)
        self.plant.on_loss = self._on_loss
        self.plant.on_service += [self.warming.begin, self._call_those_who_waited]
        self._waiting_owners = _owners_by_need(scenario)
        self._owners = {owner.id: owner for owner in scenario.owners}
        self._teams = {owner.id: SwitchTeams(self.plant, owner) for owner in scenario.owners}
        self._operators: dict[tuple[str, str], Operators] = {}
        for owner in scenario.owners:
            for each in restorers(self.plant, owner):
                env.process(each.restart_machines())
        Hazards(self.plant, scenario.hazards)

    @property
    def wiring(self) -> Wiring:
        """Who needs whom, by index."""
        return self.plant.functions.wiring

    @property
    def feature_quality(self) -> NDArray[np.float64]:
        """Part of correct requests that each feature serves now, (F,)."""
        return self.plant.functions.feature_quality

    @property
    def service_quality(self) -> NDArray[np.float64]:
        """Part of correct requests that each service serves now, (S,)."""
        return self.plant.functions.service_quality

    @property
    def service_capacity(self) -> NDArray[np.float64]:
        """Share of its ordinary capacity that each service has up now, (S,)."""
        return self.plant.functions.service_capacity

    @property
    def listeners(self) -> list[Callable[[], None]]:
        """Called after these arrays changed; append to it."""
        return self.plant.listeners

    def feel(self, served: NDArray[np.float64], load: NDArray[np.float64]) -> None:
        """Feel the load that people have just put on services.

        Parameters
        ----------
        served : ndarray of float64, shape (S,)
            Share of requests for which there was room. Share.
        load : ndarray of float64, shape (S,)
            Requests over capacity, dimensionless.
        """
        self.overload.feel(served, load)

    def _on_loss(self, part: Part, event: int, hazard: str) -> None:
        """Tell the operators of the owner, who respond once per incident."""
        if not part.misplaced:
            return  # lost wherever it runs: another place is no help
        name = part.component.owner
        if (name, hazard) not in self._operators:
            operators = Operators(self.plant, self._owners[name], self._teams[name], hazard)
            self._operators[name, hazard] = operators
        self._operators[name, hazard].notice(part, event)

    def _call_those_who_waited(self, part: Part, _event: int) -> None:
        """Tell crews that something they needed serves again."""
        self.plant.call_crews(self._waiting_owners.get(part.component.id, ()))


def _owners_by_need(scenario: Scenario) -> dict[str, list[str]]:
    """List, for each component, the owners of what cannot be restarted without it."""
    found: dict[str, list[str]] = defaultdict(list)
    for component in scenario.components:
        for need in component.restart_needs:
            found[need].append(component.owner)
    return found
