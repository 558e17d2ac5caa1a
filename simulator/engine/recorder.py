"""Write down what happens and why, as rows of the tables `events` and `states`."""

from typing import Any

import simpy


class Recorder:
    """The log of one run; knows the time, so that nobody can misstate it.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    """

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self.events: list[tuple[Any, ...]] = []
        self.states: list[tuple[Any, ...]] = []

    def event(  # noqa: PLR0913, PLR0917 - one argument for each column
        self,
        kind: str,
        where: str,
        owner: str,
        because: int,
        module: str,
        value: float = 0.0,
        detail: str = "",
    ) -> int:
        """Write an event.

        Parameters
        ----------
        kind : str
            What happened, thing-pasttense.
        where : str
            Site, zone, component, service or owner.
        owner : str
            Whose it is, empty if nobody's.
        because : int
            Number of the causing event, -1 for a first cause.
        module : str
            Module that made it.
        value : float
            Size in its own unit.
        detail : str
            One English sentence.

        Returns
        -------
        int
            Number of the event.
        """
        number = len(self.events)
        row = (number, float(self._env.now), kind, where, owner, because, module, value, detail)
        self.events.append(row)
        return number

    def state(
        self, level: str, element: str, quality: float, live: float, condition: str = ""
    ) -> None:
        """Write the state of an element from now on.

        Parameters
        ----------
        level : str
            zone, component, feature or service.
        element : str
            Its id.
        quality : float
            Part of correct requests served. Share.
        live : float
            Part of its machines that run. Share.
        condition : str
            What a planner would call it: up, degraded, off, destroyed, corrupted, restoring, ...
        """
        number, now_s = len(self.states), float(self._env.now)
        row = (number, now_s, level, element, float(quality), float(live), condition)
        self.states.append(row)
