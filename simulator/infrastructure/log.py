"""Say what machines need from whoever writes down what happened."""

from typing import Protocol

FIRST_CAUSE = -1
"""In place of a causing event where there is none."""


class EventLog(Protocol):
    """Writes rows of the tables `events` and `states`; knows the time by itself."""

    def event(
        self,
        kind: str,
        where: str,
        owner: str,
        because: int,
        module: str,
        value: float = 0.0,
        detail: str = "",
    ) -> int:
        """Write an event and return its number."""

    def state(self, level: str, element: str, quality: float, live: float) -> None:
        """Write the state of a zone, component, feature or service from now on."""
