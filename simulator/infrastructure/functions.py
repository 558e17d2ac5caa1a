"""Follow what the state of components means for features and services."""

from typing import Final

import numpy as np

from simulator.infrastructure.log import EventLog
from simulator.infrastructure.part import Part
from simulator.model.scenario import Scenario
from simulator.topology.propagation import Changed, Propagation
from simulator.topology.quality import WORKS, Floats, wire
from simulator.units import Seconds

MODULE: Final = "simulator.infrastructure.functions"


class Functions:
    """Quality and capacity of features and services, and the events when they cross a line."""

    def __init__(self, scenario: Scenario, log: EventLog) -> None:
        self.wiring = wire(scenario)
        self._log = log
        self._now = Propagation(self.wiring)
        self._owners = [service.owner or "" for service in scenario.services]
        self._place = {name: number for number, name in enumerate(self.wiring.component_ids)}
        self.feature_quality: Floats = np.ones(len(self.wiring.feature_ids))
        self.service_quality: Floats = np.ones(len(self.wiring.service_ids))
        self.service_capacity: Floats = np.ones(len(self.wiring.service_ids))

    @property
    def fading(self) -> bool:
        """Whether log-in sessions lapse, so that `fade` has something to do."""
        return bool(self._now.sessions.open)

    def take(self, part: Part, because: int, now_s: Seconds = 0.0) -> bool:
        """Take over the state of one component and book what follows from it.

        Parameters
        ----------
        part : Part
            The component that changed.
        because : int
            Number of the event that changed it.
        now_s : float
            Seconds of the run.

        Returns
        -------
        bool
            Whether a quality or capacity of a feature or service is another than before.
        """
        state = part.quality, part.capacity
        changed = self._now.put(self._place[part.component.id], state, now_s, because)
        return self._book(changed, because)

    def fade(self, now_s: Seconds) -> bool:
        """Let log-in sessions lapse up to now and book what follows from it.

        Parameters
        ----------
        now_s : float
            Seconds of the run.

        Returns
        -------
        bool
            Whether a quality or capacity of a feature or service is another than before.
        """
        booked = [self._book(changed, because) for because, changed in self._now.fade(now_s)]
        return any(booked)

    def _book(self, changed: Changed, because: int) -> bool:
        for number in changed.features:
            self._tell_feature(number, because)
        for number in changed.services:
            self._tell_service(number)
        return bool(changed)

    def _tell_feature(self, number: int, because: int) -> None:
        before, quality = float(self.feature_quality[number]), self._now.feature[number]
        self.feature_quality[number] = quality
        name = self.wiring.feature_ids[number]
        if (before >= WORKS) != (quality >= WORKS):
            owner = self._owners[int(self.wiring.feature_service[number])]
            kind = "function-restored" if quality >= WORKS else "function-lost"
            detail = f"{quality:.0%} of requests to it succeed."
            self._log.event(kind, name, owner, because, MODULE, quality, detail)
        self._log.state("feature", name, quality, quality)

    def _tell_service(self, number: int) -> None:
        quality, capacity = self._now.service_quality(number), self._now.capacity[number]
        self.service_quality[number] = quality
        self.service_capacity[number] = capacity
        self._log.state("service", self.wiring.service_ids[number], quality, capacity)
