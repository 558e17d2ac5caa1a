"""Assemble machines and operators and start what goes wrong."""

from collections.abc import Callable

import numpy as np
import simpy
from numpy.typing import NDArray

from simulator.infrastructure.failover import Operators
from simulator.infrastructure.hazards import burn
from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.repair import RepairCrew
from simulator.infrastructure.switching import SwitchTeams
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
        self.plant.on_loss = self._on_loss
        self._owners = {owner.id: owner for owner in scenario.owners}
        self._teams = {owner.id: SwitchTeams(self.plant, owner) for owner in scenario.owners}
        self._operators: dict[tuple[str, str], Operators] = {}
        for owner in scenario.owners:
            env.process(RepairCrew(self.plant, owner).restart_machines())
        for hazard in scenario.hazards:
            env.process(burn(self.plant, hazard))

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

    def _on_loss(self, part: Part, event: int, hazard: str) -> None:
        """Tell the operators of the owner, who respond once per incident."""
        name = part.component.owner
        if (name, hazard) not in self._operators:
            operators = Operators(self.plant, self._owners[name], self._teams[name], hazard)
            self._operators[name, hazard] = operators
        self._operators[name, hazard].notice(part, event)
