"""Follow what the state of components means for features and services."""

from typing import Final

import numpy as np

from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import Part
from simulator.model.scenario import Scenario
from simulator.topology.quality import WORKS, Floats, capacities, qualities, wire

MODULE: Final = "simulator.infrastructure.functions"


class Functions:
    """Quality and capacity of features and services, and the events when they cross a line."""

    def __init__(self, scenario: Scenario, log: EventLog) -> None:
        self.wiring = wire(scenario)
        self._log = log
        self._owners = [service.owner or "" for service in scenario.services]
        self._component_quality = np.ones(len(self.wiring.component_ids))
        self._component_capacity = np.ones(len(self.wiring.component_ids))
        self._place = {name: number for number, name in enumerate(self.wiring.component_ids)}
        self.feature_quality: Floats = np.ones(len(self.wiring.feature_ids))
        self.service_quality: Floats = np.ones(len(self.wiring.service_ids))
        self.service_capacity: Floats = np.ones(len(self.wiring.service_ids))

    def take(self, part: Part, because: int) -> bool:
        """Take over the state of one component and book what follows from it.

        Parameters
        ----------
        part : Part
            The component that changed.
        because : int
            Number of the event that changed it.

        Returns
        -------
        bool
            Whether a quality or capacity of a feature or service is another than before.
        """
        number = self._place[part.component.id]
        self._component_quality[number] = part.quality
        self._component_capacity[number] = part.capacity
        feature, service = qualities(self.wiring, self._component_quality)
        capacity = capacities(self.wiring, self._component_capacity, feature)
        before = (self.feature_quality, self.service_quality, self.service_capacity)
        self.feature_quality, self.service_quality, self.service_capacity = (
            feature,
            service,
            capacity,
        )
        self._tell_features(before[0], because)
        return self._tell_services(before[1], before[2]) or not np.array_equal(before[0], feature)

    def _tell_features(self, before: Floats, because: int) -> None:
        for number in np.flatnonzero(before != self.feature_quality).tolist():
            quality = float(self.feature_quality[number])
            name = self.wiring.feature_ids[number]
            owner = self._owners[int(self.wiring.feature_service[number])]
            if (float(before[number]) >= WORKS) != (quality >= WORKS):
                kind = "function-restored" if quality >= WORKS else "function-lost"
                detail = f"{quality:.0%} of requests to it succeed."
                self._log.event(kind, name, owner, because, MODULE, quality, detail)
            self._log.state("feature", name, quality, quality)

    def _tell_services(self, quality: Floats, capacity: Floats) -> bool:
        changed = (quality != self.service_quality) | (capacity != self.service_capacity)
        for number in np.flatnonzero(changed).tolist():
            self._log.state(
                "service",
                self.wiring.service_ids[number],
                float(self.service_quality[number]),
                float(self.service_capacity[number]),
            )
        return bool(changed.any())
